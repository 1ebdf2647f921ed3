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

/** Whether a text is a valid key of an answer: at least two ids, separated by slashes. @param {unknown} text @returns {text is string} */
export function isKey(text) {
  return typeof text === "string" && text.includes("/") && text.split("/").every(isId);
}

/** The key of the client's name, which is one answer for a whole program. @param {string} scope the program, or a key in it */
export const nameKey = (scope) => `${scope.split("/")[0]}/${contract.file["client-name"]}`;

/** @param {string} key */
export const isNameKey = (key) => key === nameKey(key);
