// Prints a worksheet, with or without answers, and fills in its PDF.

import * as store from "./store.js";
import { say } from "./words.js";
import { controls, show } from "./sheet.js";

/** Regions that use US Letter, from CLDR's supplemental data. */
const LETTER = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];
const SIZES = /** @type {Record<string, string>} */ ({ a4: "A4", "us-letter": "letter" });
/** Sets the paper size. It is a constructed style sheet, since the site's policy may forbid inline styles. */
let page = new CSSStyleSheet();

/** The paper size that the client has chosen before, or else that of the client's country. @param {string[]} offered @returns {string} */
function paper(offered) {
  const chosen = store.setting("paper");
  if (chosen && offered.includes(chosen)) return chosen;
  const region = new Intl.Locale(navigator.language || "en").maximize().region ?? "";
  const guess = LETTER.includes(region) ? "us-letter" : "a4";
  return offered.includes(guess) ? guess : offered[0];
}

/** Set up the buttons below the form. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function prepare(form, signal) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[data-wb-pdf]")]);
  const offered = links.map((link) => link.dataset.wbPdf ?? "");
  const papers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-wb-paper]")]);
  const note = /** @type {HTMLElement} */ (document.querySelector("[data-wb-paper-note]"));
  let size = paper(offered);

  const use = () => {
    const others = document.adoptedStyleSheets.filter((each) => each !== page);
    page = new CSSStyleSheet();
    page.replaceSync(`@page { size: ${SIZES[size] ?? "auto"}; }`);
    document.adoptedStyleSheets = [...others, page];
    for (const button of papers) button.setAttribute("aria-pressed", String(button.dataset.wbPaper === size));
  };
  use();
  for (const button of papers) {
    button.onclick = () => {
      size = button.dataset.wbPaper ?? size;
      store.setSetting("paper", size);
      use();
    };
  }

  for (const button of document.querySelectorAll("[data-wb-print]")) {
    button.addEventListener("click", () => {
      if (/** @type {HTMLElement} */ (button).dataset.wbPrint === "empty") empty(form);
      window.print();
    }, { signal });
  }
  window.addEventListener("beforeprint", () => prepareToPrint(form), { signal });
  window.addEventListener("afterprint", () => refill(form), { signal });
  for (const box of form.querySelectorAll("textarea")) box.addEventListener("input", () => grow(box), { signal });
  form.addEventListener("change", () => form.querySelectorAll("textarea").forEach(grow), { signal });

  document.querySelector("[data-wb-fill]")?.addEventListener("click", async () => {
    const link = links[offered.indexOf(size)];
    note.textContent = say("pdf_working");
    note.textContent = await import("./transfer.js").then(({ filled }) => filled(form, link)).catch(() => say("pdf_failed"));
  }, { signal });
}

/** Let a text box grow once it is full. @param {HTMLTextAreaElement} box */
function grow(box) {
  if (!box.value) box.classList.remove("wb-input--full");
  else if (box.scrollHeight > box.clientHeight) box.classList.add("wb-input--full");
}

/** Prepare to print: show long answers in full, and dates only if they have an answer. @param {HTMLFormElement} form */
function prepareToPrint(form) {
  form.querySelectorAll("textarea").forEach(grow);
  for (const day of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[type=date]"))) {
    day.classList.toggle("wb-input--given", day.value !== "");
  }
}

/** Hide the answers until the form has been printed. @param {HTMLFormElement} form */
function empty(form) {
  form.dataset.wbEmpty = "";
  for (const group of controls(form).values()) show(group, "");
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Show the answers again. @param {HTMLFormElement} form */
function refill(form) {
  if (form.dataset.wbEmpty === undefined) return;
  for (const [key, group] of controls(form)) show(group, store.read(key)?.value ?? "");
  delete form.dataset.wbEmpty;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
