// Decides which questions of a worksheet are asked, where some depend on earlier answers.
// The rules are those of workbook_builder/answers/conditions.py.

import contract from "./contract.js";
import { exact } from "./understood.js";

/** @typedef {{field: string, question: string, kind: string, answers: string[], values?: string[], negated?: boolean, least?: number | null, most?: number | null}} Condition */

/**
 * The ids of the questions that are not asked at present. One that depends on such a question is not asked either.
 * @param {Condition[]} conditions those of a worksheet, in the order of their questions
 * @param {(key: string) => string} given the answer with a key, which has neither the program nor the worksheet; "" if there is none
 * @returns {Set<string>}
 */
export function notAsked(conditions, given) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const each of conditions) if (found.has(each.question) || !isMet(each, given)) found.add(each.field);
  return found;
}

/** @param {Condition} condition @param {(key: string) => string} given */
function isMet({ kind, answers, values, negated, least, most }, given) {
  const all = answers.map(given);
  if (kind === "choice") return all.some((each) => values?.includes(each));
  if (kind === "tick") return all.includes(contract.file.ticked) !== negated;
  const known = exact("number", all[0]);
  return known !== "" && Number(known) >= (least ?? -Infinity) && Number(known) <= (most ?? Infinity);
}

/** The questions on a page that depend on answers, with their conditions. @param {ParentNode} page @returns {Map<HTMLElement, Condition>} */
export function conditionsOn(page) {
  const places = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-wb-only-if]")]);
  return new Map(places.map((place) => [place, JSON.parse(place.dataset.wbOnlyIf ?? "")]));
}
