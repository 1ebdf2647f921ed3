// The site that a page belongs to, and its other pages. A program in one file has a module of its own in place of this.

/** The folder of these scripts, whose name is a digest. This is `assets/<digest>/site.js`. */
export const build = import.meta.url.split("/").at(-2) ?? "";

/** The path of the site, which is part of all names: sites with the same origin share the storage. */
export const site = new URL("../..", import.meta.url).pathname;

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
