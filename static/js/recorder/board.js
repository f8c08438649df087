// What the page shows of the state: which parts of it, the time, the bar, and the sentences that are read out.
import { clock, megabytes, say, sayFirst } from "./words.js";

export class Board {
  #page;
  #title = document.title;

  constructor(page) {
    this.#page = page;
  }

  get state() {
    return this.#page.dataset.state;
  }

  /** Shows what belongs to a state, and says it. The focus goes on where its button was hidden. */
  enter(state) {
    const focused = document.activeElement;
    this.#page.dataset.state = state;
    for (const part of this.#page.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(state);
    }
    this.announce(`state_${state}`);
    this.trouble("");
    if (focused && focused !== document.body && focused.closest("[hidden]")) this.#firstButton()?.focus();
    document.title = this.#title;
  }

  /** Read out once, and seen until the next. */
  announce(name, values) {
    this.#page.querySelector("[data-announced]").textContent = say(name, values);
  }

  /** What is wrong, until something else is or the state is another; nothing for "". */
  trouble(names, values) {
    const place = this.#page.querySelector("[data-trouble]");
    place.textContent = names.length ? sayFirst([names].flat(), values) : "";
    place.hidden = !names.length;
  }

  showTime(recordedS) {
    const time = clock(recordedS);
    for (const place of this.#page.querySelectorAll("[data-time]")) place.textContent = time;
    const marks = { recording: "●", paused: "‖" };
    if (this.state in marks) document.title = `${marks[this.state]} ${time} · ${this.#title}`;
  }

  /** How much is stored here and how much has arrived, as a bar and as a sentence. */
  showSafety(take, recordedS, isLost) {
    const { stored, sent } = take.seconds;
    const values = { stored: clock(stored), recorded: clock(recordedS), sent: clock(sent) };
    const kind = take.heldBytes ? "held" : isLost ? "lost" : sent >= stored ? "arrived" : "sending";
    this.#write("[data-safety]", say(`safety_${kind}`, values));
    this.#write("[data-volume]", say("volume", { bytes: megabytes(take.bytes), sent: megabytes(take.sentBytes) }));
    for (const [name, seconds] of Object.entries({ stored, sent })) {
      this.#page.querySelector(`[data-bar=${name}]`).style.width = `${(100 * seconds) / Math.max(recordedS, 1)}%`;
    }
  }

  #write(place, text) {
    const element = this.#page.querySelector(place);
    if (element.textContent !== text) element.textContent = text;
  }

  #firstButton() {
    return [...this.#page.querySelectorAll("[data-stage] button")].find((button) => !button.closest("[hidden]"));
  }
}
