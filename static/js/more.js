// A long report comes with its first findings: the others follow by themselves, one part after the other.
// Without this module a link leads to the page that has all.
const pending = () => document.querySelector("[data-more]");

const next = async (place) => {
  const answer = await fetch(place.dataset.more, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  place.insertAdjacentHTML("afterend", await answer.text());
  place.remove();
};

// What could not be fetched stays a link. An address that means a finding further down leads there once it has come.
const all = async () => {
  if (!pending()) return;
  try {
    while (pending()) await next(pending());
  } catch {
    return;
  }
  const meant = location.hash && document.getElementById(location.hash.slice(1));
  if (meant) meant.scrollIntoView();
};

export const whole = all();
