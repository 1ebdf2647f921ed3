// Options that are counted, or that have a text beside them.

import { follow } from "./living.js";
import { say } from "./words.js";

/** Watch the options of a form. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function watch(form, signal) {
  for (const limit of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-wb-most]"))) {
    const options = /** @type {HTMLElement | null | undefined} */ (limit.closest("fieldset")?.querySelector(".wb-options"));
    const most = limit.dataset.wbMost ?? "";
    if (options) follow(form, options, () => tooMany(options, most), signal);
  }
  form.addEventListener("input", ({ target }) => choose(target), { signal });
}

/** A note if more options are ticked than are asked for, or "". @param {HTMLElement} options @param {string} most */
function tooMany(options, most) {
  const count = options.querySelectorAll("input[type=checkbox]:checked").length;
  return count > Number(most) ? say("too_many", { count, most }) : "";
}

/** Choose the option that a client gives a text of their own. @param {EventTarget | null} target */
function choose(target) {
  if (!(target instanceof HTMLInputElement) || target.type !== "text" || !target.value) return;
  const option = /** @type {HTMLInputElement | null | undefined} */ (target.closest(".wb-option--other")?.querySelector("[type=radio], [type=checkbox]"));
  if (!option || option.checked) return;
  option.checked = true;
  option.dispatchEvent(new Event("change", { bubbles: true }));
}
