// The panel "Your answers": its buttons, and a reminder to save a file.

import * as store from "./store.js";
import { localDay, written } from "./understood.js";
import { say } from "./words.js";

/** Do what a button of a panel is for. @param {HTMLElement} panel @param {HTMLElement} button */
export async function press(panel, button) {
  try {
    const { act } = await import("./transfer.js");
    await act(panel, button.dataset.wbDo ?? "");
  } catch (error) {
    const note = panel.querySelector("[data-wb-note], [data-wb-paper-note]");
    if (note) note.textContent = say("failed");
    reportError(error);
  }
}

/** Keep the reminder of a panel up to date. @param {HTMLElement} panel @param {AbortSignal} signal */
export function open(panel, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.listen(() => {
    clearTimeout(timer);
    timer = setTimeout(() => remind(panel), 300); // not with every key
  }, signal);
  remind(panel);
}

/** Say when the answers of a panel were last saved to a file, and sent. @param {HTMLElement} panel */
function remind(panel) {
  const place = panel.querySelector("[data-wb-reminder]");
  if (!place) return;
  const scope = panel.dataset.wbAnswers ?? "";
  const last = lastSaved(scope);
  const sent = store.setting(`sent:${scope}`);
  const day = (/** @type {string} */ time) => written("date", localDay(new Date(time)));
  const file = last ? `${say("file_last", { day: day(last) })} ${store.touched(scope) > last ? say("file_since") : ""}` : store.answers(scope).size ? say("file_never") : "";
  const text = `${file} ${sent ? say("sent_last", { day: day(sent) }) : ""}`.trim();
  if (place.textContent !== text) place.textContent = text;
}

/** When answers were last saved to a file that has all of a scope: an ISO time, or "". @param {string} scope @returns {string} */
function lastSaved(scope) {
  const parts = scope ? scope.split("/") : [];
  const wider = ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))];
  return wider.map((each) => store.setting(`file:${each}`) ?? "").sort().pop() ?? "";
}
