// The answers on this device: one entry of localStorage for each, so that tabs never write over
// each other's. docs/browser.md describes the entries.

/** @typedef {{value: string, saved: string}} Answer `saved` is an ISO time. */
/** @typedef {{key: string, value: string, saved: string}} Kept An answer that a newer one replaced. */
/** @typedef {"" | "blocked" | "full"} Trouble */

/** Sites below one origin share its storage: the path of the site tells them apart. */
export const site = new URL("..", import.meta.url).pathname;
const ANSWER = `workbook:${site}:answer:`;
const KEPT = `workbook:${site}:kept:`;
const DONE = `workbook:${site}:done:`;
const SETTING = `workbook:${site}:setting:`;

/** What could not be written, by its whole name: it lasts as long as this page does. @type {Map<string, string>} */
const unwritten = new Map();
/** @type {Set<(key: string) => void>} */
const listeners = new Set();
/** @type {Trouble} */
let trouble = "";

/** @returns {Storage | null} the storage, or nothing where the browser refuses it. */
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

/** @param {string} prefix @returns {string[]} the rest of every name that begins so. */
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

/** Whether answers can be kept, tried out by writing. @returns {Trouble} */
export function check() {
  if (!trouble) {
    put(`${SETTING}check`, "1");
    drop(`${SETTING}check`);
  }
  return trouble;
}

/** @returns {Trouble} */
export const problem = () => trouble;

/** Whether closing the page would lose an answer. */
export const atRisk = () => unwritten.size > 0;

/** @param {string} key @returns {Answer | null} */
export function read(key) {
  const text = get(ANSWER + key);
  return text === null ? null : answer(text);
}

/**
 * Keep an answer, or forget it if it is empty.
 * @param {string} key
 * @param {string} value
 * @param {string} [saved]
 */
export function write(key, value, saved = new Date().toISOString()) {
  if (value === "") drop(ANSWER + key);
  else put(ANSWER + key, JSON.stringify({ value, saved }));
  tell(key);
}

/** Keep an answer beside the one that takes its place. @param {string} key @param {Answer} old */
export function keep(key, old) {
  put(`${KEPT}${key}:${old.saved}`, JSON.stringify(old));
}

/** Whether a key lies below a scope: everything, a program or a worksheet. @param {string} key @param {string} scope */
export const within = (key, scope) => !scope || key === scope || key.startsWith(`${scope}/`);

/** Every answer of a scope, by its key. @param {string} [scope] @returns {Map<string, Answer>} */
export function answers(scope = "") {
  /** @type {Map<string, Answer>} */
  const found = new Map();
  for (const key of names(ANSWER)) {
    const here = within(key, scope) && read(key);
    if (here) found.set(key, here);
  }
  return found;
}

/** The answers of a scope that newer ones have replaced. @param {string} [scope] @returns {Kept[]} */
export function replaced(scope = "") {
  return names(KEPT).flatMap((name) => {
    const old = answer(get(KEPT + name) ?? "");
    const key = name.split(":")[0];
    return old && within(key, scope) ? [{ key, ...old }] : [];
  });
}

/** Forget everything of a scope. @param {string} [scope] */
export function erase(scope = "") {
  for (const prefix of [ANSWER, KEPT, DONE]) {
    for (const name of names(prefix)) if (within(name.split(":")[0], scope)) drop(prefix + name);
  }
  tell("");
}

/** When a worksheet was marked as done. @param {string} sheet @returns {string | null} */
export const doneAt = (sheet) => get(DONE + sheet);

/** @param {string} sheet @param {string | null} when */
export function setDone(sheet, when) {
  if (when) put(DONE + sheet, when);
  else drop(DONE + sheet);
  tell("");
}

/** The worksheets of a scope that are done. @param {string} [scope] @returns {Record<string, string>} */
export function done(scope = "") {
  const sheets = names(DONE).filter((sheet) => within(sheet, scope));
  return Object.fromEntries(sheets.map((sheet) => [sheet, get(DONE + sheet) ?? ""]));
}

/** @param {string} name @returns {string | null} */
export const setting = (name) => get(SETTING + name);

/** @param {string} name @param {string} value */
export const setSetting = (name, value) => put(SETTING + name, value);

/**
 * Be told which answer has changed, here or in another tab; "" means that many may have.
 * @param {(key: string) => void} listener
 * @param {AbortSignal} signal
 */
export function listen(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** @param {string} key */
function tell(key) {
  for (const listener of [...listeners]) listener(key);
}

window.addEventListener("storage", (event) => {
  if (event.key === null) tell("");
  else if (event.key.startsWith(ANSWER)) tell(event.key.slice(ANSWER.length));
  else if (event.key.startsWith(DONE)) tell("");
});
// A page that slept, in the background or behind the back button, has heard of nothing.
window.addEventListener("pageshow", (event) => event.persisted && tell(""));
document.addEventListener("visibilitychange", () => document.hidden || tell(""));
