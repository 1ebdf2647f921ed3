// @ts-check
// A date field suggests days, depending on the week of the program.

import assert from "node:assert/strict";

import { element, itIs, page } from "./support/browser.js";
import { suggest } from "../../templates/theme/assets/days.js";
import * as store from "../../templates/theme/assets/store.js";

const SHEET = "better-sleep/moved";

/**
 * A test that begins without answers, and with an English page.
 * @param {string} name
 * @param {() => void | Promise<void>} body
 */
const test = (name, body) =>
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: async () => {
    store.erase();
    page.documentElement.lang = "en";
    await body();
  } });

/**
 * A date field of a worksheet, with its suggestions.
 * @param {number} [weeks] the length of the program
 */
function field(weeks = 4) {
  const form = element("form");
  form.dataset = { wbForm: SHEET, wbWeeks: `${weeks}` };
  const input = element("input");
  input.form = form;
  input.labels = [element("label", "2. ", element("b", "Day"), element("span", "By when?"), "*")];
  form.append(input, element("p", "after it"));
  const visit = new AbortController();
  suggest(/** @type {any} */ (input), visit.signal);
  const row = /** @type {ReturnType<typeof element>} */ (form.children[1]);
  const buttons = () => row.querySelectorAll("button");
  return { form, input, row, buttons, leave: () => visit.abort() };
}

/** The suggested days, each with its label. @param {number} [weeks] */
function suggested(weeks) {
  const { buttons, leave } = field(weeks);
  leave();
  return buttons().map((each) => [each.value, each.textContent]);
}

/** The suggested days, without labels. @param {number} [weeks] */
const days = (weeks) => suggested(weeks).map(([day]) => day);

/** The suggested ends of weeks. @param {number} [weeks] */
const ends = (weeks) => days(weeks).slice(2);

/** Store an answer, so that a program has begun. @param {string} time @param {string} [program] */
const begun = (time, program = "better-sleep") =>
  store.write(`${program}/now/where`, "In bed", time);

// Which days

test("before a program has begun, its first week begins today", () => {
  itIs("2026-03-02T08:00:00Z");
  assert.deepEqual(suggested(), [
    ["2026-03-02", "Today"],
    ["2026-03-09", "In a week"],
    ["2026-03-08", "End of week 1 (Mar 8)"],
    ["2026-03-29", "End of week 4 (Mar 29)"],
  ]);
});

test("a program begins with its first answer", () => {
  begun("2026-03-02T08:00:00Z");
  store.write(`${SHEET}/later`, "later", "2026-03-10T08:00:00Z");
  itIs("2026-03-12T08:00:00Z");
  assert.deepEqual(suggested(), [
    ["2026-03-12", "Today"],
    ["2026-03-19", "In a week"],
    ["2026-03-15", "End of week 2 (Mar 15)"],
    ["2026-03-29", "End of week 4 (Mar 29)"],
  ]);
});

test("on the last day of a week, the end of the next one is suggested", () => {
  begun("2026-03-02T08:00:00Z");
  itIs("2026-03-07T23:59:00Z");
  assert.deepEqual(ends(), ["2026-03-08", "2026-03-29"]);
  itIs("2026-03-08T00:00:00Z");
  assert.deepEqual(ends(), ["2026-03-15", "2026-03-29"]);
});

test("the end of the last week is suggested once, and none after the program", () => {
  begun("2026-03-02T08:00:00Z");
  itIs("2026-03-22T08:00:00Z");
  assert.deepEqual(ends(), ["2026-03-29"]);
  itIs("2026-03-28T08:00:00Z");
  assert.deepEqual(ends(), ["2026-03-29"]);
  itIs("2026-03-29T08:00:00Z");
  assert.deepEqual(ends(), []);
});

test("a program of one week has one end", () => {
  itIs("2026-03-02T08:00:00Z");
  assert.deepEqual(ends(1), ["2026-03-08"]);
});

test("the last week of a long program is suggested", () => {
  itIs("2026-03-02T08:00:00Z");
  assert.deepEqual(ends(12), ["2026-03-08", "2026-05-24"]);
});

test("answers of other programs do not begin this one", () => {
  begun("2026-01-01T08:00:00Z", "other");
  begun("2026-01-01T08:00:00Z", "better-sleep-2");
  itIs("2026-03-02T08:00:00Z");
  assert.deepEqual(ends(), ["2026-03-08", "2026-03-29"]);
});

test("a program begins with an earlier date in the head of a sheet", () => {
  begun("2026-03-12T19:00:00Z");
  store.write(`${SHEET}/filled-on`, "2026-03-01", "2026-03-12T19:00:00Z");
  itIs("2026-03-12T20:00:00Z");
  assert.deepEqual(ends(), ["2026-03-14", "2026-03-28"]);
});

test("the date in the head of a sheet is in the time zone of the client", () => {
  for (const zone of ["America/Los_Angeles", "Pacific/Auckland"]) {
    store.write(`${SHEET}/filled-on`, "2026-03-10", "2026-03-10T19:00:00Z");
    itIs("2026-03-12T08:00:00Z", zone);
    assert.deepEqual(ends(), ["2026-03-16", "2026-04-06"], zone);
  }
});

test("the date in the head of a sheet counts, not the time when it was typed", () => {
  store.write(`${SHEET}/filled-on`, "2026-03-10", "2026-03-01T19:00:00Z");
  itIs("2026-03-12T20:00:00Z");
  assert.deepEqual(ends(), ["2026-03-16", "2026-04-06"]);
});

test("invalid and future dates do not begin a program", () => {
  store.write(`${SHEET}/filled-on`, "no day", "2026-03-01T19:00:00Z");
  store.write("better-sleep/goal/filled-on", "2027-01-01", "2026-03-01T19:00:00Z");
  store.write("better-sleep/goal/name", "text", "no time");
  itIs("2026-03-12T20:00:00Z");
  assert.deepEqual(ends(), ["2026-03-18", "2026-04-08"]);
});

// Calendars

test("days are counted across the ends of months and years", () => {
  itIs("2025-12-29T08:00:00Z");
  assert.deepEqual(days(), ["2025-12-29", "2026-01-05", "2026-01-04", "2026-01-25"]);
  itIs("2026-04-30T08:00:00Z");
  assert.deepEqual(days(1), ["2026-04-30", "2026-05-07", "2026-05-06"]);
});

test("a leap year has a 29th of February", () => {
  itIs("2028-02-23T08:00:00Z");
  assert.deepEqual(days(1), ["2028-02-23", "2028-03-01", "2028-02-29"]);
  itIs("2026-02-23T08:00:00Z");
  assert.deepEqual(days(1), ["2026-02-23", "2026-03-02", "2026-03-01"]);
});

test("weeks of a program are counted across a leap day", () => {
  begun("2028-02-25T08:00:00Z");
  itIs("2028-03-03T08:00:00Z");
  assert.deepEqual(ends(), ["2028-03-09", "2028-03-23"]);
});

test("days are in the time zone of the client", () => {
  itIs("2026-03-02T23:30:00Z", "Pacific/Auckland");
  assert.equal(days()[0], "2026-03-03");
  itIs("2026-03-02T01:30:00Z", "America/Los_Angeles");
  assert.equal(days()[0], "2026-03-01");
});

test("the first day of a program is in the time zone of the client, too", () => {
  begun("2026-03-01T20:00:00Z"); // the 2nd in Auckland
  itIs("2026-03-07T20:00:00Z", "Pacific/Auckland");
  assert.deepEqual(ends(), ["2026-03-15", "2026-03-29"]);
  itIs("2026-03-07T20:00:00Z", "America/Los_Angeles");
  assert.deepEqual(ends(), ["2026-03-14", "2026-03-28"]);
});

test("weeks have seven days even if clocks are changed", () => {
  begun("2026-03-02T12:00:00Z");
  itIs("2026-03-08T12:00:00Z", "America/Los_Angeles"); // one hour less
  assert.deepEqual(ends(), ["2026-03-15", "2026-03-29"]);
  itIs("2026-03-09T12:00:00Z", "America/Los_Angeles");
  assert.deepEqual(ends(), ["2026-03-15", "2026-03-29"]);
  store.erase();
  begun("2026-03-05T12:00:00Z");
  itIs("2026-03-11T12:00:00Z", "America/Los_Angeles"); // the last day of the first week
  assert.deepEqual(ends(), ["2026-03-18", "2026-04-01"]);
  store.erase();
  begun("2026-10-26T12:00:00Z");
  itIs("2026-10-31T12:00:00Z", "America/Los_Angeles");
  assert.deepEqual(ends(), ["2026-11-01", "2026-11-22"]);
  itIs("2026-11-01T20:00:00Z", "America/Los_Angeles"); // one hour more
  assert.deepEqual(ends(), ["2026-11-08", "2026-11-22"]);
});

test("ends of weeks are named in the language of the page", () => {
  itIs("2026-03-02T08:00:00Z");
  for (
    const [lang, name] of [["de", "8. März"], ["en-GB", "8 Mar"], ["fr", "8 mars"], [
      "ja",
      "3月8日",
    ]]
  ) {
    page.documentElement.lang = lang;
    assert.equal(suggested()[2][1], `End of week 1 (${name})`);
  }
});

// On the page

test("suggestions come after the field, in a group with its name", () => {
  itIs("2026-03-02T08:00:00Z");
  const { form, input, row, buttons, leave } = field();
  leave();
  assert.equal(form.children.indexOf(row), form.children.indexOf(input) + 1);
  assert.equal(row.getAttribute("role"), "group");
  assert.equal(row.getAttribute("aria-label"), "By when?");
  assert.equal(buttons().length, 4);
  assert(buttons().every((each) => each.getAttribute("type") === "button"));
});

test("a field without a label has suggestions without a name", () => {
  itIs("2026-03-02T08:00:00Z");
  const form = element("form");
  form.dataset = { wbForm: SHEET, wbWeeks: "4" };
  const input = element("input");
  Object.assign(input, { form, labels: null });
  form.append(input);
  suggest(/** @type {any} */ (input), AbortSignal.abort());
  assert.equal(/** @type {any} */ (form.children[1]).getAttribute("aria-label"), "");
});

test("a day is filled in only when it is chosen, and the form is notified", () => {
  itIs("2026-03-02T08:00:00Z");
  const { form, input, buttons, leave } = field();
  /** @type {string[]} */
  const heard = [];
  form.addEventListener("change", () => heard.push(input.value));
  assert.equal(input.value, "");
  buttons()[1].click();
  leave();
  assert.equal(input.value, "2026-03-09");
  assert.deepEqual(heard, ["2026-03-09"]);
});

test("the suggestion that equals the answer is marked, even if the answer was typed", () => {
  itIs("2026-03-02T08:00:00Z");
  const { input, buttons, leave } = field();
  const marked = () => buttons().map((each) => each.getAttribute("aria-pressed")).join(" ");
  assert.equal(marked(), "false false false false");
  buttons()[1].click();
  assert.equal(marked(), "false true false false");
  input.value = "2026-03-29";
  input.dispatchEvent(new Event("change", { bubbles: true }));
  assert.equal(marked(), "false false false true");
  input.value = "2026-03-30";
  input.dispatchEvent(new Event("change", { bubbles: true }));
  assert.equal(marked(), "false false false false");
  leave();
});

test("a suggestion that equals an earlier answer is marked from the start", () => {
  itIs("2026-03-02T08:00:00Z");
  const { input, buttons, leave } = field();
  input.value = "2026-03-02";
  store.setDone(SHEET, "2026-03-02T08:00:00Z"); // many answers may have changed
  leave();
  assert.equal(buttons()[0].getAttribute("aria-pressed"), "true");
});

/** Wake the page up, as many answers may have changed. */
async function wake() {
  page.dispatchEvent(new Event("visibilitychange"));
  await new Promise((resolve) => setTimeout(resolve));
}

test("suggestions are drawn again when many answers may have changed, not with each answer", async () => {
  itIs("2026-03-12T08:00:00Z");
  const { buttons, leave } = field();
  begun("2026-03-02T08:00:00Z");
  assert.equal(buttons()[2].value, "2026-03-18");
  await wake();
  leave();
  assert.equal(buttons()[2].value, "2026-03-15");
});

test("buttons that stay the same are not replaced, so that none loses the focus", async () => {
  itIs("2026-03-02T08:00:00Z");
  const { buttons, leave } = field();
  const before = buttons();
  itIs("2026-03-02T18:00:00Z");
  await wake();
  leave();
  assert(buttons().every((each, at) => each === before[at]));
});

test("a page that was suspended over midnight suggests the days of the new day", async () => {
  begun("2026-03-02T08:00:00Z");
  itIs("2026-03-12T20:00:00Z");
  const { buttons, leave } = field();
  itIs("2026-03-13T08:00:00Z");
  await wake();
  leave();
  assert.deepEqual(buttons().map((each) => each.value), [
    "2026-03-13",
    "2026-03-20",
    "2026-03-15",
    "2026-03-29",
  ]);
});

test("after a page was left, suggestions are neither drawn nor marked", async () => {
  itIs("2026-03-12T08:00:00Z");
  const { input, buttons, leave } = field();
  leave();
  begun("2026-03-02T08:00:00Z");
  await wake();
  input.value = "2026-03-12";
  input.dispatchEvent(new Event("change", { bubbles: true }));
  assert.equal(buttons()[2].value, "2026-03-18");
  assert.equal(buttons()[0].getAttribute("aria-pressed"), "false");
});
