// The site that a page belongs to, and its other pages. A program in one file has a module of its own in place of this.

/** The folder of these scripts, whose name is a digest. This is `assets/<digest>/site.js`. */
export const build = import.meta.url.split("/").at(-2) ?? "";

/** The path of the site in the language of the page. */
export const site = new URL("../..", import.meta.url).pathname;

/** The path of the site in all of its languages, which share what is stored. Sites with the same origin share the storage, too. */
export const allLanguages = new URL(document.querySelector("[data-wb-folder]") ? "../../.." : "../..", import.meta.url).pathname;

/** The part of an address that names a time of a worksheet. @param {number} time @param {string} [_url] the address of its page, which needs no place in it here */
export const timeHash = (time, _url) => `#time-${time}`;

/** The time that the address names, or 0. @returns {number} */
export const timeAsked = () => Number(location.hash.match(/^#time-([1-9]\d{0,2})$/)?.[1] ?? 0);

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** The page at an address of this site. @param {string} url @returns {Promise<Document>} */
export function page(url) {
  const found = pages.get(url) ?? fetch(url).then(async (response) => {
    if (!response.ok) throw new Error(`${response.status}`);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  });
  pages.set(url, found);
  found.catch(() => pages.delete(url));
  return found;
}
