// Keeps entries in the browser's database, so that they survive a crash as soon as a write has ended.

/** @typedef {{value: string, saved: string}} Entry `saved` is an ISO time. */
/** @typedef {{name: string, entry: Entry | null, known: Entry | undefined}} Change `known` is the entry that the page believes to be stored. */

const STORE = "entries";
const PATIENCE = 4000; // milliseconds; some browsers never answer when they deny access

/** Whether two entries are the same. @param {Entry | null | undefined} one @param {Entry | null | undefined} other */
export const same = (one, other) => one?.value === other?.value && one?.saved === other?.saved;

export class Database {
  /** @param {string} name @param {() => void} lost called when the browser has closed the database, as when its data is deleted */
  constructor(name, lost) {
    this.name = name;
    this.lost = lost;
    /** @type {Promise<IDBDatabase> | null} */
    this.opened = null;
    /** The transactions that have not ended. @type {Set<IDBTransaction>} */
    this.running = new Set();
    /** Resolves when the page may use the database again. @type {Promise<void> | null} */
    this.resting = null;
    this.resume = () => {};
  }

  /**
   * Stop using the database until `wake`. A browser that keeps a page for the way back stops it in the middle of a
   * transaction, and WebKit then lets no other page write. What was stopped is done again afterwards.
   */
  rest() {
    this.resting ??= new Promise((resolve) => { this.resume = resolve; });
    this.running.forEach((each) => each.abort());
  }

  /** Use the database again. */
  wake() {
    this.resume();
    this.resting = null;
  }

  /** @returns {Promise<IDBDatabase>} the connection, which is opened again after the browser has closed it. */
  open() {
    this.opened ??= /** @type {Promise<IDBDatabase>} */ (new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        const connection = request.result;
        const forget = () => {
          this.opened = null;
          this.lost();
        };
        connection.onclose = forget;
        connection.onversionchange = () => {
          connection.close();
          forget();
        };
        resolve(connection);
      };
      request.onerror = () => reject(request.error);
      setTimeout(() => reject(new DOMException("", "TimeoutError")), PATIENCE);
    })).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** @param {IDBTransactionMode} mode @param {(entries: IDBObjectStore) => void} work @returns {Promise<void>} when the browser has written everything */
  async transact(mode, work) {
    const connection = await this.open();
    await this.resting;
    const done = await new Promise((resolve, reject) => {
      /** @type {IDBTransaction} */
      let transaction;
      try {
        transaction = connection.transaction(STORE, mode, { durability: "strict" });
      } catch (error) {
        this.opened = null; // the connection is dead; the next try opens another
        throw error;
      }
      this.running.add(transaction);
      transaction.oncomplete = () => {
        this.running.delete(transaction);
        resolve(true);
      };
      transaction.onabort = () => {
        this.running.delete(transaction);
        if (transaction.error) reject(transaction.error);
        else resolve(false); // stopped by `rest`
      };
      work(transaction.objectStore(STORE));
    });
    if (!done) await this.transact(mode, work);
  }

  /** @returns {Promise<Map<string, Entry>>} all entries by their name */
  async all() {
    /** @type {[IDBRequest<IDBValidKey[]>, IDBRequest<Entry[]>] | null} */
    let requests = null;
    await this.transact("readonly", (entries) => { requests = [entries.getAllKeys(), entries.getAll()]; });
    const [names, values] = /** @type {[IDBRequest<IDBValidKey[]>, IDBRequest<Entry[]>]} */ (/** @type {unknown} */ (requests));
    return new Map(names.result.map((name, at) => [String(name), values.result[at]]));
  }

  /**
   * Write entries, all of them or none; an entry of null is deleted.
   * @param {Change[]} changes
   * @param {(name: string, entry: Entry) => string | null} spare the name under which an entry is kept that the page did
   *   not know when it replaced it, or null to let it go
   * @param {string} mark the name of an entry that is always there, or "" if it is not written yet
   * @returns {Promise<{kept: Map<string, Entry>, emptied: boolean}>} the entries that were kept, by their new names, and
   *   whether the database has been emptied since it was read
   */
  async write(changes, spare, mark) {
    /** @type {Map<string, Entry>} */
    const kept = new Map();
    let emptied = false;
    await this.transact("readwrite", (entries) => {
      kept.clear();
      if (mark) {
        const marked = entries.getKey(mark);
        marked.onsuccess = () => { emptied = marked.result === undefined; };
      }
      for (const { name, entry, known } of changes) {
        const reading = entries.get(name);
        reading.onsuccess = () => {
          /** @type {Entry | undefined} */
          const found = reading.result;
          const other = found && !same(found, known) && found.value !== entry?.value ? spare(name, found) : null;
          if (found && other) {
            entries.put(found, other);
            kept.set(other, found);
          }
        };
        if (entry) entries.put(entry, name);
        else entries.delete(name);
      }
    });
    return { kept, emptied };
  }
}
