// Shows the progress in a program, from the answers on this device.

import { steps } from "./due.js";
import * as store from "./store.js";
import { written } from "./understood.js";
import { today } from "./weeks.js";
import { say } from "./words.js";

/** The worksheets of the page, without those that the coach has left out. */
const SHEETS = "[data-wb-sheet]:not([data-wb-left-out])";

/** The ids of the questions of a worksheet, given with its time if it repeats, that are not asked at present. @type {(place: HTMLElement, sheet: string) => Set<string>} */
let notAsked = () => new Set();

/** Show the progress, and update it whenever answers change. @param {AbortSignal} signal */
export async function follow(signal) {
  if (document.querySelector("[data-wb-conditions]")) {
    const rules = await import("./conditions.js");
    notAsked = ({ dataset }, sheet) => rules.notAsked(JSON.parse(dataset.wbConditions ?? "[]"), (key) => store.read(`${sheet}/${key}`)?.value ?? "");
    if (signal.aborted) return;
  }
  const draw = () => {
    sheets();
    measures();
    promises();
  };
  store.listen(draw, signal);
  draw();
  const trends = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-wb-measures] [data-wb-trend]"));
  if (trends.length) import("./trend.js").then((chart) => trends.forEach((trend) => chart.draw(trend, signal)));
}

/** Count the questions of a worksheet: those with an answer, and all of them. Of one that repeats, count its times. @param {HTMLElement} place @returns {[number, number]} */
function counted(place) {
  const times = (place.dataset.wbPlanned ?? "").split(" ").filter(Boolean);
  if (!times.length) return asked(place, place.dataset.wbSheet ?? "");
  const over = times.filter((time) => {
    const sheet = `${place.dataset.wbSheet}@${time}`;
    const [answered, all] = asked(place, sheet);
    return store.doneAt(sheet) !== null || answered === all;
  });
  return [over.length, times.length];
}

/** @param {HTMLElement} place @param {string} sheet the worksheet, and which time if it repeats @returns {[number, number]} */
function asked(place, sheet) {
  const others = notAsked(place, sheet);
  const questions = (place.dataset.wbQuestions ?? "").split(" ").filter((id) => id && !others.has(id));
  const keys = [...store.answers(sheet).keys()];
  const answered = questions.filter((id) => keys.some((key) => store.within(key, `${sheet}/${id}`)));
  return [answered.length, questions.length];
}

/** Show the state of each worksheet, the progress of each phase, and a link to the next worksheet. */
function sheets() {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(SHEETS)]);
  if (!places.length) return;
  /** @type {HTMLElement | null} */
  let next = null;
  let any = false;
  for (const place of places) {
    const [answered, all] = counted(place);
    const done = store.doneAt(place.dataset.wbSheet ?? "") !== null || (all > 0 && answered === all);
    const begun = place.dataset.wbPlanned ? store.answers(place.dataset.wbSheet).size : answered;
    const state = done ? "done" : begun ? "begun" : "";
    any ||= state !== "";
    if (!done) next ??= place;
    place.dataset.wbState = state;
    const note = place.querySelector("[data-wb-state-note]");
    if (note) note.textContent = done ? say("done") : state ? say(place.dataset.wbPlanned ? "times_done" : "begun", { count: answered, all }) : "";
  }
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-wb-phase]"))) {
    const inside = [...group.querySelectorAll(SHEETS)];
    const count = inside.filter((each) => /** @type {HTMLElement} */ (each).dataset.wbState === "done").length;
    const note = group.querySelector("[data-wb-phase-note]");
    if (note) note.textContent = any && inside.length ? say("progress", { count, all: inside.length }) : "";
  }
  const onward = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-wb-go-on]"));
  const link = (next ?? places[0]).querySelector("a");
  if (onward && link) {
    onward.href = link.href;
    if (any) onward.textContent = say(next ? "go_on" : "again", { sheet: link.textContent ?? "" });
  }
}

/** Say how many steps were promised, how many are done, and how many have passed their day. */
function promises() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-promises]"));
  const line = place?.querySelector("p");
  if (!place || !line) return;
  const all = steps(place.dataset.wbPromises ?? "");
  const done = all.filter((step) => step.done).length;
  const late = all.filter((step) => !step.done && step.day && step.day < today()).length;
  line.textContent = say("promises", { count: all.length, done, late });
  place.hidden = all.length === 0;
}

/** Show each measure at the start and at the end of the program: as numbers, and as two dots with a line between them. */
function measures() {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-wb-measure]"))) {
    const [before, after] = [row.dataset.wbBefore, row.dataset.wbAfter].map((key) => store.read(key ?? "")?.value);
    const cells = row.querySelectorAll("td");
    cells[0].textContent = before ? written("number", before) : say("no_answer");
    cells[1].textContent = after ? written("number", after) : say("no_answer");
    const change = Number(after) - Number(before);
    const both = before !== undefined && after !== undefined && Number.isFinite(change);
    const words = change > 0 ? "up" : change < 0 ? "down" : "level";
    cells[2].textContent = both ? say(words, { count: written("number", String(Number(Math.abs(change).toFixed(9)))) }) : "";
    const chart = row.querySelector("svg");
    if (!chart) continue;
    chart.replaceChildren();
    const [min, max] = [Number(row.dataset.wbMin), Number(row.dataset.wbMax)];
    /** @param {string} value */
    const at = (value) => 10 + (280 * (Number(value) - min)) / (max - min);
    draw(chart, "line", { x1: "10", x2: "290", y1: "15", y2: "15", class: "wb-chart__scale" });
    if (both) draw(chart, "line", { x1: `${at(before)}`, x2: `${at(after)}`, y1: "15", y2: "15", class: "wb-chart__way" });
    if (before !== undefined) draw(chart, "circle", { cx: `${at(before)}`, cy: "15", r: "7", class: "wb-chart__before" });
    if (after !== undefined) draw(chart, "circle", { cx: `${at(after)}`, cy: "15", r: "8", class: "wb-chart__after" });
  }
}

/** Add a shape to a chart. @param {SVGElement} chart @param {string} shape @param {Record<string, string>} attributes */
function draw(chart, shape, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", shape);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  chart.append(element);
}
