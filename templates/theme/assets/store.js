// Stores the answers on this device. Each answer is an entry of localStorage, so that tabs do not
// overwrite each other's answers. docs/browser.md describes the entries.

/** @typedef {{value: string, saved: string}} Answer `saved` is an ISO time. */
/** @typedef {{key: string, value: string, saved: string}} Kept An answer that a newer one has replaced. */
/** @typedef {"" | "blocked" | "full"} Trouble */

/** The path of the site, which is part of all names: sites with the same origin share the storage. This is `assets/<digest>/store.js`. */
export const site = new URL("../..", import.meta.url).pathname;
const ANSWER = `workbook:${site}:answer:`;
const KEPT = `workbook:${site}:kept:`;
const DONE = `workbook:${site}:done:`;
const SETTING = `workbook:${site}:setting:`;

/** Entries that could not be saved, by their full name. They are lost when the page is closed. @type {Map<string, string>} */
const unwritten = new Map();
/** @type {Set<(key: string) => void>} */
const listeners = new Set();
/** @type {Trouble} */
let trouble = "";

/** @returns {Storage | null} the storage, or null if the browser denies access. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** @param {string} name @returns {string | null} */
function get(name) {
  const waiting = unwritten.get(name);
  if (waiting !== undefined) return waiting;
  try {
    return storage()?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} text */
function put(name, text) {
  const place = storage();
  try {
    if (!place) throw new DOMException("", "SecurityError");
    place.setItem(name, text);
    unwritten.delete(name);
    for (const [other, waiting] of unwritten) {
      place.setItem(other, waiting);
      unwritten.delete(other);
    }
    trouble = "";
  } catch (error) {
    unwritten.set(name, text);
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    trouble = full ? "full" : "blocked";
  }
}

/** @param {string} name */
function drop(name) {
  unwritten.delete(name);
  try {
    storage()?.removeItem(name);
  } catch {
    trouble = "blocked";
  }
}

/** The names of all entries with a prefix, without the prefix. @param {string} prefix @returns {string[]} */
function names(prefix) {
  const found = new Set(unwritten.keys());
  try {
    const place = storage();
    for (let index = 0; place && index < place.length; index++) found.add(place.key(index) ?? "");
  } catch {
    trouble = "blocked";
  }
  return [...found].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)).sort();
}

/** @param {string} text @returns {Answer | null} */
function answer(text) {
  try {
    const { value, saved } = JSON.parse(text);
    return typeof value === "string" && typeof saved === "string" ? { value, saved } : null;
  } catch {
    return null;
  }
}

/** Try whether answers can be saved. @returns {Trouble} */
export function check() {
  if (!trouble) {
    put(`${SETTING}check`, "1");
    drop(`${SETTING}check`);
  }
  return trouble;
}

/** @returns {Trouble} */
export const problem = () => trouble;

/** Whether closing the page would lose answers. */
export const atRisk = () => unwritten.size > 0;

/** @param {string} key @returns {Answer | null} */
export function read(key) {
  const text = get(ANSWER + key);
  return text === null ? null : answer(text);
}

/**
 * Save an answer, or delete it if the value is empty.
 * @param {string} key
 * @param {string} value
 * @param {string} [saved]
 */
export function write(key, value, saved = new Date().toISOString()) {
  if (value === "") drop(ANSWER + key);
  else put(ANSWER + key, JSON.stringify({ value, saved }));
  notify(key);
}

/** Save an answer as replaced, next to the one that replaces it. @param {string} key @param {Answer} old */
export function keep(key, old) {
  put(`${KEPT}${key}:${old.saved}`, JSON.stringify(old));
}

/** Whether a key belongs to a scope, which is a program, a worksheet, or "" for everything. @param {string} key @param {string} scope */
export const within = (key, scope) => !scope || key === scope || key.startsWith(`${scope}/`);

/** The answers in a scope, by key. @param {string} [scope] @returns {Map<string, Answer>} */
export function answers(scope = "") {
  /** @type {Map<string, Answer>} */
  const found = new Map();
  for (const key of names(ANSWER)) {
    const saved = within(key, scope) && read(key);
    if (saved) found.set(key, saved);
  }
  return found;
}

/** The answers in a scope that newer ones have replaced. @param {string} [scope] @returns {Kept[]} */
export function replaced(scope = "") {
  return names(KEPT).flatMap((name) => {
    const old = answer(get(KEPT + name) ?? "");
    const key = name.split(":")[0];
    return old && within(key, scope) ? [{ key, ...old }] : [];
  });
}

/** Delete everything in a scope. @param {string} [scope] */
export function erase(scope = "") {
  for (const prefix of [ANSWER, KEPT, DONE]) {
    for (const name of names(prefix)) if (within(name.split(":")[0], scope)) drop(prefix + name);
  }
  notify("");
}

/** The time when a worksheet was marked as done. @param {string} sheet @returns {string | null} */
export const doneAt = (sheet) => get(DONE + sheet);

/** @param {string} sheet @param {string | null} when */
export function setDone(sheet, when) {
  if (when) put(DONE + sheet, when);
  else drop(DONE + sheet);
  notify("");
}

/** The worksheets in a scope that are done, with the times. @param {string} [scope] @returns {Record<string, string>} */
export function done(scope = "") {
  const sheets = names(DONE).filter((sheet) => within(sheet, scope));
  return Object.fromEntries(sheets.map((sheet) => [sheet, get(DONE + sheet) ?? ""]));
}

/** @param {string} name @returns {string | null} */
export const setting = (name) => get(SETTING + name);

/** @param {string} name @param {string} value */
export const setSetting = (name, value) => put(SETTING + name, value);

/**
 * Call a listener with the key of each answer that changes, here or in another tab; "" if many may have changed.
 * @param {(key: string) => void} listener
 * @param {AbortSignal} signal
 */
export function listen(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** @param {string} key */
function notify(key) {
  for (const listener of [...listeners]) listener(key);
}

window.addEventListener("storage", (event) => {
  if (event.key === null) notify("");
  else if (event.key.startsWith(ANSWER)) notify(event.key.slice(ANSWER.length));
  else if (event.key.startsWith(DONE)) notify("");
});
// Pages in the background or in the back-forward cache may have missed events.
window.addEventListener("pageshow", (event) => event.persisted && notify(""));
document.addEventListener("visibilitychange", () => document.hidden || notify(""));
