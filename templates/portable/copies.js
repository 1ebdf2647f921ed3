// Saves a program in one file as a new copy of the file, with the answers in it.

import * as file from "./answersfile.js";
import { everyLeftOut } from "./leftout.js";
import { brought } from "./site.js";
import * as store from "./store.js";
import { filename, save } from "./transfer.js";

/** What has been saved in this file, or in a copy of it: its answers, without their times. */
let saved = contents(JSON.stringify(brought));

/** The answers, the replaced ones, and what is done, in a form that can be compared. @param {string} text */
function contents(text) {
  const content = file.parsed(text);
  if (typeof content === "string") return JSON.stringify([[], [], []]);
  const { answers, kept, done } = content;
  const values = [...answers].map(([key, { value }]) => [key, value]);
  return JSON.stringify([values.sort(), kept.map(({ key, value }) => [key, value]).sort(), Object.keys(done).sort()]);
}

/** Whether there is something that neither this file nor a copy that was saved from it has. */
export const unsaved = () => contents(file.serialized([""])) !== saved;

/** Take over the answers in the file, unless this browser has a draft of the same copy. */
export async function begin() {
  await store.ready;
  if (store.setting("begun")) return;
  const content = file.parsed(JSON.stringify(brought));
  if (typeof content !== "string") file.take(content, new Set(content.answers.keys()));
  for (const [program, ids] of Object.entries(brought.without ?? {})) store.setSetting(`without:${program}`, ids.join(" "));
  store.setSetting("begun", "yes");
}

/** Save a copy of the file with the answers as they are now. @param {string} program @returns {string} the name of the copy */
export function saveCopy(program) {
  const text = file.serialized([""]);
  const time = new Date().toTimeString().slice(0, 5).replace(":", "");
  const name = filename("html", file.clientName(program), program).replace(/\.html$/, `-${time}.html`);
  const copy = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  save(new Blob([page({ copy, ...JSON.parse(text), without: Object.fromEntries(everyLeftOut()) })], { type: "text/html" }), name);
  saved = contents(text);
  return name;
}

/**
 * The text of the file with other data. Only the file's own elements are in it, and none that an extension of the
 * browser has put into the page.
 * @param {unknown} data
 */
function page(data) {
  /** @param {Element} parent */
  const parts = (parent) => [...parent.children].filter((each) => each.hasAttribute("data-wb-own")).map((each) => {
    if (!each.matches("[data-wb-copy]")) return each.outerHTML;
    const changed = /** @type {Element} */ (each.cloneNode());
    // The end of a script, or a comment, cannot be in what stands in a script.
    changed.textContent = JSON.stringify(data).replaceAll("<", "\\u003c");
    return changed.outerHTML;
  }).join("\n");
  const root = /** @type {HTMLElement} */ (document.documentElement.cloneNode());
  const names = ["lang", "dir"].map((name) => ` ${name}="${root.getAttribute(name)}"`).join("");
  return `<!doctype html>\n<html${names}>\n<head>\n${parts(document.head)}\n</head>\n<body>\n${parts(document.body)}\n</body>\n</html>\n`;
}
