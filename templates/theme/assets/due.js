// What is due in the current week of a program: sessions, worksheets that repeat, and steps with a date.

import { followedBy } from "./labels.js";
import { isLeftOut } from "./leftout.js";
import { timeHash } from "./site.js";
import * as store from "./store.js";
import { exact } from "./understood.js";
import { between, firstDay, later, weekOf } from "./weeks.js";

/** @typedef {{kind: "session" | "sheet" | "step", title: string, url: string, day: string}} Due */

/** @typedef {{what: string, day: string, done: boolean}} Step A row with `what`, in a plan or a table: its day, or "", and whether it is done. */

/** The steps that a client has promised in a program. @param {string} program @returns {Step[]} */
export function steps(program) {
  const answers = store.answers(program);
  return [...answers].filter(([key]) => key.endsWith("/what")).map(([key, { value }]) => {
    const row = key.slice(0, -"what".length);
    const days = [...answers].filter(([each]) => each.startsWith(row)).map(([, each]) => exact("date", each.value)).filter(Boolean);
    return { what: value, day: days[0] ?? "", done: answers.has(`${row}done`) };
  });
}

/**
 * What is due, in the order of its days.
 * @param {ParentNode} content the page of the program
 * @param {string} program
 * @param {string} begin the day on which it begins
 * @param {string} today
 * @param {string} base the address of the page
 * @returns {Due[]}
 */
export function due(content, program, begin, today, base) {
  const week = weekOf(begin, today);
  const [monday, sunday] = [firstDay(begin, week), firstDay(begin, week + 1)];
  /** @type {Due[]} */
  const found = [];
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (content.querySelectorAll("[data-wb-week]"))) {
    if (Number(each.dataset.wbWeek) === week) found.push({ kind: "session", title: each.dataset.wbTitle ?? "", url: "", day: monday });
  }
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (content.querySelectorAll("[data-wb-planned]"))) {
    const isDaily = row.dataset.wbEvery === "day";
    if (!row.dataset.wbEvery || isLeftOut(row.dataset.wbSheet)) continue; // without dates
    const time = isDaily ? between(begin, today) + 1 : week;
    const key = `${row.dataset.wbSheet}@${time}`;
    if (!(row.dataset.wbPlanned ?? "").split(" ").includes(String(time)) || store.doneAt(key)) continue;
    const link = row.querySelector("a");
    const page = new URL(link?.getAttribute("href") ?? "", base).href;
    const url = `${page.split("#")[0]}${timeHash(time, page)}`;
    found.push({ kind: "sheet", title: followedBy(link?.textContent?.trim() ?? "", (row.dataset.wbName ?? "#").replace("#", String(time))), url, day: isDaily ? today : monday });
  }
  for (const { what, day, done } of steps(program)) {
    // A step that was missed is still shown for a week: it may be done a little later.
    if (!done && day >= later(monday, -7) && day < sunday) found.push({ kind: "step", title: what, url: "", day });
  }
  return found.sort((one, other) => one.day.localeCompare(other.day));
}
