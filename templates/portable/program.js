// Shows a program that is in one file, page by page, and saves the file.

import { begin, saveCopy, unsaved } from "./copies.js";
import { setUpParts } from "./parts.js";
import { template } from "./site.js";
import * as store from "./store.js";
import { say } from "./words.js";

/** Aborted when the client leaves the page, which ends its listeners. */
let page = new AbortController();
/** The name of the last copy that was saved, or "". */
let last = "";

const frame = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-wb-frame]"));
const { wbFrame: program = "" } = frame.dataset;
document.body.append(document.importNode(frame.content, true));
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const note = /** @type {HTMLElement} */ (document.querySelector("[data-wb-file-note]"));

/** Show the page that the address names. */
function show() {
  page.abort();
  page = new AbortController();
  const found = template(location.href);
  main.replaceChildren(document.importNode(found.content, true));
  const heading = main.querySelector("h1");
  document.title = [...new Set([heading?.textContent?.trim(), found.dataset.wbTitle])].filter(Boolean).join(" – ");
  for (const link of document.querySelectorAll("nav a")) {
    if (template(/** @type {HTMLAnchorElement} */ (link).href) === found) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  setUpParts(page.signal);
}

/** Go to the top of the page that was opened, as a new page would. */
function opened() {
  show();
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo(0, 0);
}

/** Say whether the file has all answers. */
function report() {
  const changed = unsaved();
  const text = changed ? say("file_unsaved") : last ? say("file_saved", { file: last }) : "";
  if (note.textContent !== text) note.textContent = text;
  note.dataset.wbFileNote = changed ? "unsaved" : "saved";
}

/** Follow the colors of the device. @param {MediaQueryList | MediaQueryListEvent} dark */
function color(dark) {
  document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default";
}

document.querySelector("[data-wb-save]")?.addEventListener("click", () => {
  last = saveCopy(program);
  report();
});
window.addEventListener("hashchange", opened);
window.addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", color);
color(dark);
begin().then(() => {
  show();
  report();
  const forever = new AbortController().signal;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.listen(() => {
    clearTimeout(timer);
    timer = setTimeout(report, 300); // not with every key
  }, forever);
});
