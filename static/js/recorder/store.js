// What was recorded, in IndexedDB, until there is a receipt. Each person has a database of their own.
const VERSION = 1;
const ALL = ["takes", "stretches", "pieces", "bytes", "entries"];

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const written = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

const build = (database) => {
  database.createObjectStore("takes", { keyPath: "take" });
  database.createObjectStore("stretches", { keyPath: ["take", "stretch"] });
  database.createObjectStore("pieces", { keyPath: ["take", "stretch", "n"] });
  database.createObjectStore("bytes");
  database.createObjectStore("entries", { keyPath: ["take", "n"] });
};

export class Store {
  #database;

  constructor(database) {
    this.#database = database;
  }

  static async open(person) {
    const request = indexedDB.open(`candor-recorder-${person}`, VERSION);
    request.onupgradeneeded = () => build(request.result);
    return new Store(await answered(request));
  }

  /** The takes of an assignment that are not over, oldest first. */
  async takesOf(assignment) {
    const all = await answered(this.#reading("takes").getAll());
    return all.filter((one) => one.assignment === assignment).sort((a, b) => a.made_at.localeCompare(b.made_at));
  }

  keep(name, row) {
    return this.#writing([name], (stores) => stores[0].put(row));
  }

  /** Rejects with QuotaExceededError where there is no room; nothing of the piece is stored then. */
  keepPiece(piece, bytes) {
    return this.#writing(["pieces", "bytes"], ([pieces, all]) => {
      pieces.put(piece);
      all.put(bytes, [piece.take, piece.stretch, piece.n]);
    });
  }

  rowsOf(name, take) {
    return answered(this.#reading(name).getAll(wholly(take)));
  }

  bytesOf(piece) {
    return answered(this.#reading("bytes").get([piece.take, piece.stretch, piece.n]));
  }

  forget(take) {
    return this.#writing(ALL, (stores) => {
      stores[0].delete(take);
      for (const store of stores.slice(1)) store.delete(wholly(take));
    });
  }

  #reading(name) {
    return this.#database.transaction(name).objectStore(name);
  }

  // On the disk, not only on its way there: a crash of the machine right afterwards loses nothing.
  async #writing(names, act) {
    const transaction = this.#database.transaction(names, "readwrite", { durability: "strict" });
    const done = written(transaction);
    act(names.map((name) => transaction.objectStore(name)));
    await done;
  }
}

// Arrays come after every number and text: this is each key that begins with the take.
const wholly = (take) => IDBKeyRange.bound([take], [take, []]);
