// One uninterrupted run of a MediaRecorder, given away in pieces.
import { recordedType } from "./browser.js";

export const VIDEO_BITS = 1_200_000;
export const AUDIO_BITS = 64_000;
export const PIECE_MS = 5000;
const BACKLOG_MS = 250;
const QUIET_LOOKS = 4;
const MAX_BACKLOG_MS = 6000;

export class Stretch {
  #recorder;
  #givePiece;
  #givenBytes = 0;
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
      this.#givenBytes += data.size;
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

  /** Pictures that wait for the encoder are lost when a recorder stops: on a slow machine some seconds of them. */
  async stop() {
    if (this.#recorder.state === "recording") this.pause();
    await this.#encoded();
    if (!this.isOver) this.#recorder.stop();
    await this.over;
  }

  // Until some looks in a row bring nothing new.
  async #encoded() {
    let quiet = 0;
    for (let waitedMs = 0; waitedMs < MAX_BACKLOG_MS && quiet < QUIET_LOOKS && !this.isOver; waitedMs += BACKLOG_MS) {
      const before = this.#givenBytes;
      this.#recorder.requestData();
      await new Promise((resolve) => setTimeout(resolve, BACKLOG_MS));
      quiet = this.#givenBytes === before ? quiet + 1 : 0;
    }
  }

  #halt() {
    this.#ranMs = this.mediaS * 1000;
    this.#since = null;
  }
}
