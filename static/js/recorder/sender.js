// Sends a take while it grows: the journal, then each stretch in order. Stops at nothing but a clear no.
import { Refused, SignedOut, Unreachable } from "./site.js";
import { append, createUpload, offsetOf, seal } from "./tus.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
const GONE = new Set([404, 410]);
const OUT_OF_STEP = new Set([409, 460]);
const MAX_STUMBLES = 5;

// Where the site lacks an entry before these, it says which: it goes on from there.
const nextOf = (error) => {
  if (error instanceof Refused && error.status === 409 && error.answer && "next" in error.answer) return error.answer;
  throw error;
};

export class Sender {
  isLost = false;
  #refusal = null;
  #site;
  #take;
  #told;
  #run = null;
  #closed = false;
  #stumbles = 0;
  #waitMs = FIRST_WAIT_MS;

  /** `told(what, error)`: `progress`, `lost`, `back`, `signed_out` or `refused`. */
  constructor(site, take, told) {
    this.#site = site;
    this.#take = take;
    this.#told = told;
    addEventListener("offline", () => this.#lose());
    addEventListener("online", () => (this.#next() ? this.wake() : this.#reached()));
  }

  /** There may be something to send. */
  wake() {
    if (this.#closed || this.#refusal) return Promise.resolve();
    this.#run ??= this.#sendAll().finally(() => {
      this.#run = null;
    });
    return this.#run;
  }

  /** Done when nothing is left; rejects where the site said no. */
  async drained() {
    while (this.#next() && !this.#refusal) await this.wake();
    if (this.#refusal) throw this.#refusal;
  }

  /** Asks the site anew where it stands, also where it had said no. */
  doubt() {
    this.#refusal = null;
    this.#stumbles = 0;
    for (const stretch of this.#take.stretches) Object.assign(stretch, { is_synced: false, is_sealed: false });
  }

  close() {
    this.#closed = true;
  }

  async #sendAll() {
    for (let step = this.#next(); step && !this.#closed && !this.#refusal; step = this.#next()) {
      try {
        await step();
        this.#reached();
      } catch (error) {
        await this.#failed(error);
      }
    }
  }

  #next() {
    if (this.#take.entries.some((entry) => !entry.sent)) return () => this.#sendEntries();
    const stretch = this.#take.stretches.find((one) => !one.is_sealed && (one.is_over || one.sent_bytes < one.bytes));
    if (!stretch) return null;
    if (!stretch.upload) return () => this.#create(stretch);
    if (!stretch.is_synced) return () => this.#synchronise(stretch);
    return stretch.sent_bytes < stretch.bytes ? () => this.#append(stretch) : () => this.#seal(stretch);
  }

  async #sendEntries() {
    const unsent = this.#take.entries.filter((entry) => !entry.sent);
    const entries = unsent.map(({ n, kind, at, stretch, media_s, note }) => ({ n, kind, at, stretch, media_s, note }));
    const answer = await this.#site.tell(this.#take.row.journal, { clock: new Date().toISOString(), entries }).catch(nextOf);
    await this.#take.markSent(answer.next);
  }

  async #create(stretch) {
    const values = { take: this.#take.id, stretch: stretch.stretch, filetype: "video/webm" };
    stretch.upload = await createUpload(this.#site, this.#take.row.uploads, values);
    stretch.is_synced = false;
    await this.#take.keepStretch(stretch);
  }

  async #synchronise(stretch) {
    try {
      const { offset, length } = await offsetOf(this.#site, stretch.upload);
      Object.assign(stretch, { sent_bytes: offset, is_synced: true, is_sealed: length !== null && offset === stretch.bytes });
      await this.#take.keepStretch(stretch);
    } catch (error) {
      if (!(error instanceof Refused && GONE.has(error.status))) throw error;
      // Every piece is still here: it is sent again from its start.
      this.#stumble(error);
      Object.assign(stretch, { upload: null, sent_bytes: 0 });
    }
  }

  async #append(stretch) {
    const piece = this.#take.pieces.find((one) => one.stretch === stretch.stretch && one.from_byte + one.bytes > stretch.sent_bytes);
    const bytes = await this.#take.bytesOf(piece);
    const rest = bytes.slice(stretch.sent_bytes - piece.from_byte);
    stretch.sent_bytes = await this.#inStep(stretch, () => append(this.#site, stretch.upload, stretch.sent_bytes, rest));
    await this.#take.keepStretch(stretch);
  }

  async #seal(stretch) {
    await this.#inStep(stretch, () => seal(this.#site, stretch.upload, stretch.bytes));
    stretch.is_sealed = stretch.is_synced;
    await this.#take.keepStretch(stretch);
  }

  // Where the site has another offset than was thought, it is asked for; the bytes stay what they are.
  async #inStep(stretch, act) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || !(OUT_OF_STEP.has(error.status) || GONE.has(error.status))) {
        // Whether it arrived before the connection broke is not known.
        stretch.is_synced = false;
        throw error;
      }
      this.#stumble(error);
      stretch.is_synced = false;
      return stretch.sent_bytes;
    }
  }

  #stumble(error) {
    this.#stumbles += 1;
    if (this.#stumbles > MAX_STUMBLES) throw error;
  }

  #reached() {
    this.#waitMs = FIRST_WAIT_MS;
    if (this.isLost) {
      this.isLost = false;
      this.#told("back");
    }
    this.#told("progress");
  }

  #lose(error) {
    if (this.isLost || this.#closed) return;
    this.isLost = true;
    this.#told("lost", error);
  }

  async #failed(error) {
    if (error instanceof Unreachable) {
      this.#lose(error);
    } else if (error instanceof SignedOut) {
      this.#told("signed_out");
    } else {
      this.#refusal = error;
      this.#told("refused", error);
      return;
    }
    await this.#wait();
  }

  // Until the network is said to be back, or some seconds have passed.
  #wait() {
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    return new Promise((resolve) => {
      setTimeout(resolve, waitMs);
      addEventListener("online", resolve, { once: true });
    });
  }
}
