// The page of a program: when it begins, what is due this week, and its days for a calendar.

import { due } from "./due.js";
import { beginsKey } from "./ids.js";
import * as store from "./store.js";
import { fullDay, meant, written } from "./understood.js";
import { begins, firstDay, later, today, weekOf } from "./weeks.js";
import { make, say } from "./words.js";

/** Set up the part of the page. @param {HTMLElement} place @param {AbortSignal} signal */
export function open(place, signal) {
  const program = place.dataset.wbBegin ?? "";
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input"));
  const note = /** @type {HTMLElement} */ (place.querySelector("[data-wb-begin-note]"));
  const list = /** @type {HTMLElement} */ (place.querySelector("ul"));
  const calendar = /** @type {HTMLElement} */ (place.querySelector("[data-wb-calendar]"));
  const content = place.closest("article, main") ?? document.body;

  const draw = () => {
    const begin = begins(program);
    const stored = store.read(beginsKey(program))?.value ?? "";
    if (document.activeElement !== input) input.value = written("date", stored);
    const all = begin ? due(content, program, begin, today(), location.href) : [];
    note.textContent = begin ? state(begin, Number(place.dataset.wbWeeks), all.length) : stored ? say("no_date", { day: written("date", today()) }) : "";
    list.replaceChildren(...all.map((each) => make("li", {}, ...shown(each))));
    list.hidden = !all.length;
    calendar.hidden = !begin;
    for (const session of /** @type {NodeListOf<HTMLElement>} */ (content.querySelectorAll("[data-wb-week]"))) {
      session.querySelector(".wb-route__day")?.remove();
      const day = begin && written("date", firstDay(begin, Number(session.dataset.wbWeek)));
      if (day) session.insertBefore(make("span", { class: "wb-route__day" }, ` ${say("from_day", { day })}`), session.querySelector(".wb-bring"));
    }
  };

  const keep = () => {
    store.write(beginsKey(program), meant("date", input.value.trim()) || input.value.trim());
    draw();
  };
  input.addEventListener("change", keep, { signal });
  calendar.onclick = async () => {
    const { save } = await import("./calendarfile.js");
    save(content, program, begins(program));
    note.textContent = say("calendar_saved");
  };
  store.listen(draw, signal);
  if ("wbTyped" in input.dataset) keep(); // before this script was loaded
  draw();
}

/** Where the client is in a program. @param {string} begin @param {number} weeks @param {number} count how much is due @returns {string} */
function state(begin, weeks, count) {
  const week = weekOf(begin, today());
  if (week < 1) return say("begins_later", { day: fullDay(begin) });
  if (week > weeks) return say("program_over");
  const now = say("week_now", { week, weeks, day: fullDay(later(firstDay(begin, week + 1), -1)) });
  return `${now} ${say(count ? "due_some" : "due_nothing")}`;
}

/** Something that is due, as the content of a list entry. @param {import("./due.js").Due} each @returns {(Node | string)[]} */
export function shown({ kind, title, url, day }) {
  if (kind === "sheet") return [make("a", { href: url }, title)];
  return [kind === "session" ? say("due_session", { title }) : say("due_step", { title, day: written("date", day) })];
}
