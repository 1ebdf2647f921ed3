// Fields that react to answers. Without this script, they still work as plain forms.

import { isId, splitTime, withTime } from "./ids.js";
import * as store from "./store.js";
import { show } from "./sheet.js";
import { page } from "./site.js";
import { make, say } from "./words.js";

/** Set up the interactive fields of a form. Call this before answers are loaded. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function enliven(form, signal) {
  /** @type {NodeListOf<HTMLTableElement>} */ (form.querySelectorAll("table.wb-grid")).forEach((table) => table.querySelector(".wb-table__counted") && rows(table, signal));
  const wheels = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-wb-wheel]"));
  if (wheels.length) import("./wheel.js").then(({ turn }) => wheels.forEach((wheel) => turn(wheel, signal)));
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-wb-recall]"))) {
    const show = () => void recall(place).catch(() => {});
    store.listen(show, signal);
    show();
  }
  const trends = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-wb-trend]"));
  if (trends.length) import("./trend.js").then(({ draw }) => trends.forEach((trend) => draw(trend, signal)));
  const trackers = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("table.wb-days"));
  if (trackers.length || form.querySelector("[data-wb-total]")) {
    import("./totals.js").then(({ addUp, track }) => {
      addUp(form, signal);
      trackers.forEach((table) => follow(form, table, track, signal));
    });
  }
  if (form.querySelector("[data-wb-only-if]")) import("./asked.js").then(({ ask }) => ask(form, signal));
  const rankings = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".wb-ranks"));
  rankings.forEach((ranking) => follow(form, ranking, rank, signal));
  const sorts = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".wb-sort"));
  if (rankings.length + sorts.length) {
    import("./drag.js").then((drag) => {
      rankings.forEach((ranking) => drag.rank(ranking, signal));
      sorts.forEach((sort) => drag.sort(sort, signal));
    });
  }
  if (form.querySelector("[data-wb-most], .wb-option--other")) import("./options.js").then(({ watch }) => watch(form, signal));
  const dates = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(".wb-field:not([data-wb-past]) > .wb-date > input"));
  if (dates.length) {
    import("./days.js").then(({ suggest }) => {
      if (!signal.aborted) dates.forEach((date) => suggest(date, signal)); // else another time has taken the place of this form
    });
  }
  if ("showPicker" in HTMLInputElement.prototype) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".wb-date__pick"))) button.hidden = false;
    form.addEventListener("click", async ({ target }) => {
      const button = target instanceof Element ? target.closest(".wb-date__pick") : null;
      if (button) (await import("./calendar.js")).pick(/** @type {HTMLElement} */ (button));
    }, { signal });
  }
}

/** Show an earlier answer. The label of an option is read from the earlier worksheet's page. @param {HTMLElement} place */
async function recall(place) {
  const earlier = [...store.answers(latest(place.dataset.wbRecall ?? ""))];
  place.textContent = earlier.map(([, { value }]) => value).join("\n");
  place.classList.toggle("wb-recall--given", earlier.length > 0);
  place.parentElement?.classList.toggle("wb-recall--first", !earlier.length && !place.parentElement.querySelector("a"));
  const link = place.parentElement?.querySelector("a"); // none for another time of this worksheet
  if (!earlier.some(([, { value }]) => isId(value) && /\p{L}/u.test(value))) return;
  const sheet = link ? await page(link.href) : document;
  const shown = splitTime(sheet.querySelector("[data-wb-form]")?.getAttribute("data-wb-form") ?? "")[1];
  const labels = earlier.map(([key, { value }]) => {
    const name = `[name="${CSS.escape(withTime(splitTime(key)[0], shown))}"]`;
    const chosen = sheet.querySelector(`select${name} option[value="${CSS.escape(value)}"], ${name}[type=radio][value="${CSS.escape(value)}"], ${name}[type=checkbox]`);
    return (chosen instanceof HTMLOptionElement ? chosen : chosen?.closest("label"))?.textContent?.trim() || value;
  });
  place.textContent = labels.join("\n");
}

/** The key of an earlier answer. Of a worksheet that repeats, it is the latest time that has the answer, up to the one in the key. @param {string} key */
function latest(key) {
  const [, sheet, last, rest] = key.match(/^(.*)@(latest|\d+)(.*)$/) ?? [];
  if (!sheet) return key;
  const until = last === "latest" ? Infinity : Number(last);
  const times = [...store.answers(sheet).keys()].map((each) => splitTime(each)[1] ?? 0);
  const found = times.filter((time) => time && time <= until && store.answers(`${sheet}@${time}${rest}`).size);
  return `${sheet}@${Math.max(0, ...found)}${rest}`;
}

/**
 * Show a summary below a field, and update it whenever the form changes.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} field
 * @param {(field: HTMLElement) => string} summary
 * @param {AbortSignal} signal
 */
export function follow(form, field, summary, signal) {
  const note = make("p", { class: "wb-sum", role: "status" });
  field.after(note);
  const draw = () => {
    const text = summary(field);
    if (note.textContent !== text) note.textContent = text;
  };
  form.addEventListener("change", draw, { signal });
  draw();
}

/** The items of a ranking in order, or those that share a number with another. @param {HTMLElement} ranking @returns {string} */
function rank(ranking) {
  const chosen = [...ranking.querySelectorAll("select")].filter((select) => select.value);
  const number = (/** @type {HTMLSelectElement} */ select) => select.selectedIndex;
  const name = (/** @type {HTMLSelectElement} */ select) => select.labels[0]?.textContent?.trim() ?? "";
  const repeated = chosen.filter((one) => chosen.some((other) => other !== one && number(other) === number(one)));
  if (repeated.length) return say("rank_twice", { names: repeated.map(name).join(say("comma")) });
  const names = chosen.sort((one, other) => number(one) - number(other)).map(name);
  return names.length ? say("ranked", { names: names.map((each, index) => `${index + 1}. ${each}`).join("  ") }) : "";
}

/** Let clients add rows to a table whose rows are only numbered. @param {HTMLTableElement} table @param {AbortSignal} signal */
function rows(table, signal) {
  const body = table.tBodies[0];
  const printed = body.rows.length;
  // The beginning of the keys of all rows, such as `program/sheet/table/row-`.
  const prefix = /** @type {HTMLInputElement | null} */ (body.querySelector("[name]"))?.name.match(/^(.*\D)1\/[^/]+$/)?.[1];
  if (!prefix) return;
  const field = prefix.slice(0, prefix.lastIndexOf("/"));
  const anchor = `f-${prefix.replaceAll("/", "--")}`;
  /** The keys of the answers in a row. @param {number} number */
  const given = (number) => [...store.answers(field).keys()].filter((key) => key.startsWith(`${prefix}${number}/`));
  const more = make("button", { type: "button", class: "wb-button" }, say("rows_more"));
  const less = make("button", { type: "button", class: "wb-button" }, say("rows_less"));
  table.parentElement?.after(make("p", { class: "wb-actions wb-rows-more" }, more, less));

  const add = () => {
    const from = body.rows.length;
    const to = from + 1;
    const row = /** @type {HTMLTableRowElement} */ (body.rows[from - 1].cloneNode(true));
    row.cells[0].textContent = String(to);
    for (const control of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll("[name]"))) {
      control.name = control.name.replace(`${prefix}${from}/`, `${prefix}${to}/`);
      control.id = control.id.replace(`${anchor}${from}--`, `${anchor}${to}--`);
      show([control], "");
      delete control.dataset.wbTyped;
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    }
    for (const each of row.querySelectorAll("[aria-label]")) {
      // As in the other rows, the label has the question, the number of the row, and the column.
      each.setAttribute("aria-label", (each.getAttribute("aria-label") ?? "").replace(new RegExp(`(.*) ${from}(?=${say("colon")})`), `$1 ${to}`));
    }
    row.querySelectorAll(".wb-misfit, .wb-understood").forEach((each) => each.remove());
    row.querySelectorAll(".wb-input--full").forEach((each) => each.classList.remove("wb-input--full"));
    body.append(row);
    less.hidden = false;
    return row;
  };
  const needed = () => {
    const keys = [...store.answers(field).keys()].filter((key) => key.startsWith(prefix));
    const used = keys.map((key) => Number.parseInt(key.slice(prefix.length), 10));
    return Math.min(Math.max(printed, ...used.filter((number) => number > 0)), 200);
  };
  const grow = () => {
    while (body.rows.length < needed()) add();
  };
  less.hidden = true;
  grow();
  store.listen(grow, signal);
  more.onclick = () => /** @type {HTMLElement | null} */ (add().querySelector("[name]"))?.focus();
  less.onclick = () => {
    const last = body.rows[body.rows.length - 1];
    for (const key of given(body.rows.length)) {
      const old = store.read(key);
      if (old) store.keep(key, old);
      store.write(key, "");
    }
    last.remove();
    less.hidden = body.rows.length === printed;
    (less.hidden ? more : less).focus();
  };
}
