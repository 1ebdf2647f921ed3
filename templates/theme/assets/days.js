// Suggests days for a date field, depending on which week of the program the client is in.

import * as store from "./store.js";
import { given, show } from "./sheet.js";
import { exact, localDay, locale } from "./understood.js";
import { begins } from "./weeks.js";
import { make, say } from "./words.js";

/** @param {Date} day @param {number} days @returns {Date} midnight, this many days later */
const later = (day, days) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);

/** The suggested days with their names. A program begins on the day that the client has named, or else with its first answer, or an earlier date in the head of a worksheet. @param {string} program @param {number} weeks @returns {[string, string][]} */
function days(program, weeks) {
  const today = later(new Date(), 0);
  const answered = [...store.answers(program)]
    .map(([key, { value, saved }]) => (key.endsWith("/filled-on") ? exact("date", value) : localDay(new Date(saved)))).filter(Boolean);
  const begin = new Date(`${begins(program) || [localDay(today), ...answered].sort()[0]}T00:00`);
  // The last day of a week already counts as part of the next week.
  const now = Math.floor((Math.round((today.getTime() - begin.getTime()) / 864e5) + 1) / 7) + 1;
  const ends = now > weeks ? [] : [...new Set([now, weeks])].map((week) => {
    const end = later(begin, 7 * week - 1);
    const day = end.toLocaleDateString(locale(), { day: "numeric", month: "short" });
    return /** @type {[string, string]} */ ([localDay(end), say("week_end", { week, day })]);
  });
  return [[localDay(today), say("today")], [localDay(later(today, 7)), say("in_a_week")], ...ends];
}

/** Offer buttons below a date field, each of which fills in a day. @param {HTMLInputElement} input @param {AbortSignal} signal */
export function suggest(input, signal) {
  const form = /** @type {HTMLFormElement} */ (input.form);
  const row = make("p", { class: "wb-suggested", role: "group", "aria-label": input.labels?.[0].lastElementChild?.textContent ?? "" });
  (input.closest(".wb-date") ?? input).after(row);
  const draw = () => {
    const offered = days(form.dataset.wbForm?.split("/")[0] ?? "", Number(form.dataset.wbWeeks));
    const buttons = offered.map(([day, name]) => {
      const button = make("button", { type: "button", class: "wb-button", value: day }, name);
      button.onclick = () => {
        show([input], day);
        input.dispatchEvent(new Event("change", { bubbles: true }));
      };
      return button;
    });
    // Redraw only after a change, so that a focused button keeps the focus.
    const shown = [...row.querySelectorAll("button")].map((each) => [each.value, each.textContent]);
    if (String(shown) !== String(offered)) row.replaceChildren(...buttons);
    mark();
  };
  const mark = () => row.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", String(each.value === given([input]))));
  for (const type of ["input", "change"]) form.addEventListener(type, mark, { signal });
  store.listen((key) => key || draw(), signal);
  draw();
}
