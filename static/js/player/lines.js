// Lines of text with their times, as they stand in the panes.
export const linesIn = (place) =>
  [...place.querySelectorAll(".passages > li")].map((element) => {
    const time = element.querySelector("[data-seek-s]");
    const text = element.querySelector("span[dir]");
    return {
      element,
      text,
      startS: Number(time.dataset.seekS),
      endS: Number(time.dataset.untilS ?? time.dataset.seekS),
      pane: element.closest(".pane"),
    };
  });

// Within its own pane: the page itself stays where it is.
export const reveal = ({ element }) => {
  const list = element.parentElement;
  const place = element.getBoundingClientRect();
  const around = list.getBoundingClientRect();
  if (place.top >= around.top && place.bottom <= around.bottom) return;
  list.scrollTop += place.top - around.top - around.height / 3;
};
