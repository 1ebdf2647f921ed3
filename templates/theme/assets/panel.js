// The panel "Your answers": its buttons, and a reminder to save a file.

import * as store from "./store.js";
import { localDay, written } from "./understood.js";
import { say } from "./words.js";

/** Set up a panel. @param {HTMLElement} panel @param {AbortSignal} signal */
export function open(panel, signal) {
  panel.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-wb-do]") : null;
    if (!(button instanceof HTMLElement)) return;
    try {
      const { act } = await import("./transfer.js");
      await act(panel, button.dataset.wbDo ?? "");
    } catch (error) {
      const note = panel.querySelector("[data-wb-note]");
      if (note) note.textContent = say("failed");
      reportError(error);
    }
  }, { signal });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.listen(() => {
    clearTimeout(timer);
    timer = setTimeout(() => remind(panel), 300); // not with every key
  }, signal);
  remind(panel);
}

/** Say when the answers of a panel were last saved to a file. @param {HTMLElement} panel */
function remind(panel) {
  const place = panel.querySelector("[data-wb-reminder]");
  if (!place) return;
  const scope = panel.dataset.wbAnswers ?? "";
  const last = lastSaved(scope);
  const day = last && written("date", localDay(new Date(last)));
  const any = store.answers(scope).size > 0;
  const text = last ? `${say("file_last", { day })} ${store.touched(scope) > last ? say("file_since") : ""}`.trim() : any ? say("file_never") : "";
  if (place.textContent !== text) place.textContent = text;
}

/** When answers were last saved to a file that has all of a scope: an ISO time, or "". @param {string} scope @returns {string} */
function lastSaved(scope) {
  const parts = scope ? scope.split("/") : [];
  const wider = ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))];
  return wider.map((each) => store.setting(`file:${each}`) ?? "").sort().pop() ?? "";
}
