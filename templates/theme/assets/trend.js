// Draws how an answer changes over the times of a worksheet that repeats. The table below the chart has the same numbers.

import { splitTime, withTime } from "./ids.js";
import * as store from "./store.js";
import { exact, written } from "./understood.js";

/** Show a trend, and show it again when answers change. @param {HTMLElement} place @param {AbortSignal} signal */
export function draw(place, signal) {
  const planned = [.../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("tr"))].map((each) => Number(each.dataset.wbTime));
  const show = () => {
    const key = place.dataset.wbTrend ?? "";
    const sheet = key.split("/").slice(0, 2).join("/");
    const given = new Map([...store.answers(sheet).keys()].map((each) => splitTime(each)[1] ?? 0).filter(Boolean)
      .map((time) => [time, exact("number", store.read(withTime(key, time))?.value ?? "")]));
    const last = Math.max(...planned, ...[...given].filter(([, value]) => value).map(([time]) => time));
    const step = Number(place.dataset.wbStep);
    const times = Array.from({ length: Math.floor((last - planned[0]) / step) + 1 }, (_, at) => planned[0] + at * step);
    fill(place, times, given);
    chart(place, times, given);
  };
  store.listen(show, signal);
  show();
}

/** @param {HTMLElement} place @param {number[]} times @param {Map<number, string>} given */
function fill(place, times, given) {
  const body = /** @type {HTMLElement} */ (place.querySelector("tbody"));
  for (const time of times) {
    let row = body.querySelector(`[data-wb-time="${time}"]`);
    if (!row) {
      row = /** @type {HTMLElement} */ (body.firstElementChild?.cloneNode(true));
      row.setAttribute("data-wb-time", String(time));
      row.children[0].textContent = (place.dataset.wbName ?? "#").replace("#", String(time));
      body.append(row);
    }
    const value = given.get(time);
    row.children[1].textContent = value ? written("number", value) : (place.dataset.wbNone ?? "");
  }
}

/** @param {HTMLElement} place @param {number[]} times @param {Map<number, string>} given */
function chart(place, times, given) {
  const svg = /** @type {SVGElement} */ (/** @type {unknown} */ (place.querySelector("svg")));
  const [low, high] = [Number(place.dataset.wbMin), Number(place.dataset.wbMax)];
  const [left, right, top, bottom] = [36, 590, 10, 170];
  const across = (right - left) / times.length;
  /** @param {number} at */
  const x = (at) => left + across * (at + 0.5);
  /** @param {number} value */
  const y = (value) => bottom - (bottom - top) * Math.min(Math.max((value - low) / (high - low), 0), 1);
  svg.replaceChildren();
  for (const value of [low, (low + high) / 2, high]) {
    shape(svg, "line", { x1: left, x2: right, y1: y(value), y2: y(value), class: "wb-trend__line" });
    shape(svg, "text", { x: left - 6, y: y(value) + 4, class: "wb-trend__number wb-trend__number--up" }).textContent = written("number", String(value));
  }
  const every = Math.ceil(times.length / 13);
  times.forEach((time, at) => {
    if (at % every === 0) shape(svg, "text", { x: x(at), y: bottom + 20, class: "wb-trend__number" }).textContent = String(time);
  });
  const points = times.flatMap((time, at) => (given.get(time) ? [[x(at), y(Number(given.get(time)))]] : []));
  shape(svg, "polyline", { points: points.map((point) => point.join()).join(" "), class: "wb-trend__way" });
  for (const [cx, cy] of points) shape(svg, "circle", { cx, cy, r: 5, class: "wb-trend__point" });
}

/** Add a shape to a chart. @param {SVGElement} chart @param {string} name @param {Record<string, string | number>} attributes */
function shape(chart, name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  chart.append(element);
  return element;
}
