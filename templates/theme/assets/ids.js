// Ids and keys, with the same rules as workbook_builder/answers/ids.py.

import contract from "./contract.js";

const { "begins-with": first, "goes-on-with": others, normalization, longest } = contract.id;
/** @param {string[]} categories */
const letters = (categories) => categories.map((each) => `\\p{${each}}`).join("");
const WORD = `[${letters(first)}][${letters(others)}]*`;
const ID = new RegExp(`^${WORD}(-${WORD})*$`, "u");

/** The form in which ids and keys are compared and stored. @param {string} text */
export const normalized = (text) => text.normalize(normalization);

/** Whether a text is a valid id. @param {unknown} text @returns {text is string} */
export function isId(text) {
  return typeof text === "string" && [...text].length <= longest && text === normalized(text) && ID.test(text);
}

/** Whether a text is a valid key of a client's answer: at least two ids, separated by slashes. @param {unknown} text @returns {text is string} */
export function isKey(text) {
  if (typeof text !== "string" || !text.includes("/")) return false;
  const [key, time] = splitTime(text);
  return key.split("/").every(isId) && (time === null || (time > 0 && time <= contract.time.most));
}

/** Whether a text is the key of an answer that somebody else gave in a sheet for others. @param {string} text */
export function isOthersKey(text) {
  const [program, sheet = "", ...rest] = text.split("/");
  const mark = contract.time.mark + contract.handout.mark;
  return rest.length > 0 && sheet.endsWith(mark) && [program, sheet.slice(0, -mark.length), ...rest].every(isId);
}

/**
 * Take the time out of a key.
 * @param {string} key
 * @returns {[string, number | null]} the key as that of a worksheet that does not repeat, and the number of the time
 */
export function splitTime(key) {
  const [program, sheet = "", ...rest] = key.split("/");
  const [id, time] = sheet.split(contract.time.mark);
  if (!/^[1-9][0-9]*$/.test(time ?? "") || sheet !== id + contract.time.mark + time) return [key, null];
  return [[program, id, ...rest].join("/"), Number(time)];
}

/**
 * Give the answers of blank worksheets the time that their head says, as answers/times.py does.
 * @param {Map<string, string>} values
 * @returns {Map<string, string>}
 */
export function withTimes(values) {
  const isTime = (/** @type {string} */ key) => key.split("/").length === 3 && key.endsWith(`/${contract.time.which}`);
  /** @param {string} key */
  const sheetOf = (key) => key.split("/").slice(0, 2).join("/");
  const times = new Map([...values].filter(([key, value]) => isTime(key) && /^[0-9]{1,9}$/.test(value) && Number(value) > 0 && Number(value) <= contract.time.most)
    .map(([key, value]) => [sheetOf(key), Number(value)]));
  return new Map([...values].filter(([key]) => !(isTime(key) && times.has(sheetOf(key))))
    .map(([key, value]) => [key.split("/").length > 2 && times.has(sheetOf(key)) ? withTime(key, times.get(sheetOf(key)) ?? null) : key, value]));
}

/** A key without a time, with the number of a time after its worksheet. @param {string} key @param {number | null} time */
export function withTime(key, time) {
  const [program, sheet, ...rest] = key.split("/");
  return time === null ? key : [program, `${sheet}${contract.time.mark}${time}`, ...rest].join("/");
}

/** The key of the client's name, which is one answer for a whole program. @param {string} scope the program, or a key in it */
export const nameKey = (scope) => `${scope.split("/")[0]}/${contract.file["client-name"]}`;

/** @param {string} key */
export const isNameKey = (key) => key === nameKey(key);

/** The key of the day on which a program begins. @param {string} scope the program, or a key in it */
export const beginsKey = (scope) => `${scope.split("/")[0]}/${contract.file.begins}`;

/** @param {string} key */
export const isBeginsKey = (key) => key === beginsKey(key);
