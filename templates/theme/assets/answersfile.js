// The answers file: one JSON document for a worksheet, a program or everything. docs/answers.md describes it.

import contract from "./contract.js";
import { isKey, normalized } from "./ids.js";
import * as store from "./store.js";

/** @typedef {{answers: Map<string, store.Answer>, kept: store.Kept[], done: Record<string, string>}} Content */

const { format: FORMAT, version: VERSION } = contract.file;

/** The file of a scope, as it is written to disk. @param {string} scope @returns {string} */
export function serialized(scope) {
  const answers = store.answers(scope);
  /** @type {Record<string, unknown>} */
  const file = {
    format: FORMAT,
    version: VERSION,
    answers: Object.fromEntries([...answers].map(([key, each]) => [key, each.value])),
    saved: Object.fromEntries([...answers].map(([key, each]) => [key, each.saved])),
  };
  const kept = store.replaced(scope);
  const done = store.done(scope);
  if (kept.length) file.replaced = kept;
  if (Object.keys(done).length) file.done = done;
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Read a file.
 * @param {string} text
 * @returns {Content | "not_ours" | "too_new"} what is in it, or what is wrong with it.
 */
export function parsed(text) {
  /** @type {any} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return "not_ours";
  }
  if (file?.format !== FORMAT || typeof file.answers !== "object" || !file.answers) return "not_ours";
  if (file.version !== VERSION) return "too_new";
  /** @type {Map<string, store.Answer>} */
  const answers = new Map();
  for (const [name, value] of Object.entries(file.answers)) {
    const key = normalized(name);
    if (isKey(key) && typeof value === "string" && value) {
      answers.set(key, { value, saved: time(file.saved?.[name]) });
    }
  }
  /** @type {store.Kept[]} */
  const kept = [];
  for (const old of Array.isArray(file.replaced) ? file.replaced : []) {
    const key = typeof old?.key === "string" ? normalized(old.key) : "";
    if (isKey(key) && typeof old.value === "string") {
      kept.push({ key, value: old.value, saved: time(old.saved) });
    }
  }
  /** @type {Record<string, string>} */
  const done = {};
  for (const [sheet, when] of Object.entries(file.done ?? {})) {
    if (isKey(sheet) && time(when)) done[sheet] = time(when);
  }
  return { answers, kept, done };
}

/** @param {unknown} value @returns {string} an ISO time, or nothing. */
function time(value) {
  const when = typeof value === "string" ? new Date(value) : null;
  return when && !Number.isNaN(when.getTime()) ? when.toISOString() : "";
}

/**
 * What reading a file in would do to the answers here.
 * @param {Content} content
 * @returns {{fresh: string[], same: string[], differ: string[]}} keys
 */
export function compared(content) {
  /** @type {{fresh: string[], same: string[], differ: string[]}} */
  const found = { fresh: [], same: [], differ: [] };
  for (const [key, { value }] of content.answers) {
    const here = store.read(key);
    found[!here ? "fresh" : here.value === value ? "same" : "differ"].push(key);
  }
  return found;
}

/**
 * Take answers over. What they replace is kept beside them.
 * @param {Content} content
 * @param {Set<string>} wanted the keys to take
 */
export function take(content, wanted) {
  for (const [key, { value, saved }] of content.answers) {
    if (!wanted.has(key)) continue;
    const here = store.read(key);
    if (here && here.value !== value) store.keep(key, here);
    store.write(key, value, saved || new Date().toISOString());
  }
  for (const { key, value, saved } of content.kept) {
    store.keep(key, { value, saved: saved || new Date().toISOString() });
  }
  for (const [sheet, when] of Object.entries(content.done)) {
    if (!store.doneAt(sheet)) store.setDone(sheet, when);
  }
}
