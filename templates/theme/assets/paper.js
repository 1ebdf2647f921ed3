// Prints a worksheet, with or without answers, and fills in its PDF.

import * as store from "./store.js";
import { make, say } from "./words.js";

/** Regions that use US Letter, from CLDR's supplemental data. */
const LETTER = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];
const SIZES = /** @type {Record<string, string>} */ ({ a4: "A4", "us-letter": "letter" });
/** An answer with more characters or lines may go on on the next page, with everything around it. */
const LONG = { characters: 500, lines: 10 };
/** Sets the paper size. It is a constructed style sheet, since the site's policy may forbid inline styles. @type {CSSStyleSheet | null} */
let page = null;

/** The paper size that the client has chosen before, or else that of the client's country. @param {string[]} offered @returns {string} */
function paper(offered) {
  const chosen = store.setting("paper");
  if (chosen && offered.includes(chosen)) return chosen;
  const guess = LETTER.includes(region()) ? "us-letter" : "a4";
  return offered.includes(guess) ? guess : offered[0];
}

/** The region of the browser's language, or "" if the language is not one: some WebKits say "C". @returns {string} */
function region() {
  try {
    return new Intl.Locale(navigator.language).maximize().region ?? "";
  } catch {
    return "";
  }
}

/** Set the size of pages. A Safari that cannot (before 16.4) prints on the size that its dialog has. @param {string} size */
function setSize(size) {
  try {
    const others = document.adoptedStyleSheets.filter((each) => each !== page);
    page = new CSSStyleSheet();
    page.replaceSync(`@page { size: ${SIZES[size] ?? "auto"}; }`);
    document.adoptedStyleSheets = [...others, page];
  } catch {
    page = null;
  }
}

/** Set up printing, and the buttons below the form. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function prepare(form, signal) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[data-wb-pdf]")]);
  const offered = (form.dataset.wbPapers ?? "").split(" ");
  const papers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-wb-paper]")]);
  const note = /** @type {HTMLElement} */ (document.querySelector("[data-wb-paper-note]"));
  let size = paper(offered);

  const use = () => {
    setSize(size);
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

  printOn(form, signal);
  for (const box of form.querySelectorAll("textarea")) box.addEventListener("input", () => grow(box), { signal });
  form.addEventListener("change", () => form.querySelectorAll("textarea").forEach(grow), { signal });

  document.querySelector("[data-wb-fill]")?.addEventListener("click", async () => {
    const link = links.find((each) => each.dataset.wbPdf === size) ?? links[0];
    note.textContent = say("pdf_working");
    note.textContent = await import("./transfer.js").then(({ filled }) => filled(form, link)).catch(() => say("pdf_failed"));
  }, { signal });
}

/** Let a text box grow once it is full. @param {HTMLTextAreaElement} box */
function grow(box) {
  if (!box.value) box.classList.remove("wb-input--full");
  else if (box.scrollHeight > box.clientHeight) box.classList.add("wb-input--full");
}

/**
 * Print answers in full, and none at all on an empty sheet. The controls keep them in any case.
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
function printOn(form, signal) {
  const media = matchMedia("print");
  const original = /** @type {HTMLElement[]} */ ([...form.querySelectorAll(".wb-rank")]);
  let empty = false;
  let announced = false; // by `beforeprint` or a button, and not only by a change of the medium
  const begin = () => {
    announced = true;
    mirror(form, empty, original);
  };
  const end = () => {
    announced = empty = false;
    clear(form);
  };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-wb-print]"))) {
    button.addEventListener("click", () => {
      empty = button.dataset.wbPrint === "empty";
      begin();
      window.print();
    }, { signal });
  }
  window.addEventListener("beforeprint", begin, { signal });
  window.addEventListener("afterprint", end, { signal });
  // Chromium leaves the medium and enters it again while its dialog is open.
  media.addEventListener("change", () => {
    if (announced) return;
    if (media.matches) mirror(form, empty, original);
    else end();
  }, { signal });
  // Where no `afterprint` comes, printing has ended once the client goes on.
  for (const type of ["pointerdown", "keydown"]) {
    window.addEventListener(type, () => announced && !media.matches && end(), { signal, capture: true });
  }
}

/**
 * Put the text of each control beside it, for paper only: a control is cut where its box or the page ends.
 * @param {HTMLFormElement} form
 * @param {boolean} empty whether to leave out all answers
 * @param {HTMLElement[]} original the rows of rankings in their first order
 */
function mirror(form, empty, original) {
  clear(form);
  form.dataset.wbPrinting = empty ? "empty" : "filled";
  for (const closed of /** @type {NodeListOf<HTMLDetailsElement>} */ (form.querySelectorAll("details:not([open])"))) {
    closed.open = true;
    closed.dataset.wbOpened = "";
  }
  if (empty) original.forEach((row, index) => row.style.setProperty("order", String(index)));
  for (const control of /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */ (form.querySelectorAll(".wb-input"))) {
    const text = empty || !control.value ? "" : control instanceof HTMLSelectElement ? control.selectedOptions[0].text : control.value;
    const shown = make("div", { class: `${control.className} wb-printed`, "aria-hidden": "true" }, text);
    if (control instanceof HTMLTextAreaElement) {
      shown.classList.add("wb-printed--lines");
      shown.style.setProperty("--wb-rows", String(control.rows));
    }
    control.after(shown);
    if (text.length <= LONG.characters && text.split("\n").length <= LONG.lines) continue;
    for (let around = shown.parentElement; around && around !== form; around = around.parentElement) around.classList.add("wb-breaks");
  }
}

/** Take away what printing has added. @param {HTMLFormElement} form */
function clear(form) {
  delete form.dataset.wbPrinting;
  for (const shown of form.querySelectorAll(".wb-printed")) shown.remove();
  for (const opened of /** @type {NodeListOf<HTMLDetailsElement>} */ (form.querySelectorAll("[data-wb-opened]"))) {
    opened.open = false;
    delete opened.dataset.wbOpened;
  }
  for (const around of form.querySelectorAll(".wb-breaks")) around.classList.remove("wb-breaks");
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".wb-rank"))) row.style.removeProperty("order");
}
