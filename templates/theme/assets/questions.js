// Finds the questions and worksheets that answers belong to, on this page or on others of the site.

import "./sentences-on-demand.js";
import { isBeginsKey, isNameKey, splitTime, withTime } from "./ids.js";
import { followedBy } from "./labels.js";
import { page, site, timeHash } from "./site.js";
import { say } from "./words.js";

/**
 * A worksheet of this site. If it repeats, `time` is what its times are called, with `#` for the number, `first` is the
 * number of the first one, and `step` that from one to the next; else they are "" and 0. `program` is the title of its program.
 * @typedef {{title: string, program: string, url: string, time: string, first: number, step: number}} Sheet
 */

/** The worksheets of this site by `program/worksheet`, from the page that lists them. @returns {Promise<Map<string, Sheet>>} */
export async function worksheets() {
  const place = document.querySelector("[data-wb-worksheets]")?.getAttribute("data-wb-worksheets") ?? `${site}worksheets/`;
  const address = new URL(place, location.href).href;
  const links = (await page(address)).querySelectorAll("[data-wb-key] a");
  return new Map([...links].map((link) => {
    const { wbKey = "", wbName = "", wbFirst = "0", wbStep = "0" } = /** @type {HTMLElement} */ (link.closest("[data-wb-key]")).dataset;
    const url = new URL(link.getAttribute("href") ?? "", address).href;
    const program = link.closest("section")?.querySelector("h2")?.textContent ?? "";
    return [wbKey, { title: (link.textContent ?? "").trim(), program: program.trim(), url, time: wbName, first: Number(wbFirst), step: Number(wbStep) }];
  }));
}

/**
 * The `program/worksheet` that asks for a key. What belongs to a whole program, such as the client's name, is taken as a part of its first one.
 * @param {string} key
 * @param {Map<string, Sheet> | null} sheets those of this site
 */
export function sheetOf(key, sheets) {
  const [program, sheet] = splitTime(key)[0].split("/");
  const first = isNameKey(key) || isBeginsKey(key) ? [...sheets?.keys() ?? []].find((each) => each.startsWith(`${program}/`)) : undefined;
  return first ?? `${program}/${sheet}`;
}

/** A worksheet as it is at one of its times. @param {Sheet | undefined} sheet @param {number | null} time @returns {Sheet | undefined} */
export const timed = (sheet, time) => (sheet && time ? { ...sheet, title: followedBy(sheet.title, (sheet.time || "#").replace("#", String(time))), url: `${sheet.url.split("#")[0]}${timeHash(time, sheet.url)}` } : sheet);

/** The page of a worksheet: this one, or one that is fetched. @param {string} sheet @param {Sheet} [where] @returns {Promise<Document>} */
export async function sheetPage(sheet, where) {
  if (splitTime(formOf(document))[0] === sheet || !where) return document;
  return await page(where.url);
}

/** The worksheet of the form on a page, with the time that it shows. @param {Document} on @returns {string} */
const formOf = (on) => on.querySelector("[data-wb-form]")?.getAttribute("data-wb-form") ?? "";

/** The key that a form which shows another time has for the same question. @param {Document} on @param {string} key */
const shownAs = (on, key) => (isNameKey(key) ? key : withTime(splitTime(key)[0], splitTime(formOf(on))[1]));

/** The control of a key. @param {Document} on @param {string} key @returns {Element | null} */
const control = (on, key) => {
  const name = CSS.escape(shownAs(on, key));
  return on.querySelector(`.wb-form :is([name="${name}"], [data-wb-key="${name}"])`);
};

/** The question for a key, or "" if the page does not ask it. @param {Document} on @param {string} key @returns {string} */
export function question(on, key) {
  if (isBeginsKey(key)) return say("begins");
  const asked = control(on, key);
  if (!asked) return "";
  const isRadio = asked.getAttribute("type") === "radio";
  const own = isRadio ? null : asked.getAttribute("aria-label");
  const label = isRadio ? asked.closest("fieldset")?.querySelector("legend") : asked.closest("label") ?? on.querySelector(`label[for="${CSS.escape(asked.id)}"]`);
  const words = label?.querySelector("span:not([aria-hidden], .wb-aloud)") ?? label;
  const said = (own ?? words?.textContent ?? "").trim();
  // The label of a question in a group does not say about whom it asks.
  const group = own ? "" : asked.closest(".wb-group")?.querySelector("legend")?.textContent?.trim();
  return group ? followedBy(group, said) : said;
}

/** An answer as clients see it: the label of an option instead of its id. @param {Document} on @param {string} key @param {string} value @returns {string} */
export function spoken(on, key, value) {
  const asked = control(on, key);
  if (asked?.tagName !== "SELECT") return value;
  return asked.querySelector(`option[value="${CSS.escape(value)}"]`)?.textContent?.trim() || value;
}

/** Keys in the order in which a page asks for them; others come last. @param {Document} on @param {Iterable<string>} keys @returns {string[]} */
export function ordered(on, keys) {
  const asked = [...on.querySelectorAll("[data-wb-form] [name]")].map((each) => each.getAttribute("name"));
  const place = (/** @type {string} */ key) => (asked.indexOf(shownAs(on, key)) + asked.length + 1) % (asked.length + 1);
  return [...keys].sort((one, other) => place(one) - place(other));
}

/** The kind of the answer to a key, if it is a number or a day. @param {Document} on @param {string} key @returns {string | undefined} */
export const kindOf = (on, key) => (isBeginsKey(key) ? "date" : undefined) ?? control(on, key)?.getAttribute("data-wb-kind") ?? undefined;
