// Entries in the browser's other storage, `localStorage`: what a page that was closed could not wait to write, and
// what earlier versions of the site have stored there. It is written too late to be safe in a crash.

/** @typedef {import("./database.js").Entry} Entry */
/** @typedef {Entry & {over?: string[]}} Leftover `over` has the times of the answers that the same visit had replaced with it. */

export class Leftovers {
  /** @param {string} place what all names begin with */
  constructor(place) {
    this.place = `${place}:`;
    /** The names of the entries that are there. @type {Set<string>} */
    this.names = new Set();
  }

  /** The entries with their names. @returns {[string, Leftover][]} */
  all() {
    const all = storage();
    const names = Array.from({ length: all?.length ?? 0 }, (_, at) => all?.key(at) ?? "")
      .filter((name) => name.startsWith(this.place)).map((name) => name.slice(this.place.length));
    this.names = new Set(names);
    return names.map((name) => [name, parsed(all?.getItem(this.place + name) ?? "")]);
  }

  /** Leave an entry for the next page. @param {string} name @param {Leftover} entry @returns {boolean} whether there was room */
  leave(name, entry) {
    try {
      storage()?.setItem(this.place + name, JSON.stringify(entry));
    } catch {
      return false;
    }
    this.names.add(name);
    return true;
  }

  /** Remove an entry, if it is there. @param {string} name */
  forget(name) {
    if (this.names.delete(name)) storage()?.removeItem(this.place + name);
  }
}

/** @returns {Storage | null} the storage, or null if the browser denies access. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** An entry: JSON, or a plain text. @param {string} text @returns {Leftover} */
function parsed(text) {
  try {
    const { value, saved, over } = JSON.parse(text);
    if (typeof value === "string" && typeof saved === "string") return { value, saved, over };
  } catch {
    // a plain text
  }
  return { value: text, saved: "" };
}
