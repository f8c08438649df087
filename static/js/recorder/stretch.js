// One uninterrupted run of a MediaRecorder, given away in pieces.
import { recordedType } from "./browser.js";

export const VIDEO_BITS = 1_200_000;
export const AUDIO_BITS = 64_000;
export const PIECE_MS = 5000;

export class Stretch {
  #recorder;
  #givePiece;
  #ranMs = 0;
  #since = null;
  /** Done when the last piece was given away. */
  over;

  /** `givePiece(blob, until_s)` is called with each piece as it comes, and with the last before `stop` is done. */
  constructor(stream, givePiece) {
    this.#givePiece = givePiece;
    this.#recorder = new MediaRecorder(stream, {
      mimeType: recordedType(),
      videoBitsPerSecond: VIDEO_BITS,
      audioBitsPerSecond: AUDIO_BITS,
      videoKeyFrameIntervalDuration: PIECE_MS,
    });
    this.#recorder.addEventListener("dataavailable", ({ data }) => {
      if (data.size > 0) this.#givePiece(data, this.mediaS);
    });
    this.over = new Promise((resolve) => {
      this.#recorder.addEventListener("stop", resolve, { once: true });
    });
  }

  get type() {
    return this.#recorder.mimeType;
  }

  /** Seconds recorded so far, as the recording itself counts them. */
  get mediaS() {
    return (this.#ranMs + (this.#since === null ? 0 : performance.now() - this.#since)) / 1000;
  }

  get isOver() {
    return this.#recorder.state === "inactive";
  }

  start() {
    this.#recorder.start(PIECE_MS);
    this.#since = performance.now();
  }

  /** What was recorded until now is given away at once. */
  pause() {
    this.#halt();
    this.#recorder.pause();
    this.#recorder.requestData();
  }

  resume() {
    this.#recorder.resume();
    this.#since = performance.now();
  }

  async stop() {
    this.#halt();
    if (!this.isOver) this.#recorder.stop();
    await this.over;
  }

  #halt() {
    this.#ranMs = this.mediaS * 1000;
    this.#since = null;
  }
}
