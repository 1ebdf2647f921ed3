// The weeks of a program, which begin on the day that the client has named. Days are texts such as 2026-12-07, so that
// neither time zones nor summer time can move them.

import { beginsKey } from "./ids.js";
import * as store from "./store.js";
import { exact, localDay } from "./understood.js";

const DAY = 864e5; // milliseconds

/** The day on which a program begins, or "". @param {string} program @returns {string} */
export const begins = (program) => exact("date", store.read(beginsKey(program))?.value ?? "");

/** The day some days after another. @param {string} day @param {number} days @returns {string} */
export const later = (day, days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** How many days there are from one day to another. @param {string} from @param {string} to @returns {number} */
export const between = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Today, where the client is. */
export const today = () => localDay(new Date());

/** The week of a program in which a day is: 1 for the first one, 0 or less before it. @param {string} begin @param {string} day @returns {number} */
export const weekOf = (begin, day) => Math.floor(between(begin, day) / 7) + 1;

/** The first day of a week of a program. @param {string} begin @param {number} week @returns {string} */
export const firstDay = (begin, week) => later(begin, 7 * (week - 1));
