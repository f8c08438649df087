// Sentences as the server put them into the page, and figures as people read them.
const words = JSON.parse(document.querySelector("#recorder-words").textContent);
const language = document.documentElement.lang;
const MB = 1_000_000;

/** A sentence by its name, with `{places}` filled in. An unknown name is a mistake, and is thrown. */
export const say = (name, values = {}) => {
  const sentence = words[name];
  if (sentence === undefined) throw new Error(`No words for ${name}`);
  return sentence.replaceAll(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
};

/** The first of these names that has words: a browser's own before what holds for all. */
export const sayFirst = (names, values) => say(names.find((name) => name in words) ?? names.at(-1), values);

/** Seconds as 9:05, or 1:02:03. */
export const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
};

export const megabytes = (bytes) =>
  new Intl.NumberFormat(language, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: bytes < 10 * MB ? 1 : 0,
  }).format(bytes / MB);

export const number = (value, digits = 1) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

export const moment = (iso) =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
