// Opens the browser's own calendar for a date field. Loaded when its button is used.

import { given, show } from "./sheet.js";
import { exact } from "./understood.js";
import { make } from "./words.js";

/** Open the calendar at a button, and put the chosen day into the input beside it. @param {HTMLElement} button */
export function pick(button) {
  const input = /** @type {HTMLInputElement} */ (button.parentElement?.querySelector("input"));
  const calendar = make("input", { type: "date", class: "wb-date__calendar", tabindex: "-1", "aria-hidden": "true" });
  calendar.value = exact("date", given([input]));
  button.after(calendar);
  const close = () => button.focus(); // which removes the calendar
  calendar.onchange = () => {
    if (!calendar.value) return;
    show([input], calendar.value);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  };
  calendar.onblur = () => calendar.remove();
  // Keys that are meant for the page must not change the day.
  calendar.onkeydown = (event) => {
    event.preventDefault();
    close();
  };
  calendar.focus();
  calendar.showPicker();
}
