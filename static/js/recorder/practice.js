// Half a minute on trial: kept in memory, watched, thrown away, and never sent.
import { Stretch } from "./stretch.js";
import { watchParts } from "./watch.js";

export const PRACTICE_S = 30;

export class Practice {
  #pieces = [];
  #stretch = null;
  #shown = null;
  #composer = null;
  #rate = null;

  /** Done after half a minute, or when it was stopped; `tell(seconds)` each second. Pictures a second. */
  async record(composer, tell) {
    this.#composer = composer;
    composer.run();
    this.#stretch = new Stretch(composer.stream, (blob) => this.#pieces.push(blob));
    this.#stretch.start();
    const timer = setInterval(() => {
      tell(this.#stretch.mediaS);
      if (this.#stretch.mediaS >= PRACTICE_S) this.stop();
    }, 1000);
    await this.#stretch.over;
    clearInterval(timer);
    return this.#rate;
  }

  async stop() {
    if (this.#rate !== null) return;
    this.#rate = this.#composer.rate;
    this.#composer.rest();
    await this.#stretch.stop();
  }

  async watch(player) {
    this.#shown = await watchParts(player, [new Blob(this.#pieces, { type: "video/webm" })]);
  }

  throwAway() {
    this.#shown?.close();
    this.#pieces = [];
  }
}
