// Looks for a text in what was said and read, in the order of time, and says which of how many this is.
import { reveal } from "./lines.js";

const WAIT_MS = 150;
// More are counted and gone to, but not all of them coloured.
const MOST_COLOURED = 2000;

export const search = (root, lines) => {
  const input = root.querySelector("[data-texts-search]");
  const says = root.querySelector("[data-texts-count]");
  const ordered = [...lines].sort((one, other) => one.startS - other.startS);
  const lowered = ordered.map((line) => line.text.textContent.toLowerCase());
  let found = [];
  let here = -1;
  let waiting;

  const look = () => {
    const wanted = input.value.trim().toLowerCase();
    found = wanted ? ordered.flatMap((line, number) => placesIn(lowered[number], wanted).map((start) => ({ line, start, end: start + wanted.length }))) : [];
    here = found.length ? 0 : -1;
    colour("candor-found", found.slice(0, MOST_COLOURED));
    show();
  };
  const show = () => {
    says.textContent = !input.value.trim() ? "" : found.length ? says.dataset.some.replace("{at}", here + 1).replace("{all}", found.length) : says.dataset.none;
    colour("candor-here", here < 0 ? [] : [found[here]]);
    if (here >= 0) reveal(found[here].line);
  };
  const go = (step) => {
    if (!found.length) return;
    here = (here + step + found.length) % found.length;
    show();
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  });
  root.querySelector("[data-texts-next]").addEventListener("click", () => go(1));
  root.querySelector("[data-texts-previous]").addEventListener("click", () => go(-1));
};

const placesIn = (text, wanted) => {
  const places = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) places.push(at);
  return places;
};

// Where a browser cannot colour ranges of text, the line that is meant is marked as a whole.
const colour = (name, places) => {
  if (window.CSS?.highlights) {
    CSS.highlights.set(name, new Highlight(...places.map(rangeOf)));
    return;
  }
  if (name !== "candor-here") return;
  for (const one of document.querySelectorAll(".passages .is-found")) one.classList.remove("is-found");
  for (const { line } of places) line.element.classList.add("is-found");
};

const rangeOf = ({ line, start, end }) => {
  const range = new Range();
  const text = line.text.firstChild;
  range.setStart(text, Math.min(start, text.length));
  range.setEnd(text, Math.min(end, text.length));
  return range;
};
