// A program in one file: its pages are templates in the file, and its answers belong to this copy of the file.

/** What the file was saved with: the copy's id, answers in the form of an answers file, and what the coach has left out, by program. */
const data = document.querySelector("[data-wb-copy]");

/** @type {{copy?: string, without?: Record<string, string[]>}} */
export const brought = JSON.parse(data?.textContent ?? "{}");

/** Pages are never of another build. */
export const build = "";

/** The name of the draft in this browser. A file that was never saved is known by its place. */
export const site = `file:${brought.copy ?? location.pathname}`;

/** A copy of the file is in one language. */
export const allLanguages = site;

/** The page that an address names, and the time of its worksheet. @param {string} url @returns {string[]} */
const parts = (url) => decodeURIComponent(new URL(url, location.href).hash.slice(1)).split("@");

/** The part of an address that names a time of a worksheet. @param {number} time @param {string} [url] the address of its page */
export const timeHash = (time, url = location.href) => `#${encodeURIComponent(parts(url)[0])}@${time}`;

/** The time that the address names, or 0. @returns {number} */
export const timeAsked = () => Number(parts(location.href)[1] ?? 0) || 0;

/** The template of the page at an address, which is the start page if there is none. @param {string} url @returns {HTMLTemplateElement} */
export function template(url) {
  const [name] = parts(url);
  const all = /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll("template[data-wb-page]")]);
  return all.find((each) => each.dataset.wbPage === name) ?? all[0];
}

/** The page at an address. @param {string} url @returns {Promise<Document>} */
export async function page(url) {
  const found = document.implementation.createHTMLDocument();
  found.body.append(found.importNode(template(url).content, true));
  return found;
}
