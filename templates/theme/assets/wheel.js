// Draws the ratings of a wheel: current ones as filled slices, those of an earlier worksheet as an outline.

import * as store from "./store.js";
import { make, say } from "./words.js";

/** Draw the ratings of a wheel, and redraw them whenever they change. @param {HTMLElement} wheel @param {AbortSignal} signal */
export function turn(wheel, signal) {
  const slices = /** @type {SVGPathElement[]} */ ([...wheel.querySelectorAll("path[data-name]")]);
  const face = /** @type {SVGCircleElement} */ (wheel.querySelector(".wb-wheel__face"));
  const rim = face.r.baseVal.value;
  const form = /** @type {HTMLFormElement} */ (wheel.closest("form"));
  // An earlier worksheet may have the same wheel.
  const field = slices[0].dataset.name?.replace(/\/[^/]+$/, "") ?? "";
  const pairs = (form.dataset.wbEarlier ?? "").split(" ").map((pair) => pair.split("="));
  const before = pairs.find(([later]) => later === field)?.[1];
  const earlier = document.createElementNS("http://www.w3.org/2000/svg", "path");
  earlier.setAttribute("class", "wb-wheel__earlier");
  if (before) wheel.querySelector("svg")?.append(earlier);
  const legend = make("p", { class: "wb-wheel__times" },
    make("span", { class: "wb-wheel__then" }, say("then")), " ", make("span", { class: "wb-wheel__now" }, say("now")));

  const drawing = /** @type {SVGSVGElement} */ (face.ownerSVGElement);
  const meaning = drawing.getAttribute("aria-label");
  const names = [...(wheel.parentElement?.querySelectorAll(".wb-rating__label > :last-child") ?? [])];
  /** The name of an area: the author's, the client's, or its number. @param {number} index */
  const nameOf = (index) => (names[index] instanceof HTMLInputElement ? names[index].value || index + 1 : names[index].textContent);

  /** The outlines of the slices for some ratings. @param {string[]} ratings @returns {string[]} */
  const shapes = (ratings) => ratings.map((each, index) => (each ? outline(index, slices.length, (rim * Number(each)) / 10) : ""));
  /** A description of some ratings for screen readers. @param {string} time @param {string[]} ratings @returns {string} */
  const described = (time, ratings) => {
    const list = ratings.flatMap((each, index) => (each ? `${nameOf(index)} ${each}` : [])).join(say("comma"));
    return list && ` ${drawing.dataset.wbSaid?.replace("{time}", say(time)).replace("{areas}", () => list)}`;
  };
  const draw = () => {
    const answers = new FormData(form);
    const now = slices.map((slice) => String(answers.get(slice.dataset.name ?? "") ?? ""));
    const then = slices.map((slice) => (before && store.read(`${before}/${slice.dataset.name?.split("/").pop()}`)?.value) || "");
    shapes(now).forEach((shape, index) => slices[index].setAttribute("d", shape));
    drawing.setAttribute("aria-label", `${meaning}${described("then", then)}${described("now", now)}`);
    const shape = shapes(then).join("");
    earlier.setAttribute("d", shape);
    if (shape) wheel.append(legend);
    else legend.remove();
  };
  form.addEventListener("change", draw, { signal });
  store.listen(draw, signal);
  draw();
}

/** The SVG path of one of `count` slices with a radius. @param {number} index @param {number} count @param {number} radius @returns {string} */
function outline(index, count, radius) {
  /** @param {number} turns */
  const at = (turns) => {
    const angle = turns * 2 * Math.PI;
    return `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
  };
  return `M0 0L${at(index / count)}A${radius} ${radius} 0 0 1 ${at((index + 1) / count)}Z`;
}
