// A sheet that others fill in. What they type is in its form and nowhere else: nothing here writes it to this device.

import "./sentences-on-demand.js";
import { enliven } from "./living.js";
import { prepare } from "./paper.js";
import { controls, explain, given, show, takeBack } from "./sheet.js";
import { say } from "./words.js";

/** Set up the form until the reader leaves the page. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function open(form, signal) {
  let typed = false; // and neither printed nor saved since
  enliven(form, signal);
  prepare(form, signal);
  takeBack(form, signal);
  /** @param {Event} event */
  const edited = (event) => {
    typed = true;
    const control = /** @type {import("./sheet.js").Control} */ (event.target);
    const group = controls(form).get(control.name);
    if (!group) return;
    const words = control.value;
    if (event.type === "change" && control.dataset.wbKind) show(group, given(group));
    explain(control, event.type === "input" ? words : undefined);
  };
  form.addEventListener("input", edited, { signal });
  form.addEventListener("change", edited, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  for (const button of document.querySelectorAll('[data-wb-print="filled"], [data-wb-fill]')) {
    button.addEventListener("click", () => (typed = false), { signal });
  }
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  }, { signal });
  // Instant navigation would leave the page without asking, so links are then followed by the browser itself.
  document.addEventListener("click", (event) => {
    if (typed && event.target instanceof Element && event.target.closest("a[href]")) event.stopPropagation();
  }, { signal, capture: true });
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-share]"));
  if (button) share(button);
}

/** Let clients send the address of the page, or copy it. @param {HTMLElement} button */
function share(button) {
  const note = /** @type {HTMLElement} */ (document.querySelector("[data-wb-share-note]"));
  const url = location.href.split("#")[0];
  button.hidden = !("share" in navigator || "clipboard" in navigator);
  button.onclick = async () => {
    if ("share" in navigator) return navigator.share({ title: document.title, url }).catch(() => {}); // it was called off
    note.textContent = await (/** @type {Navigator} */ (navigator)).clipboard.writeText(url).then(() => say("link_copied"), () => url);
  };
}
