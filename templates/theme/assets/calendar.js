// Lets clients choose a day in the browser's own calendar, instead of writing it.

import { question } from "./questions.js";
import { given, show } from "./sheet.js";
import { exact } from "./understood.js";
import { make, say } from "./words.js";

const ICON = "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3M13 14h3M8 17h3";

/** Add a button to each date field of a form. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function offer(form, signal) {
  if (!("showPicker" in HTMLInputElement.prototype)) return;
  for (const input of form.querySelectorAll("input")) {
    if (input.dataset.wbKind !== "date") continue;
    const label = say("calendar", { question: question(document, input.name) });
    const button = make("button", { type: "button", class: "wb-date__pick", "aria-label": label }, icon());
    input.parentElement?.classList.add("wb-date--pick");
    input.after(button);
  }
  // Rows that are added later have copies of the buttons.
  form.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest(".wb-date__pick") : null;
    const input = button?.parentElement?.querySelector("input");
    if (button && input) pick(/** @type {HTMLElement} */ (button), input);
  }, { signal });
}

function icon() {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICON);
  drawing.append(path);
  return drawing;
}

/** Open the browser's calendar at a button, and put the chosen day into an input. @param {HTMLElement} button @param {HTMLInputElement} input */
function pick(button, input) {
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
