// Lanes and times: a click, or Enter, plays just that span; where a lane is bare, from there on.
export const lanes = (player) => {
  document.addEventListener("click", (event) => {
    const time = event.target.closest("[data-seek-s]");
    if (time) {
      const until = time.dataset.untilS;
      player.span(Number(time.dataset.seekS), until === undefined ? null : Number(until));
      return;
    }
    const lane = event.target.closest("svg.lane");
    if (!lane) return;
    const lengthS = Number(lane.closest("[data-duration-s]").dataset.durationS);
    const place = lane.getBoundingClientRect();
    player.span(((event.clientX - place.left) / place.width) * lengthS, null);
  });
  for (const lane of document.querySelectorAll("svg.lane")) oneStop(lane);
};

// A lane of many marks is one stop of the tabulator; arrows go from mark to mark.
const oneStop = (lane) => {
  // Marks are drawn with the heaviest last; in time they are as people look for them.
  const marks = [...lane.querySelectorAll("a.bar-link")].sort((one, other) => one.dataset.seekS - other.dataset.seekS);
  for (const mark of marks.slice(1)) mark.setAttribute("tabindex", "-1");
  lane.addEventListener("keydown", (event) => {
    const here = marks.indexOf(event.target);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (here < 0 || !marks[next]) return;
    event.preventDefault();
    marks[here].setAttribute("tabindex", "-1");
    marks[next].setAttribute("tabindex", "0");
    marks[next].focus();
  });
};
