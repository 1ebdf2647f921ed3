// Writes the days of a program as an iCalendar file (RFC 5545). Ids stay the same, so that a calendar which opens a second
// file moves the days that it has. Loaded when the button is used.

import { followedBy } from "./labels.js";
import { isLeftOut } from "./leftout.js";
import { timeHash } from "./site.js";
import { filename, save as offer } from "./transfer.js";
import { firstDay, later } from "./weeks.js";

/** Let the browser save the calendar of a program. @param {ParentNode} page the page of the program @param {string} program @param {string} begin */
export function save(page, program, begin) {
  const text = calendar(events(page, program, begin), new Date());
  offer(new Blob([text], { type: "text/calendar" }), filename("ics", program));
}

/** @typedef {{id: string, day: string, title: string, url: string}} CalendarDay */

/** The days of sessions, and of worksheets that repeat. @param {ParentNode} page @param {string} program @param {string} begin @returns {CalendarDay[]} */
function events(page, program, begin) {
  /** @type {CalendarDay[]} */
  const found = [];
  const base = location.href.split("#")[0];
  page.querySelectorAll("[data-wb-week]").forEach((each, at) => {
    const { wbWeek = "1", wbTitle = "" } = /** @type {HTMLElement} */ (each).dataset;
    found.push({ id: `${program}-session-${at + 1}`, day: firstDay(begin, Number(wbWeek)), title: wbTitle, url: base });
  });
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-wb-planned][data-wb-every]"))) {
    if (isLeftOut(row.dataset.wbSheet)) continue;
    const link = row.querySelector("a");
    for (const time of (row.dataset.wbPlanned ?? "").split(" ").map(Number)) {
      const day = row.dataset.wbEvery === "day" ? later(begin, time - 1) : firstDay(begin, time);
      const title = followedBy(link?.textContent?.trim() ?? "", (row.dataset.wbName ?? "#").replace("#", String(time)));
      found.push({ id: `${row.dataset.wbSheet?.replace("/", "-")}-${time}`, day, title, url: `${(link?.href ?? base).split("#")[0]}${timeHash(time, link?.href)}` });
    }
  }
  return found;
}

/**
 * The text of an iCalendar file in which each event takes a whole day, wherever the calendar is.
 * @param {CalendarDay[]} days
 * @param {Date} now
 */
export function calendar(days, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workbook Builder//EN", "CALSCALE:GREGORIAN"];
  for (const { id, day, title, url } of days) {
    const compact = (/** @type {string} */ text) => text.replaceAll("-", "");
    lines.push(
      "BEGIN:VEVENT", `UID:${id}@workbook-builder`, `DTSTAMP:${stamp}`, `SEQUENCE:${Math.floor(now.getTime() / 60_000)}`,
      `DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(later(day, 1))}`,
      `SUMMARY:${escaped(title)}`, `URL:${url}`, "TRANSP:TRANSPARENT", "END:VEVENT",
    );
  }
  return [...lines, "END:VCALENDAR"].map(folded).join("\r\n") + "\r\n";
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, (each) => `\\${each}`).replace(/\r?\n/g, "\\n");

/** A line in pieces of at most 75 bytes; each further piece begins with a space. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let [piece, size] = ["", 0];
  const pieces = [];
  for (const letter of line) {
    const bytes = encoder.encode(letter).length;
    if (size + bytes > 74) {
      pieces.push(piece);
      [piece, size] = ["", 0];
    }
    piece += letter;
    size += bytes;
  }
  return [...pieces, piece].join("\r\n ");
}
