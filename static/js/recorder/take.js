// One try at recording: its stretches, their pieces and its journal, in memory and in the store alike.

/** So much may wait in memory where the store has no more room: some six minutes. */
const HELD_LIMIT_BYTES = 48 * 1024 * 1024;

export class Take {
  stretches = [];
  pieces = [];
  entries = [];
  #store;
  #held = new Map();
  #early = [];
  #last = Promise.resolve();

  constructor(store, row) {
    this.#store = store;
    this.row = row;
  }

  /** Begun on the site; needs the network. */
  static async begin(site, store, { takes, assignment }) {
    const made_at = new Date().toISOString();
    const answer = await site.tell(takes, { clock: made_at });
    const take = new Take(store, { ...answer, assignment, made_at, state: "open" });
    await store.keep("takes", take.row);
    return take;
  }

  /** As it was left: whatever ran then is over now. */
  static async of(store, row) {
    const take = new Take(store, row);
    take.pieces = await store.rowsOf("pieces", row.take);
    take.entries = await store.rowsOf("entries", row.take);
    const rows = await store.rowsOf("stretches", row.take);
    take.stretches = rows.filter((one) => take.pieces.some((piece) => piece.stretch === one.stretch));
    for (const stretch of take.stretches) {
      Object.assign(stretch, { is_over: true, is_synced: false, bytes: 0 });
    }
    for (const piece of take.pieces) take.stretches[piece.stretch].bytes += piece.bytes;
    return take;
  }

  get id() {
    return this.row.take;
  }

  get heldBytes() {
    return [...this.#held.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  }

  get isFull() {
    return this.heldBytes > HELD_LIMIT_BYTES;
  }

  get bytes() {
    return this.stretches.reduce((sum, stretch) => sum + stretch.bytes, 0);
  }

  get sentBytes() {
    return this.stretches.reduce((sum, stretch) => sum + stretch.sent_bytes, 0);
  }

  get hasRecording() {
    return this.pieces.length > 0;
  }

  /** Seconds that came in pieces, seconds on this disk, and seconds that the site has. */
  get seconds() {
    const until = (matches) => this.stretches.reduce((sum, stretch) => sum + this.#untilS(stretch, matches), 0);
    return {
      recorded: until(() => true),
      stored: until((piece) => !this.#held.has(keyOf(piece))),
      sent: until((piece, stretch) => piece.from_byte + piece.bytes <= stretch.sent_bytes),
    };
  }

  /** When its last piece came. */
  get lastAt() {
    return this.pieces.at(-1)?.at;
  }

  async setState(state) {
    this.row.state = state;
    await this.#store.keep("takes", this.row);
  }

  /** Becomes one with its first piece: what broke off before it left nothing. */
  newStretch(type) {
    const number = { take: this.id, stretch: this.stretches.length, type };
    return { ...number, upload: null, sent_bytes: 0, bytes: 0, is_over: false, is_sealed: false, is_synced: true };
  }

  /** One after another, in the order in which they came. */
  addPiece(stretch, blob, until_s) {
    this.#last = this.#last.then(() => this.#add(stretch, blob, until_s));
    return this.#last;
  }

  /** Waits until every piece that came is kept, and closes the stretch. */
  async endStretch(stretch) {
    await this.#last;
    stretch.is_over = true;
    this.#early = [];
    if (this.stretches.includes(stretch)) await this.keepStretch(stretch);
  }

  /** Of a stretch without a piece yet: held back until it has one. */
  note(entry, stretch) {
    if (stretch && !this.stretches.includes(stretch)) {
      this.#early.push(entry);
      return Promise.resolve();
    }
    return this.#note(entry);
  }

  async bytesOf(piece) {
    return this.#held.get(keyOf(piece)) ?? (await this.#store.bytesOf(piece));
  }

  /** What the site knows of it is asked again after a reload: it need not be stored to be safe. */
  async keepStretch(stretch) {
    const { is_synced, ...row } = stretch;
    await this.#keepIfRoom("stretches", row);
  }

  /** The site has every entry before `next`, and none from it on. */
  async markSent(next) {
    for (const entry of this.entries) {
      if (entry.sent === entry.n < next) continue;
      entry.sent = entry.n < next;
      await this.#keepIfRoom("entries", entry);
    }
  }

  /** What waits in memory is tried again; whether nothing waits any more. */
  async storeHeld() {
    for (const [key, bytes] of this.#held) {
      const piece = this.pieces.find((one) => keyOf(one) === key);
      if (!(await this.#keepBytes(piece, bytes))) return false;
      this.#held.delete(key);
    }
    return true;
  }

  forget() {
    return this.#store.forget(this.id);
  }

  async #add(stretch, blob, until_s) {
    const bytes = await blob.arrayBuffer();
    const key = { take: this.id, stretch: stretch.stretch, n: this.#of(stretch).length };
    const at = new Date().toISOString();
    const piece = { ...key, from_byte: stretch.bytes, bytes: bytes.byteLength, until_s, at };
    if (piece.n === 0) await this.keepStretch(stretch);
    await this.storeHeld();
    if (this.#held.size > 0 || !(await this.#keepBytes(piece, bytes))) this.#held.set(keyOf(piece), bytes);
    stretch.bytes += piece.bytes;
    this.pieces.push(piece);
    if (piece.n > 0) return;
    this.stretches.push(stretch);
    await Promise.all(this.#early.splice(0).map((entry) => this.#note(entry)));
  }

  async #note(entry) {
    const row = { take: this.id, n: this.entries.length, note: "", ...entry, sent: false };
    this.entries.push(row);
    await this.#keepIfRoom("entries", row);
  }

  async #keepBytes(piece, bytes) {
    try {
      await this.#store.keepPiece(piece, bytes);
      return true;
    } catch (error) {
      console.warn(`A piece stays in memory: ${error}`);
      return false;
    }
  }

  async #keepIfRoom(name, row) {
    try {
      await this.#store.keep(name, row);
    } catch (error) {
      console.warn(`Not stored (${name}): ${error}`);
    }
  }

  #of(stretch) {
    return this.pieces.filter((piece) => piece.stretch === stretch.stretch);
  }

  #untilS(stretch, matches) {
    return this.#of(stretch).findLast((piece) => matches(piece, stretch))?.until_s ?? 0;
  }
}

const keyOf = (piece) => `${piece.stretch}/${piece.n}`;
