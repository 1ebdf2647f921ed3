// Dialogs, which ask before something happens.

import { make } from "./words.js";

/**
 * Show a dialog.
 * @param {string} title
 * @param {Node[]} parts
 * @param {string[][]} buttons the value and text of each, and "plain" for one that is not proposed
 * @param {object} [more]
 * @param {boolean} [more.read] whether it is to be read from its top. Else the last button has the focus.
 * @param {(value: string) => string} [more.wrong] says what is missing for a button, or ""
 * @returns {Promise<string>} the value of the chosen button, or "" if the dialog was closed.
 */
export function ask(title, parts, buttons, { read = false, wrong = () => "" } = {}) {
  const heading = make("h2", { id: "wb-dialog-title", ...(read ? { tabindex: "-1", autofocus: "" } : {}) }, title);
  const row = make("p", { class: "wb-actions" });
  const note = make("p", { class: "wb-answers__note", role: "alert" });
  const form = make("form", { method: "dialog" }, heading, ...parts, note, row);
  const dialog = make("dialog", { class: "wb-dialog md-typeset", "aria-labelledby": heading.id }, form);
  buttons.forEach(([value, text, plain], index) => {
    const isLast = index === buttons.length - 1;
    const style = value && index === 0 && !plain ? "wb-button wb-button--main" : "wb-button";
    const button = make("button", { class: style, value, ...(isLast && !read ? { autofocus: "" } : {}) }, text);
    row.append(button);
  });
  form.addEventListener("submit", (event) => {
    note.textContent = wrong(/** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? "");
    if (note.textContent) event.preventDefault();
  });
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}
