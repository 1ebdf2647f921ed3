// Adds up the answers to a question, and shows the result below it.
// The rules are those of workbook_builder/answers/totals.py.

import contract from "./contract.js";
import { answered, controls, given as shown, keyOf, listen } from "./sheet.js";
import * as store from "./store.js";
import { exact, written } from "./understood.js";
import { say } from "./words.js";

/** @typedef {{how: string, within?: string, column?: string, weights?: string}} Total */

/**
 * The total of some answers as a number with a period, or "" if there is none.
 * @param {Total} total
 * @param {Iterable<string>} keys those that the question asks for, without its own key, in its order
 * @param {(key: string) => string} given the answer with such a key, or ""
 * @returns {string}
 */
export function totalOf({ how, within, column, weights }, keys, given) {
  let amount = 0, weight = 0, count = 0;
  for (const key of keys) {
    const row = key.slice(0, Math.max(0, key.lastIndexOf("/")));
    if ((within && !store.within(key, within)) || (column && key.split("/").pop() !== column)) continue;
    if (row && !column && row !== within) continue; // a remark, or the name of an area
    const each = number(given(key));
    const share = weights ? number(given(`${row}/${weights}`)) : 1;
    if (Number.isNaN(each) || Number.isNaN(share)) continue;
    amount += each * share;
    weight += share;
    count += 1;
  }
  if (!count || (how === "mean" && !weight)) return "";
  return String(Number((how === "mean" ? amount / weight : amount).toFixed(2)));
}

/** @param {string} value */
const number = (value) => (value === contract.file.ticked ? 1 : Number(exact("number", value) || NaN));

/** Show the totals of a form until the client leaves the page. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function addUp(form, signal) {
  const places = /** @type {HTMLOutputElement[]} */ ([...form.querySelectorAll("output[data-wb-total]")]);
  const draw = () => {
    const asked = [...controls(form).keys()];
    for (const place of places) {
      const field = `${keyOf(form)}/${place.dataset.wbField}`;
      const keys = asked.filter((key) => store.within(key, field)).map((key) => key.slice(field.length + 1));
      const given = (/** @type {string} */ key) => answered(form, `${field}/${key}`);
      const total = JSON.parse(place.dataset.wbTotal ?? "");
      // What was written by hand, into a PDF, counts only where there is nothing to add up.
      const value = written("number", totalOf(total, keys, given) || given(total.part));
      if (place.value !== value) place.value = value;
    }
  };
  listen(form, draw, signal);
  draw();
}

/** What the rows of a tracker add up to, unless it is shown below, and the longest run of ticked days. @param {HTMLElement} table @returns {string} */
export function track(table) {
  const summaries = [...table.querySelectorAll("tbody tr")].map((row) => {
    const name = (row.querySelector("th")?.firstChild?.textContent ?? "").trim();
    const days = [...row.querySelectorAll("input")];
    if (!days.length || (days[0].type !== "checkbox" && !days[0].dataset.wbKind)) return ""; // words
    if (days[0].type !== "checkbox") {
      const key = days[0]?.name.replace(/[^/]+$/, "total") ?? "";
      if (document.querySelector(`output[data-wb-key="${CSS.escape(key)}"]`)) return "";
      const total = totalOf({ how: "sum" }, Object.keys(days), (index) => shown([days[Number(index)]]));
      return Number(total) ? say("sum", { name, total: written("number", total) }) : "";
    }
    let run = 0, streak = 0, total = 0;
    for (const day of days) {
      run = day.checked ? run + 1 : 0;
      total += Number(day.checked);
      streak = Math.max(streak, run);
    }
    return total ? say("streak", { name, total, streak }) : "";
  });
  return summaries.filter(Boolean).join(". ");
}
