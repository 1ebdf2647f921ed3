// The home page: what is due this week in the programs that the client has begun.

import { shown } from "./begin.js";
import { due } from "./due.js";
import { isBeginsKey } from "./ids.js";
import { page } from "./site.js";
import * as store from "./store.js";
import { begins, today } from "./weeks.js";
import { make } from "./words.js";

/** Draw the list, and draw it again when answers change. @param {HTMLElement} place @param {AbortSignal} signal */
export async function list(place, signal) {
  const draw = async () => {
    const ids = [...store.answers().keys()].filter(isBeginsKey).map((key) => key.split("/")[0]);
    const begun = ids.filter(begins);
    const parts = begun.length ? await programs(place, begun) : [];
    if (signal.aborted) return;
    place.querySelector("div")?.replaceChildren(...parts);
    place.hidden = !parts.length;
  };
  store.listen(() => void draw().catch(() => {}), signal);
  return draw();
}

/** A heading and a list for each program that has something due. @param {HTMLElement} place @param {string[]} ids @returns {Promise<Node[]>} */
async function programs(place, ids) {
  const index = new URL(place.dataset.wbHome ?? "", location.href).href;
  const listed = await page(index);
  const found = await Promise.all(ids.map(async (id) => {
    const link = listed.querySelector(`h2[id="${CSS.escape(id)}"] a`);
    if (!link) return []; // the program is no longer on this site
    const url = new URL(link.getAttribute("href") ?? "", index).href;
    const all = due(await page(url), id, begins(id), today(), url);
    if (!all.length) return [];
    const title = make("h3", {}, make("a", { href: url }, link.textContent ?? ""));
    return [title, make("ul", { class: "wb-begin__due" }, ...all.map((each) => make("li", {}, ...shown(each))))];
  }));
  return found.flat();
}
