// What this device keeps of a client: answers, replaced answers, what is done, and settings. Pages read them
// from memory; every change is written to the database, and sent to other tabs. docs/browser.md describes the entries.

import { Database, same } from "./database.js";
import { Leftovers } from "./leftovers.js";
import { Listeners } from "./listeners.js";
import { allLanguages } from "./site.js";
import { Tabs } from "./tabs.js";

/** @typedef {import("./database.js").Entry} Answer */
/** @typedef {{key: string, value: string, saved: string}} Kept An answer that a newer one has replaced. */
/** @typedef {"" | "blocked" | "full"} Trouble */

const PLACE = `workbook:${allLanguages}`;
const ANSWER = "answer:";
const KEPT = "kept:";
const DONE = "done:";
const SETTING = "setting:";
const MARK = `${SETTING}mark`;
const RETRY = 5000; // milliseconds

const database = new Database(PLACE, () => wake());
const leftovers = new Leftovers(PLACE);
const tabs = new Tabs(PLACE, hear);
/** The entries as this page sees them, by name. @type {Map<string, Answer>} */
const entries = new Map();
/** The entries as the database has them, as far as this page knows. @type {Map<string, Answer>} */
const stored = new Map();
/** Changes that are not in the database yet. They are lost in a crash. @type {Map<string, Answer | null>} */
const waiting = new Map();
/** The names of changes that do not spare an answer that this page does not know. @type {Set<string>} */
const final = new Set();
/** Whether the database has been read. */
let loaded = false;
/** The changes that are being written. @type {Map<string, Answer | null>} */
let batch = new Map();
/** The keys of answers by program, so that a page does not search through all of them. @type {Map<string, Set<string>>} */
const programs = new Map();

/** @type {Listeners<[string]>} */
const listeners = new Listeners();
/** @type {Listeners<[]>} */
const watchers = new Listeners();
/** @type {Trouble} */
let trouble = "";
/** @type {Promise<void> | null} */
let writing = null;
/** What entries were before the changes that can be undone. @type {Map<string, Answer | null> | null} */
let before = null;

// Changing entries

/** @param {Map<string, Answer>} among @param {string} name @param {Answer | null} entry */
const put = (among, name, entry) => (entry ? among.set(name, entry) : among.delete(name));

/** @param {string} name @param {Answer | null} entry */
function see(name, entry) {
  put(entries, name, entry);
  if (!name.startsWith(ANSWER)) return;
  const key = name.slice(ANSWER.length);
  const program = key.split("/")[0];
  if (entry) programs.set(program, (programs.get(program) ?? new Set()).add(key));
  else programs.get(program)?.delete(key);
}

/** @param {string} name @param {Answer | null} entry */
function change(name, entry) {
  const old = entries.get(name) ?? null;
  if (!entry && !old) return;
  if (before && !before.has(name)) before.set(name, old);
  see(name, entry);
  waiting.set(name, entry);
  if (name.startsWith(ANSWER)) touch(name);
  writing ??= flush();
}

/** Remember when the answers of a worksheet were last changed. @param {string} name */
function touch(name) {
  const sheet = name.slice(ANSWER.length).split("/").slice(0, 2).join("/");
  setSetting(`touched:${sheet}`, new Date().toISOString());
}

/** The time when answers in a scope were last changed, or "". @param {string} scope */
export const touched = (scope) => names(SETTING, "").filter((name) => name.startsWith("touched:") && (within(name.slice(8), scope) || within(scope, name.slice(8))))
  .map((name) => setting(name) ?? "").sort().pop() ?? "";

/** The name under which an answer is kept once another has replaced it. @param {string} name @param {Answer} entry */
const spare = (name, entry) => (name.startsWith(ANSWER) ? `${KEPT}${name.slice(ANSWER.length)}:${entry.saved}` : null);

/** Write what is waiting, until nothing is. */
async function flush() {
  await null; // so that all changes of one moment are one transaction
  watchers.call();
  try {
    if (!loaded) await load();
    while (waiting.size) {
      batch = new Map(waiting);
      const changes = [...batch].map(([name, entry]) => ({ name, entry, known: stored.get(name) }));
      const mark = stored.has(MARK) ? MARK : "";
      const { kept, emptied } = await database.write(changes, (name, entry) => (final.has(name) ? null : spare(name, entry)), mark);
      trouble = "";
      kept.forEach((entry, name) => see(name, entry));
      const written = [...batch, ...kept];
      for (const [name, entry] of written) {
        if (waiting.get(name) === entry) waiting.delete(name);
        if (!waiting.has(name)) final.delete(name);
        put(stored, name, entry);
        if (!waiting.has(name)) leftovers.forget(name);
      }
      tabs.tell(written.filter(([name]) => !name.startsWith(SETTING)));
      if (emptied) await load(); // by the client or the browser, and the page must not show what is gone
    }
  } catch (error) {
    trouble = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "blocked";
    setTimeout(() => { writing ??= flush(); }, RETRY);
  }
  writing = null;
  watchers.call();
  persist();
}

/** Ask the browser, once, not to delete what is stored here when it wants to make room. */
function persist() {
  if (trouble || setting("persist") || !answers().size) return;
  setSetting("persist", "asked");
  navigator.storage?.persist?.().catch(() => {});
}

// Reading the database, and what older versions of this site and closing pages have left in the other storage

/** Resolves when the answers on this device can be read, or when the browser does not allow it. */
export const ready = load().catch(() => {
  trouble = "blocked";
  for (const [name, { value, saved }] of leftovers.all()) if (value) see(name, { value, saved });
  setTimeout(() => { writing ??= flush(); }, RETRY);
});

/** Read all entries for the first time, or again, and take over what is in the other storage. */
async function load() {
  await refresh();
  loaded = true;
  if (!entries.has(MARK)) setSetting("mark", "1");
  adopt();
  notify("");
}

/** Read all entries again. */
async function refresh() {
  const found = await database.all();
  const known = new Map(stored);
  stored.clear();
  found.forEach((entry, name) => stored.set(name, entry));
  for (const name of entries.keys()) if (!found.has(name) && !waiting.has(name)) see(name, null);
  found.forEach((entry, name) => {
    if (!waiting.has(name)) return same(entries.get(name), entry) || see(name, entry);
    // What was written before this could be read is kept.
    const isKnown = same(entry, known.get(name)) || same(entry, batch.get(name)) || entry.value === waiting.get(name)?.value;
    if (!isKnown) setAside(name, entry);
  });
  trouble = "";
}

/** Read everything again after this page may have missed changes. */
function wake() {
  load().catch(() => notify("")).then(() => {
    if (waiting.size) writing ??= flush();
  });
}

/** Take over what is in the other storage: the newer answer counts, and the older one is kept beside it. */
function adopt() {
  for (const [name, { value, saved, over }] of leftovers.all()) {
    const here = entries.get(name);
    if (here ? here.value === value : !value) {
      leftovers.forget(name);
      continue;
    }
    const isSequel = here && over?.includes(here.saved); // its time does not matter: clocks can be wrong
    const isNewer = !here || isSequel || saved > here.saved;
    const other = isNewer ? here : { value, saved };
    if (other && !isSequel) setAside(name, other);
    // Once this is written, the entry is removed from the other storage.
    change(name, isNewer ? (value ? { value, saved } : null) : here);
  }
}

/** Leave what is not written yet where the next page finds it: a page that is closed cannot wait for the database. @returns {boolean} whether there was room for all of it */
function leave() {
  return [...waiting].every(([name, entry]) => {
    const over = [stored.get(name)?.saved, batch.get(name)?.saved].flatMap((saved) => saved ?? []);
    return leftovers.leave(name, { ...entry ?? { value: "", saved: new Date().toISOString() }, over });
  });
}

/** Take over what another tab has changed. @param {import("./tabs.js").Changes} changes */
function hear(changes) {
  const keys = new Set();
  for (const [name, entry] of changes) {
    const mine = waiting.get(name);
    put(stored, name, entry);
    if (mine === undefined) see(name, entry);
    else if (entry && entry.value !== mine?.value) setAside(name, entry);
    if (name.startsWith(ANSWER)) keys.add(name.slice(ANSWER.length));
    else if (name.startsWith(DONE)) keys.add("");
  }
  if (keys.size === 1) keys.forEach(notify);
  else if (keys.size) notify("");
}

// What pages use

/** @returns {Trouble | "saving" | ""} what is wrong, or whether changes are being written */
export const state = () => trouble || ([...waiting.keys()].some((name) => !name.startsWith(SETTING)) ? "saving" : "");

/** @returns {Trouble} */
export const problem = () => trouble;

/** Wait until all changes are written, or cannot be. @returns {Promise<Trouble>} */
export async function settled() {
  await writing;
  return trouble;
}

/** Whether closing the page would lose answers. */
export const atRisk = () => trouble !== "" && waiting.size > 0;

/** Try whether something can be saved, as soon as the page is opened. */
export const check = () => setSetting("check", new Date().toISOString());

/** @param {string} key @returns {Answer | null} */
export const read = (key) => entries.get(ANSWER + key) ?? null;

/** Save an answer, or delete it if the value is empty. @param {string} key @param {string} value @param {string} [saved] */
export function write(key, value, saved = new Date().toISOString()) {
  change(ANSWER + key, value === "" ? null : { value, saved });
  notify(key);
}

/** Keep an answer that another one replaces unseen. Other entries are let go. @param {string} name @param {Answer} entry */
function setAside(name, entry) {
  if (name.startsWith(ANSWER) && entry.value) keep(name.slice(ANSWER.length), entry);
}

/** Save an answer as replaced, next to the one that replaces it. @param {string} key @param {Answer} old */
export function keep(key, { value, saved }) {
  const name = `${KEPT}${key}:${saved}`;
  let free = name;
  for (let at = 2; entries.get(free); at++) {
    if (entries.get(free)?.value === value) return;
    free = `${name}~${at}`;
  }
  change(free, { value, saved });
}

/** Delete an answer that was replaced. @param {Kept} old */
export function drop(old) {
  for (const name of names(KEPT, old.key)) {
    if (same(entries.get(KEPT + name), old) && name.split(":")[0] === old.key) change(KEPT + name, null);
  }
}

/** Whether a key belongs to a scope, which is a program, a worksheet, or "" for everything. @param {string} key @param {string} scope */
export const within = (key, scope) => !scope || key === scope || key.startsWith(`${scope}/`) || key.startsWith(`${scope}@`);

/** The answers in a scope, by key. @param {string} [scope] @returns {Map<string, Answer>} */
export function answers(scope = "") {
  const among = scope ? [programs.get(scope.split("/")[0]) ?? new Set()] : programs.values();
  const keys = [...among].flatMap((each) => [...each]).filter((key) => within(key, scope)).sort();
  return new Map(keys.map((key) => [key, /** @type {Answer} */ (entries.get(ANSWER + key))]));
}

/** The names of the entries with a prefix that belong to a scope, without the prefix. @param {string} prefix @param {string} scope */
const names = (prefix, scope) => [...entries.keys()]
  .filter((name) => name.startsWith(prefix) && within(name.slice(prefix.length).split(":")[0], scope))
  .map((name) => name.slice(prefix.length)).sort();

/** The answers in a scope that newer ones have replaced. @param {string} [scope] @returns {Kept[]} */
export const replaced = (scope = "") => names(KEPT, scope)
  .map((name) => ({ key: name.split(":")[0], .../** @type {Answer} */ (entries.get(KEPT + name)) }));

/** Delete everything in a scope. @param {string} [scope] */
export function erase(scope = "") {
  for (const prefix of [ANSWER, KEPT, DONE]) {
    for (const name of names(prefix, scope).map((each) => prefix + each)) {
      final.add(name);
      change(name, null);
    }
  }
  notify("");
}

/** The time when a worksheet was marked as done. @param {string} sheet @returns {string | null} */
export const doneAt = (sheet) => entries.get(DONE + sheet)?.value ?? null;

/** @param {string} sheet @param {string | null} when */
export function setDone(sheet, when) {
  change(DONE + sheet, when ? { value: when, saved: when } : null);
  notify("");
}

/** The worksheets in a scope that are done, with the times. @param {string} [scope] @returns {Record<string, string>} */
export const done = (scope = "") => Object.fromEntries(names(DONE, scope).map((sheet) => [sheet, doneAt(sheet) ?? ""]));

/** @param {string} name @returns {string | null} */
export const setting = (name) => entries.get(SETTING + name)?.value ?? null;

/** The rest of the name of each setting that begins in one way. @param {string} beginning */
export const settings = (beginning) => names(SETTING + beginning, "");

/** @param {string} name @param {string | null} value */
export const setSetting = (name, value) => change(SETTING + name, value === null ? null : { value, saved: new Date().toISOString() });

/** Make changes that can be undone. @param {() => void} changes @returns {() => void} undoes them; what was written since is kept */
export function undoable(changes) {
  /** @type {Map<string, Answer | null>} */
  const old = before = new Map();
  try {
    changes();
  } finally {
    before = null;
  }
  const after = new Map([...old.keys()].map((name) => [name, entries.get(name)]));
  return () => {
    old.forEach((entry, name) => {
      const now = entries.get(name);
      if (now && !same(now, after.get(name)) && now.value !== entry?.value) setAside(name, now);
      change(name, entry);
    });
    notify("");
  };
}

/** Call a listener with the key of each answer that changes, here or in another tab; "" if many may have changed. @param {(key: string) => void} listener @param {AbortSignal} signal */
export const listen = (listener, signal) => listeners.add(listener, signal);

/** Call a watcher whenever `state` may have changed. @param {() => void} watcher @param {AbortSignal} signal */
export const watch = (watcher, signal) => watchers.add(watcher, signal);

/** Tell listeners that something other than an answer has changed. */
export const changed = () => notify("");

/** @param {string} key */
const notify = (key) => listeners.call(key);

tabs.connect();
window.addEventListener("pagehide", ({ persisted }) => {
  const isLeft = leave();
  if (persisted && isLeft) database.rest();
  tabs.disconnect();
});
window.addEventListener("pageshow", ({ persisted }) => {
  database.wake();
  tabs.connect();
  if (persisted) wake();
});
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : wake()));
