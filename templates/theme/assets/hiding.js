// Takes worksheets that the coach has left out from the lists of a page, and offers to show them. Loaded where there are any.

import "./sentences-on-demand.js";
import { leftOut, isLeftOut, showsAll } from "./leftout.js";
import * as store from "./store.js";
import { make, say } from "./words.js";

/** Follow what is left out until the client leaves the page. @param {AbortSignal} signal */
export function follow(signal) {
  const draw = () => {
    const before = hidden().length;
    for (const each of listed()) hide(each, isLeftOut(each.dataset.wbLists));
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-wb-left-out-of]"))) tell(place);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-wb-onward]"))) lead(link);
    if (hidden().length === before) return;
    document.querySelector("[data-wb-index] form")?.dispatchEvent(new Event("change"));
    store.changed(); // what is counted and what is due
  };
  store.listen(draw, signal);
  draw();
}

/** @param {string} [more] @returns {HTMLElement[]} the entries of worksheets in lists */
const listed = (more = "") => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-wb-lists]${more}`))];
const hidden = () => listed("[data-wb-left-out]");

/** @param {HTMLElement} each @param {boolean} isHidden */
function hide(each, isHidden) {
  each.toggleAttribute("data-wb-left-out", isHidden);
  each.style.display = isHidden ? "none" : "";
}

/** Say below a list how many of its worksheets are left out, with a button that shows or hides them. @param {HTMLElement} place */
function tell(place) {
  const program = place.dataset.wbLeftOutOf ?? "";
  const list = place.closest("section") ?? place.parentElement;
  const count = leftOut(program).filter((id) => list?.querySelector(`[data-wb-lists="${CSS.escape(program)}/${CSS.escape(id)}"]`)).length;
  place.hidden = !count;
  if (!count) return;
  const all = showsAll(program);
  const had = place.contains(document.activeElement);
  const button = make("button", { type: "button", class: "wb-button" }, say(all ? "left_out_hide" : "left_out_show"));
  button.onclick = () => {
    store.setSetting(`all:${program}`, all ? null : "yes");
    store.changed();
  };
  place.replaceChildren(say(all ? "left_out_shown" : "left_out", { count }), " ", button);
  if (had) button.focus();
}

/** Let a link to the worksheet before or after this one pass over those that are left out. @param {HTMLAnchorElement} link */
function lead(link) {
  const menu = [...document.querySelectorAll("nav li[data-wb-lists]")].map((each) => ({ key: each.getAttribute("data-wb-lists") ?? "", link: each.querySelector("a") }));
  const step = link.dataset.wbOnward === "previous" ? -1 : 1;
  let at = menu.findIndex(({ key }) => key === link.dataset.wbLists);
  if (at < 0) return;
  while (isLeftOut(menu[at]?.key)) at += step;
  const target = menu[at]?.link;
  hide(link, !target);
  if (!target) return;
  link.href = target.href;
  const title = link.querySelector("[data-wb-onward-title]");
  if (title) title.textContent = target.textContent;
}
