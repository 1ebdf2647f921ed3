// The panel "Your answers" of a page: saves answers to files or a PDF, imports them, and erases them.

import * as file from "./answersfile.js";
import * as store from "./store.js";
import { controls } from "./sheet.js";
import { make, say } from "./words.js";

/** Perform the action of a button, on the answers in the panel's scope. @param {HTMLElement} panel @param {string} action */
export async function act(panel, action) {
  const scope = panel.dataset.wbAnswers ?? "";
  const count = store.answers(scope).size;
  if (action === "import") {
    const input = make("input", { type: "file", accept: ".json,.pdf,application/json,application/pdf" });
    input.onchange = () => take(panel, input.files?.[0]);
    return input.click();
  }
  if (!count && !store.replaced(scope).length) return tell(panel, say("nothing"));
  if (action === "export") {
    save(new Blob([file.serialized(scope)], { type: "application/json" }), `${filename(scope)}.json`);
    return tell(panel, say("exported", { count }));
  }
  const question = make("p", {}, say("erase_question", { count, about: panel.dataset.wbAbout ?? "" }));
  if ((await ask(say("erase"), [question], [["erase", say("erase_yes")], ["", say("keep")]])) !== "erase") return;
  store.erase(scope);
  const trouble = store.problem();
  tell(panel, say(trouble || "erased"));
}

/** Import answers from a file, as far as the client wants. @param {HTMLElement} panel @param {File | undefined} chosen */
async function take(panel, chosen) {
  if (!chosen) return;
  const content = await opened(chosen);
  if (typeof content === "string") return tell(panel, say(content, { file: chosen.name }));
  const wanted = await preview(content);
  if (!wanted) return tell(panel, say("import_nothing"));
  file.take(content, wanted);
  const trouble = store.problem();
  tell(panel, trouble ? say(trouble) : say("imported", { count: wanted.size }));
}

/** @param {HTMLElement} panel @param {string} text */
function tell(panel, text) {
  const note = panel.querySelector("[data-wb-note]");
  if (note) note.textContent = text;
}

/** Read a PDF or an answers file. @param {File} chosen @returns {Promise<file.Content | string>} */
async function opened(chosen) {
  if (chosen.size > 50e6) return "not_ours";
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const pdf = String.fromCharCode(...bytes.subarray(0, 1024)).includes("%PDF-");
  if (!pdf) return file.parsed(new TextDecoder().decode(bytes));
  try {
    const { values } = await import("./pdfform.js");
    const found = await values(bytes);
    const answers = new Map([...found].map(([key, value]) => [key, { value, saved: "" }]));
    return answers.size ? { answers, kept: [], done: {} } : "pdf_empty";
  } catch {
    return "pdf_unread";
  }
}

/** Show what would change, and ask the client to decide each conflict. @param {file.Content} content @returns {Promise<Set<string> | null>} the keys to import */
async function preview(content) {
  const { fresh, same, differ } = file.compared(content);
  const facts = make("ul", { class: "wb-changes" });
  facts.append(make("li", {}, say("import_fresh", { count: fresh.length })));
  facts.append(make("li", {}, say("import_differ", { count: differ.length })));
  facts.append(make("li", {}, say("import_same", { count: same.length })));
  /** @type {Node[]} */
  const parts = [facts];
  if (differ.length) parts.push(make("p", {}, say("import_choose")), both(differ.length));
  const conflicts = make("div", { class: "wb-conflicts" });
  for (const key of differ) conflicts.append(conflict(key, content));
  parts.push(conflicts);
  const buttons = fresh.length + differ.length ? [["take", say("import_yes")]] : [];
  const choice = await ask(say("import_title"), parts, [...buttons, ["", say("cancel")]]);
  if (choice !== "take") return null;
  const taken = [...conflicts.querySelectorAll("input:checked")].map((each) => /** @type {HTMLInputElement} */ (each));
  return new Set([...fresh, ...taken.filter((each) => each.value === "file").map((each) => each.dataset.key ?? "")]);
}

/** One conflict: the answer on this device and the one in the file, with the newer one selected. @param {string} key @param {file.Content} content */
function conflict(key, content) {
  const here = /** @type {store.Answer} */ (store.read(key));
  const there = /** @type {store.Answer} */ (content.answers.get(key));
  const field = make("fieldset", { class: "wb-conflict" }, make("legend", {}, question(key)));
  const newer = !there.saved || there.saved > here.saved ? "file" : "here";
  for (const [name, answer] of /** @type {[string, store.Answer][]} */ ([["here", here], ["file", there]])) {
    const input = make("input", { type: "radio", class: "wb-dot", name: `take ${key}`, value: name, "data-key": key });
    input.checked = name === newer;
    const when = answer.saved ? new Date(answer.saved).toLocaleString(document.documentElement.lang) : "";
    const head = make("strong", {}, say(name === "here" ? "mine" : "theirs", { when }).trim());
    const shown = answer.value.length > 300 ? `${answer.value.slice(0, 300)}…` : answer.value;
    field.append(make("label", { class: "wb-option" }, input, make("span", {}, head, make("br"), spoken(key, shown))));
  }
  return field;
}

/** The buttons that decide all conflicts at once. @param {number} count */
function both(count) {
  const row = make("p", { class: "wb-actions" });
  for (const name of count > 1 ? ["here", "file"] : []) {
    const button = make("button", { type: "button", class: "wb-button" }, say(name === "here" ? "all_mine" : "all_theirs"));
    button.onclick = () => {
      const choices = button.closest("dialog")?.querySelectorAll(`.wb-conflict input[value="${name}"]`) ?? [];
      for (const choice of choices) /** @type {HTMLInputElement} */ (choice).checked = true;
    };
    row.append(button);
  }
  return row;
}

/** The question for a key, or the key itself if this page does not ask it. @param {string} key @returns {string} */
function question(key) {
  const control = /** @type {HTMLInputElement | null} */ (document.querySelector(`[data-wb-form] [name="${CSS.escape(key)}"]`));
  const fieldset = control?.type === "radio" ? control.closest("fieldset") : null;
  const label = fieldset?.querySelector("legend") ?? control?.labels?.[0];
  const own = control?.type === "radio" ? null : control?.getAttribute("aria-label");
  return (own ?? label?.querySelector("span:last-child")?.textContent ?? label?.textContent ?? key).trim();
}

/** An answer as clients see it: the label of an option instead of its id. @param {string} key @param {string} value @returns {string} */
function spoken(key, value) {
  const control = document.querySelector(`[data-wb-form] [name="${CSS.escape(key)}"]`);
  if (control instanceof HTMLSelectElement) {
    return [...control.options].find((option) => option.value === value)?.text ?? value;
  }
  return value;
}

/**
 * Show a dialog.
 * @param {string} title
 * @param {Node[]} parts
 * @param {string[][]} buttons the value and text of each; the last one has the focus.
 * @returns {Promise<string>} the value of the chosen button, or "" if the dialog was closed.
 */
function ask(title, parts, buttons) {
  const heading = make("h2", { id: "wb-dialog-title" }, title);
  const row = make("p", { class: "wb-actions" });
  const form = make("form", { method: "dialog" }, heading, ...parts, row);
  const dialog = make("dialog", { class: "wb-dialog md-typeset", "aria-labelledby": heading.id }, form);
  buttons.forEach(([value, text], index) => {
    const isLast = index === buttons.length - 1;
    const style = value && !isLast ? "wb-button wb-button--main" : "wb-button";
    const button = make("button", { class: style, value, ...(isLast ? { autofocus: "" } : {}) }, text);
    row.append(button);
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

/** Download the PDF with the answers filled in. @param {HTMLFormElement} form @param {HTMLAnchorElement} link @returns {Promise<string>} a message about the result */
export async function filled(form, link) {
  const [{ fill }, response] = await Promise.all([import("./pdfform.js"), fetch(link.href)]);
  if (!response.ok) return say("pdf_failed");
  const kept = store.answers(form.dataset.wbForm);
  const values = new Map([...kept].map(([key, { value }]) => [key, value]));
  const result = await fill(new Uint8Array(await response.arrayBuffer()), values);
  const name = decodeURIComponent(link.pathname.split("/").pop() ?? "answers.pdf");
  save(new Blob([/** @type {BlobPart} */ (result.pdf)], { type: "application/pdf" }), name.replace(/\.pdf$/, "-answers.pdf"));
  const onPage = controls(form);
  const absent = result.absent.filter((key) => onPage.has(key)); // added rows, and options that no longer exist
  /** @param {string[]} keys */
  const listed = (keys) => ({ questions: keys.map(question).join("; ") });
  const message = result.cut.length ? say("pdf_long", listed(result.cut)) : say("pdf_done");
  return absent.length ? `${message} ${say("pdf_absent", listed(absent))}` : message;
}

/** Let the browser save a file. @param {Blob} content @param {string} name */
function save(content, name) {
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} scope @returns {string} */
function filename(scope) {
  const day = new Date().toLocaleDateString("sv-SE");
  return [scope.replaceAll("/", "-") || "all", "answers", day].join("-");
}
