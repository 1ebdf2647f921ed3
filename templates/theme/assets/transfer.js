// Saves answers to files or a PDF, reads them in, and erases them. Loaded when a button is used.

import "./sentences-on-demand.js";
import * as file from "./answersfile.js";
import { kindOf, question, sheetOf, sheetPage, spoken, worksheets } from "./questions.js";
import { controls, given } from "./sheet.js";
import contract from "./contract.js";
import { ask } from "./dialog.js";
import { isNameKey, isOthersKey, normalized, splitTime, withTime } from "./ids.js";
import * as store from "./store.js";
import { exact, localDay, locale, written } from "./understood.js";
import { make, say } from "./words.js";

const LONGEST = 60; // characters of a name in the name of a file

/** Perform the action of a button, on the answers in the panel's scope. @param {HTMLElement} panel @param {string} action */
export async function act(panel, action) {
  const scope = panel.dataset.wbAnswers ?? "";
  const about = panel.dataset.wbAbout ?? "";
  if (action === "import") return choose(panel);
  if (action === "send") return (await import("./send.js")).send(panel);
  const count = store.answers(scope).size + store.replaced(scope).length;
  const linked = action === "erase" && !scope && store.setting("client"); // which is erased with everything
  if (!count && !linked && !Object.keys(store.done(scope)).length) return tell(panel, say("nothing"));
  if (action === "export") {
    save(new Blob([file.serialized([scope])], { type: "application/json" }), filename("json", file.clientName(scope), scope || "all", "answers"));
    store.setSetting(`file:${scope}`, new Date().toISOString());
    store.changed();
    return tell(panel, say("exported", { count }));
  }
  const asked = make("p", {}, say(scope ? "erase_question" : "erase_all_question", { count, about }));
  const parts = linked ? [asked, make("p", {}, say("erase_link"))] : [asked];
  if ((await ask(say("erase"), parts, [["erase", say("erase_yes")], ["", say("keep")]])) !== "erase") return;
  await change(panel, () => erase(scope), say(scope ? "erased" : "erased_all", { about }));
}

/** Erase the answers in a scope; with all of them what a personal link has set, and what is known of sending. @param {string} scope */
function erase(scope) {
  const names = scope ? [] : store.settings("").filter((name) => /^(client$|without:|all:|sent:)/.test(name));
  for (const name of names) store.setSetting(name, null);
  store.erase(scope);
}

/** Let the client choose a file, and read it in. @param {HTMLElement} panel */
function choose(panel) {
  const input = make("input", { type: "file", accept: ".json,.txt,.pdf,.html,application/json,text/plain,application/pdf,text/html", hidden: "" });
  input.onchange = async () => {
    input.remove();
    const chosen = input.files?.[0];
    if (!chosen) return;
    const content = await opened(chosen);
    if (typeof content === "string") return tell(panel, say(content, { file: chosen.name }));
    await giveTimes(content);
    const wanted = await preview(content);
    if (!wanted) return tell(panel, say("import_nothing"));
    await change(panel, () => file.take(content, wanted), say("imported", { count: wanted.size + content.kept.length }));
  };
  input.oncancel = () => input.remove();
  panel.append(input);
  input.click();
}

/** Make changes, say when they are written, and offer to undo them. @param {HTMLElement} panel @param {() => void} changes @param {string} text */
export async function change(panel, changes, text) {
  const undo = store.undoable(changes);
  const trouble = await store.settled();
  tell(panel, trouble ? say(trouble) : text);
  const button = make("button", { type: "button", class: "wb-button wb-answers__undo" }, say("undo"));
  button.onclick = async () => {
    undo();
    tell(panel, say((await store.settled()) || "undone"));
  };
  panel.querySelector("[data-wb-note]")?.after(button);
}

/** @param {HTMLElement} panel @param {string} text */
export function tell(panel, text) {
  panel.querySelector(".wb-answers__undo")?.remove();
  const note = panel.querySelector("[data-wb-note], [data-wb-paper-note]");
  if (note) note.textContent = text;
}

/** Read a PDF or an answers file. @param {File} chosen @returns {Promise<file.Content | string>} */
async function opened(chosen) {
  if (chosen.size > 50e6) return "not_ours";
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const pdf = String.fromCharCode(...bytes.subarray(0, 1024)).includes("%PDF-");
  if (!pdf) {
    const text = new TextDecoder().decode(bytes);
    const content = file.parsed(/^\s*<!doctype html/i.test(text) ? inProgram(text) : text);
    if (typeof content !== "string") for (const [key, answer] of content.answers) answer.value = inStoredForm(key, answer.value);
    return content;
  }
  const { values } = await import("./pdfform.js");
  try {
    const found = [...await values(bytes)].map(([key, value]) => /** @type {[string, store.Answer]} */ (
      [key, { value: inStoredForm(key, value), saved: "" }]));
    if (found.some(([key]) => isOthersKey(key))) return "of_others";
    return found.length ? { client: "", answers: new Map(found), kept: [], done: {} } : "pdf_empty";
  } catch {
    return "pdf_unread";
  }
}

/** The answers in a program that is one file, or "". @param {string} html @returns {string} */
const inProgram = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-wb-copy]")?.textContent ?? "";

/**
 * Give a time to answers of worksheets that repeat, if a file has none for them, as a blank PDF whose week was left
 * empty. They go to the first time without answers, and replace none.
 * @param {file.Content} content
 */
async function giveTimes(content) {
  for (const [sheet, { first, step }] of await worksheets().catch(() => new Map())) {
    const found = [...content.answers].filter(([key]) => step && key.startsWith(`${sheet}/`));
    if (!found.length) continue;
    const { freeTime } = await import("./times.js");
    const time = freeTime(sheet, first, step, new Map(found.map(([key, { value }]) => [key, value])));
    for (const [key, answer] of found) {
      content.answers.delete(key);
      content.answers.set(withTime(key, time), answer);
    }
  }
}

/** A number or a day as it is stored, if this page asks for it. @param {string} key @param {string} value @returns {string} */
const inStoredForm = (key, value) => exact(kindOf(document, key), value) || value;

/** Show what would change, and ask the client to decide each conflict. @param {file.Content} content @returns {Promise<Set<string> | null>} the keys to import */
async function preview(content) {
  const { fresh, same, differ } = file.compared(content);
  const sheets = await worksheets().catch(() => null);
  const elsewhere = sheets ? [...content.answers.keys()].filter((key) => !sheets.has(sheetOf(key, sheets))) : [];
  const facts = make("ul", { class: "wb-changes" });
  facts.append(make("li", {}, say("import_fresh", { count: fresh.length })));
  facts.append(make("li", {}, say("import_differ", { count: differ.length })));
  facts.append(make("li", {}, say("import_same", { count: same.length })));
  /** @type {Node[]} */
  const parts = [facts];
  if (elsewhere.length) {
    const all = elsewhere.length === content.answers.size;
    parts.unshift(make("p", {}, say(all ? "import_elsewhere" : "import_some_elsewhere", { count: elsewhere.length })));
  }
  const other = differ.find(isNameKey);
  if (other) {
    const names = { here: store.read(other)?.value ?? "", there: content.answers.get(other)?.value ?? "" };
    parts.unshift(make("p", {}, make("strong", {}, say("import_other_client", names))));
  }
  if (differ.length) parts.push(make("p", {}, say("import_choose")), both(differ.length));
  const conflicts = make("div", { class: "wb-conflicts" });
  for (const key of differ) {
    const sheet = sheetOf(key, sheets);
    const on = await sheetPage(sheet, sheets?.get(sheet)).catch(() => document);
    conflicts.append(conflict(on, key, content));
  }
  parts.push(conflicts);
  const more = content.kept.length + Object.keys(content.done).length;
  if (content.kept.length) facts.append(make("li", {}, say("import_replaced", { count: content.kept.length })));
  const buttons = fresh.length + differ.length + more ? [["take", say("import_yes")]] : [];
  const choice = await ask(say("import_title"), parts, [...buttons, ["", say("cancel")]]);
  if (choice !== "take") return null;
  const taken = [...conflicts.querySelectorAll("input:checked")].map((each) => /** @type {HTMLInputElement} */ (each));
  return new Set([...fresh, ...taken.filter((each) => each.value === "file").map((each) => each.dataset.key ?? "")]);
}

/** One conflict: the answer on this device and the one in the file. That of the file is selected only if it is known to be newer. @param {Document} on @param {string} key @param {file.Content} content */
function conflict(on, key, content) {
  const here = /** @type {store.Answer} */ (store.read(key));
  const there = /** @type {store.Answer} */ (content.answers.get(key));
  const field = make("fieldset", { class: "wb-conflict" }, make("legend", {}, question(on, key) || key));
  const newer = there.saved > here.saved ? "file" : "here";
  for (const [name, answer] of /** @type {[string, store.Answer][]} */ ([["here", here], ["file", there]])) {
    const input = make("input", { type: "radio", class: "wb-dot", name: `take ${key}`, value: name, "data-key": key });
    input.checked = name === newer;
    const when = answer.saved ? new Date(answer.saved) : null;
    const day = when ? `${written("date", localDay(when))}${say("aside")}${when.toLocaleTimeString(locale(), { timeStyle: "short" })}` : "";
    const head = make("strong", {}, say(name === "here" ? "mine" : "theirs", { when: day }).trim());
    const text = written(kindOf(on, key), spoken(on, key, answer.value));
    const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
    field.append(make("label", { class: "wb-option" }, input, make("span", {}, head, make("br"), shown)));
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

/** The answers in the form of a sheet for others, which are kept nowhere else. @param {HTMLFormElement} form @returns {Map<string, {value: string}>} */
const typed = (form) => new Map([...controls(form)].map(([key, group]) => /** @type {[string, {value: string}]} */ ([key, { value: given(group) }])).filter(([, { value }]) => value));

/** The name of the person who filled in a sheet for others, or "". @param {Map<string, {value: string}>} answers */
const signed = (answers) => [...answers].find(([key]) => key.endsWith(`/${contract.handout["filled-in-by"]}`))?.[1].value ?? "";

/** Download the PDF with the answers filled in. @param {HTMLFormElement} form @param {HTMLAnchorElement} link @returns {Promise<string>} a message about the result */
export async function filled(form, link) {
  const { fill } = await import("./pdfform.js");
  const bytes = await fetch(link.href).then((response) => (response.ok ? response.arrayBuffer() : null), () => null);
  if (!bytes) return say("pdf_offline");
  const scope = form.dataset.wbForm ?? "";
  const kept = scope ? file.withName(scope) : typed(form);
  const others = new Set([...form.querySelectorAll("[data-wb-only-if][hidden] :is([name], [data-wb-key])")].map((each) => each.getAttribute("name") ?? each.getAttribute("data-wb-key")));
  const asked = [...kept].filter(([key]) => !others.has(key));
  const time = splitTime(scope)[1];
  // The form is blank: it asks for the time, which is in none of its other keys.
  const values = new Map(asked.map(([key, { value }]) => [splitTime(key)[0], written(kindOf(document, key), value)]));
  if (time) values.set(`${splitTime(scope)[0]}/${contract.time.which}`, String(time));
  for (const total of /** @type {NodeListOf<HTMLOutputElement>} */ (form.querySelectorAll("output[data-wb-total]"))) {
    if (total.value && !total.closest("[hidden]")) values.set(splitTime(total.dataset.wbKey ?? "")[0], total.value);
  }
  const result = await fill(new Uint8Array(bytes), values);
  const sheet = decodeURIComponent(link.pathname.split("/").pop() ?? "").replace(/\.pdf$/, "");
  save(new Blob([/** @type {BlobPart} */ (result.pdf)], { type: "application/pdf" }), filename("pdf", scope ? file.clientName(scope) : signed(kept), sheet, time ? String(time) : "", "answers"));
  /** @param {string} key */
  const timed = (key) => (key.split("/").length > 2 ? withTime(key, time) : key);
  const onPage = controls(form);
  const absent = result.absent.map(timed).filter((key) => onPage.has(key)); // added rows, and options that no longer exist
  /** @param {string[]} keys */
  const listed = (keys) => ({ questions: keys.map((key) => question(document, key) || key).join(say("semicolon")) });
  const message = result.cut.length ? say("pdf_long", listed(result.cut.map(timed))) : say("pdf_done");
  return absent.length ? `${message} ${say("pdf_absent", listed(absent))}` : message;
}

/** Let the browser save a file. @param {Blob} content @param {string} name */
export function save(content, name) {
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The name of a file: the words of some texts, and today. Every system accepts it. @param {string} type @param {...string} texts @returns {string} */
export function filename(type, ...texts) {
  const words = (/** @type {string} */ text) => normalized(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return `${texts.flatMap((text) => words(text).join("-").slice(0, LONGEST).replace(/-$/, "")).filter(Boolean).concat(localDay(new Date())).join("-")}.${type}`;
}
