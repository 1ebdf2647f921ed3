// The answers file: JSON with the answers of a worksheet, a program, or all programs. See docs/answers.md.

import contract from "./contract.js";
import { beginsKey, isBeginsKey, isId, isKey, isNameKey, isOthersKey, nameKey, normalized } from "./ids.js";
import practice from "./practice.js";
import * as store from "./store.js";

/** `client` is the id that the coach has given the client, or "". @typedef {{client: string, answers: Map<string, store.Answer>, kept: store.Kept[], done: Record<string, string>}} Content */

const { format: FORMAT, version: VERSION } = contract.file;
const ENCRYPTED = /^\s*eyJ[\w-]+(\.[\w-]*){4}\s*$/; // five parts, of which the first is JSON

/** The answers in a scope, and the client's name, which belongs to the whole program. @param {string} scope @returns {Map<string, store.Answer>} */
export function withName(scope) {
  const key = nameKey(scope);
  const name = scope && store.read(key);
  return new Map([...(name ? [/** @type {const} */ ([key, name])] : []), ...store.answers(scope)]);
}

/** The name of the client whose answers are in a scope, or "". @param {string} scope @returns {string} */
export const clientName = (scope) => [...withName(scope)].find(([key]) => isNameKey(key))?.[1].value ?? "";

/**
 * The text of the answers file for some scopes.
 * @param {string[]} scopes programs, worksheets, or "" for everything
 * @param {object} [more]
 * @param {boolean} [more.sent] whether a coach gets it: then it has nothing of other times of a worksheet, and not what was replaced
 * @returns {string}
 */
export function serialized(scopes, { sent = false } = {}) {
  const answers = new Map(scopes.flatMap((scope) => [...withName(scope)]));
  for (const scope of scopes) {
    // The day on which the program begins is needed on another device, whatever worksheet is moved there.
    const begins = scope && store.read(beginsKey(scope));
    if (begins) answers.set(beginsKey(scope), begins);
  }
  for (const key of sent ? [...answers.keys()] : []) {
    const isWhole = isNameKey(key) || isBeginsKey(key);
    if (!isWhole && !scopes.includes(key.split("/").slice(0, 2).join("/"))) answers.delete(key);
  }
  const client = store.setting("client");
  /** @type {Record<string, unknown>} */
  const file = {
    format: FORMAT,
    version: VERSION,
    ...(client ? { client } : {}),
    practice: practice.practice,
    language: practice.language,
    answers: Object.fromEntries([...answers].map(([key, each]) => [key, each.value])),
    saved: Object.fromEntries([...answers].map(([key, each]) => [key, each.saved])),
  };
  const kept = sent ? [] : scopes.flatMap(store.replaced);
  const done = Object.fromEntries(scopes.flatMap((scope) => Object.entries(store.done(scope))).filter(([sheet]) => !sent || scopes.includes(sheet)));
  if (kept.length) file.replaced = kept;
  if (Object.keys(done).length) file.done = done;
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Parse an answers file.
 * @param {string} text
 * @returns {Content | "not_ours" | "too_new" | "of_others" | "for_coach"} its content, or what is wrong with it.
 */
export function parsed(text) {
  if (ENCRYPTED.test(text)) return "for_coach";
  /** @type {any} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return "not_ours";
  }
  if (file?.format !== FORMAT || typeof file.answers !== "object" || !file.answers) return "not_ours";
  if (file.version !== VERSION) return "too_new";
  if (Object.keys(file.answers).some((key) => isOthersKey(normalized(key)))) return "of_others";
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
  for (const each of Array.isArray(file.replaced) ? file.replaced : []) {
    const key = typeof each?.key === "string" ? normalized(each.key) : "";
    if (isKey(key) && typeof each.value === "string") {
      kept.push({ key, value: each.value, saved: time(each.saved) });
    }
  }
  /** @type {Record<string, string>} */
  const done = {};
  for (const [sheet, when] of Object.entries(file.done ?? {})) {
    if (isKey(sheet) && time(when)) done[sheet] = time(when);
  }
  return { client: isId(file.client) ? file.client : "", answers, kept, done };
}

/** @param {unknown} value @returns {string} the ISO time, or "" if it is not a time. */
function time(value) {
  const when = typeof value === "string" ? new Date(value) : null;
  return when && !Number.isNaN(when.getTime()) ? when.toISOString() : "";
}

/**
 * Compare the answers in a file with those on this device.
 * @param {Content} content
 * @returns {{fresh: string[], same: string[], differ: string[]}} the keys of new, equal, and conflicting answers
 */
export function compared(content) {
  /** @type {{fresh: string[], same: string[], differ: string[]}} */
  const found = { fresh: [], same: [], differ: [] };
  for (const [key, { value }] of content.answers) {
    const here = store.read(key);
    found[!here ? "fresh" : alike(here.value, value) ? "same" : "differ"].push(key);
  }
  return found;
}

/** Whether two values are the same text. @param {string} one @param {string} other */
const alike = (one, other) => plain(one) === plain(other);
/** @param {string} text */
const plain = (text) => normalized(text).replace(/\r\n?/g, "\n");

/**
 * Import answers from a file. The answers that they replace are kept as replaced answers.
 * @param {Content} content
 * @param {Set<string>} wanted the keys of the answers to import
 */
export function take(content, wanted) {
  for (const [key, { value, saved }] of content.answers) {
    if (!wanted.has(key)) continue;
    const here = store.read(key);
    if (here && !alike(here.value, value)) store.keep(key, here);
    store.write(key, value, saved || new Date().toISOString());
  }
  for (const { key, value, saved } of content.kept) {
    store.keep(key, { value, saved });
  }
  for (const [sheet, when] of Object.entries(content.done)) {
    if (!store.doneAt(sheet)) store.setDone(sheet, when);
  }
  if (content.client && !store.setting("client")) store.setSetting("client", content.client);
}
