// A worksheet that is filled in several times: shows one time, and lets the client choose another.

import { splitTime, withTime } from "./ids.js";
import { timeAsked, timeHash } from "./site.js";
import * as store from "./store.js";
import { begins, between, today } from "./weeks.js";

/**
 * Show the time that is due, or the one in the address, and others when the client chooses them.
 * @param {HTMLElement} bar the list of times
 * @param {AbortSignal} signal
 * @param {() => void} open sets up the form of the time that is shown
 */
export function choose(bar, signal, open) {
  const sheet = bar.dataset.wbTimes ?? "";
  const list = /** @type {HTMLElement} */ (bar.querySelector("ol"));
  const step = Number(bar.dataset.wbStep);
  const planned = times(list);
  const body = () => /** @type {HTMLElement} */ (document.querySelector(".wb-sheet"));
  const original = /** @type {HTMLElement} */ (body().cloneNode(true));
  original.querySelector("form")?.reset(); // the client may have typed already
  adopt(sheet, planned[0], step);
  let shown = 0;

  /** Show the times that there are, which of them are done, and which one is open. */
  const draw = () => {
    const last = Math.max(...planned, shown, ...begun(sheet));
    for (let time = Math.max(...times(list)) + step; time <= last; time += step) {
      const item = /** @type {HTMLElement} */ (list.lastElementChild?.cloneNode(true));
      const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
      link.textContent = (bar.dataset.wbName ?? "#").replace("#", String(time));
      link.dataset.wbTime = String(time);
      link.id = `time-${time}`;
      link.setAttribute("href", timeHash(time));
      list.append(item);
    }
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a"))) {
      const time = Number(link.dataset.wbTime);
      const key = `${sheet}@${time}`;
      if (time === shown) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      link.dataset.wbState = store.doneAt(key) ? "done" : store.answers(key).size ? "begun" : "";
    }
  };

  /** @param {number} time */
  const show = (time) => {
    if (time === shown) return;
    if (shown) body().replaceWith(original.cloneNode(true));
    shown = time;
    rename(body(), sheet, time, step);
    draw();
    for (const place of document.querySelectorAll("[data-wb-time-name]")) {
      place.textContent = list.querySelector("[aria-current]")?.textContent ?? "";
    }
    open();
  };

  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    event.preventDefault(); // no page is loaded
    show(Number(link.dataset.wbTime));
    history.replaceState(history.state, "", timeHash(shown));
    link.focus();
  }, { signal });
  const more = /** @type {HTMLElement} */ (bar.querySelector("[data-wb-more]"));
  more.hidden = false;
  more.onclick = () => {
    show(Math.max(...times(list)) + step);
    history.replaceState(history.state, "", timeHash(shown));
  };
  store.listen(draw, signal);
  const asked = timeAsked();
  const fits = (asked - planned[0]) % step === 0 && asked >= planned[0];
  show(fits ? asked : due(bar, sheet, planned, step));
}

/** The times that a list shows. @param {HTMLElement} list @returns {number[]} */
const times = (list) => [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a"))].map((link) => Number(link.dataset.wbTime));

/**
 * The time that a client has come for: by the calendar, if it is known when the program began. Else the last one with
 * answers, or the one after it if that is done.
 * @param {HTMLElement} bar
 * @param {string} sheet
 * @param {number[]} planned
 * @param {number} step
 */
function due(bar, sheet, planned, step) {
  const begin = begins(sheet.split("/")[0]);
  const [first, last] = [planned[0], Math.max(...planned)];
  if (begin && bar.dataset.wbEvery) {
    const day = between(begin, today()) + 1;
    const number = bar.dataset.wbEvery === "day" ? day : Math.ceil(day / 7);
    return Math.min(Math.max(number - ((number - first) % step), first), last);
  }
  const latest = Math.max(0, ...begun(sheet));
  if (!latest) return first;
  return store.doneAt(`${sheet}@${latest}`) && latest < last ? latest + step : latest;
}

/** The times that have answers or are done. @param {string} sheet @returns {number[]} */
export function begun(sheet) {
  const keys = [...store.answers(sheet).keys(), ...Object.keys(store.done(sheet))];
  return [...new Set(keys.map((key) => splitTime(key)[1] ?? 0))].filter(Boolean);
}

/**
 * The first time that has no answers, or the same ones.
 * @param {string} sheet
 * @param {number} first
 * @param {number} step
 * @param {Map<string, string>} values answers without a time, by key
 */
export function freeTime(sheet, first, step, values) {
  const taken = begun(sheet);
  const isSame = (/** @type {number} */ time) => [...values].every(([key, value]) => store.read(withTime(key, time))?.value === value);
  let time = first;
  while (taken.includes(time) && !isSame(time)) time += step;
  return time;
}

/**
 * Give a time to answers that have none: those from before the worksheet repeated, and from a blank sheet that does not
 * say which time it is for. They go to the first time without answers, and replace none.
 * @param {string} sheet
 * @param {number} first
 * @param {number} step
 */
function adopt(sheet, first, step) {
  const old = [...store.answers(sheet)].filter(([key]) => key.startsWith(`${sheet}/`));
  const done = store.doneAt(sheet);
  if (!old.length && !done) return;
  const time = freeTime(sheet, first, step, new Map(old.map(([key, { value }]) => [key, value])));
  for (const [key, { value, saved }] of old) {
    store.write(withTime(key, time), value, saved);
    store.write(key, "");
  }
  if (done) {
    store.setDone(withTime(sheet, time), done);
    store.setDone(sheet, null);
  }
}

/**
 * Make a form that of another time.
 * @param {HTMLElement} root
 * @param {string} sheet
 * @param {number} time
 * @param {number} step
 */
function rename(root, sheet, time, step) {
  const mark = `${sheet}@`;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (!value.includes(mark)) continue;
      const [before, ...parts] = value.split(mark);
      const renamed = parts.map((part) => part.replace(/^previous/, String(time - step)).replace(/^\d+(?=\/|$)/, (old) => (part.startsWith("previous") ? old : String(time))));
      element.setAttribute(name, [before, ...renamed].join(mark));
    }
  }
}
