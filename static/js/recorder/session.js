// A take while it is recorded: devices, composer, stretch and journal kept together.
import { Stretch } from "./stretch.js";

export class Session {
  state = "paused";
  #take;
  #composer;
  #sender;
  #full;
  #recorder = null;
  #stretch = null;

  /** `full()` is called where nothing more can be kept. */
  constructor(take, composer, sender, full) {
    this.#take = take;
    this.#composer = composer;
    this.#sender = sender;
    this.#full = full;
  }

  /** Seconds recorded in all, those of the piece that is still to come among them. */
  get recordedS() {
    const { recorded } = this.#take.seconds;
    if (!this.#recorder) return recorded;
    const here = this.#take.pieces.findLast((piece) => piece.stretch === this.#stretch.stretch)?.until_s ?? 0;
    return recorded - here + this.#recorder.mediaS;
  }

  async start() {
    const isFirst = this.#take.stretches.length === 0;
    this.#composer.run();
    const recorder = new Stretch(this.#composer.stream, (blob, until_s) => this.#keep(blob, until_s));
    this.#stretch = this.#take.newStretch(recorder.type);
    recorder.start();
    this.#recorder = recorder;
    this.state = "recording";
    await this.note(isFirst ? "started" : "reloaded");
  }

  async pause(why = "") {
    if (this.state !== "recording") return;
    this.state = "paused";
    this.#recorder.pause();
    this.#composer.rest();
    await this.note("paused", why);
  }

  async resume() {
    if (this.state !== "paused") return;
    this.state = "recording";
    this.#composer.run();
    this.#recorder.resume();
    await this.note("resumed");
  }

  async stop() {
    const noted = this.note("stopped");
    this.state = "stopped";
    this.#composer.rest();
    await this.#recorder.stop();
    await noted;
    await this.#take.endStretch(this.#stretch);
    await this.#take.setState("stopped");
    this.#sender.wake();
  }

  /** Writes into the journal what happened now. */
  async note(kind, why = "") {
    if (!this.#recorder) return;
    const at = new Date().toISOString();
    const media_s = Math.round(this.#recorder.mediaS * 1000) / 1000;
    await this.#take.note({ kind, at, stretch: this.#stretch.stretch, media_s, note: why }, this.#stretch);
    this.#sender.wake();
  }

  async #keep(blob, until_s) {
    await this.#take.addPiece(this.#stretch, blob, until_s);
    this.#sender.wake();
    if (this.#take.isFull) this.#full();
  }
}

/** What was left by a reload or a crash ends where its last piece came. */
export const endWhatWasLeft = async (take) => {
  const last = take.pieces.at(-1);
  await take.note({ kind: "stopped", at: last.at, stretch: last.stretch, media_s: last.until_s });
  await take.setState("stopped");
};
