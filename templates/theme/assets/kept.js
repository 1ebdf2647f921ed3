// Lists everything that is kept on this device: answers, those that were replaced, and those that no page asks for.

import "./sentences-on-demand.js";
import contract from "./contract.js";
import { everyLeftOut } from "./leftout.js";
import { kindOf, ordered, question, sheetOf, sheetPage, spoken, timed, worksheets } from "./questions.js";
import { splitTime, withTime } from "./ids.js";
import * as store from "./store.js";
import { localDay, written } from "./understood.js";
import { make, say } from "./words.js";

/** Draw the list, and draw it again when answers change. @param {HTMLElement} place @param {AbortSignal} signal */
export function list(place, signal) {
  /** The worksheets whose answers are shown. @type {Set<string>} */
  const unfolded = new Set();
  const draw = async () => {
    const sheets = await worksheets().catch(() => new Map());
    if (signal.aborted) return;
    /** @type {Map<string, [Map<string, store.Answer>, store.Kept[]]>} */
    const found = new Map();
    const of = (/** @type {string} */ key) => {
      const sheet = withTime(sheetOf(key, sheets), splitTime(key)[1]);
      const both = found.get(sheet) ?? /** @type {[Map<string, store.Answer>, store.Kept[]]} */ ([new Map(), []]);
      found.set(sheet, both);
      return both;
    };
    store.answers().forEach((answer, key) => of(key)[0].set(key, answer));
    for (const old of store.replaced()) of(old.key)[1].push(old);
    const known = [...sheets.keys()];
    const order = [...found].sort(([one], [other]) => rank(known, one) - rank(known, other) || (splitTime(one)[1] ?? 0) - (splitTime(other)[1] ?? 0));
    const focused = document.activeElement?.closest("[data-wb-group-of]")?.getAttribute("data-wb-group-of");
    place.replaceChildren(...order.map(([sheet, [answers, replaced]]) => {
      const where = timed(sheets.get(splitTime(sheet)[0]), splitTime(sheet)[1]);
      const title = make("summary", {}, where ? where.title : say("kept_elsewhere", { sheet }), " ", make("span", {}, say("kept_count", { count: answers.size })));
      const group = make("details", { class: "wb-kept", "data-wb-group-of": sheet }, title);
      const fill = () => void fillIn(group, sheet, where, answers, replaced).catch(reportError);
      group.ontoggle = () => {
        if (group.open) unfolded.add(sheet);
        else unfolded.delete(sheet);
        if (group.open && !group.querySelector("dl")) fill();
      };
      group.open = unfolded.has(sheet);
      return group;
    }));
    if (focused) /** @type {HTMLElement | null} */ (place.querySelector(`[data-wb-group-of="${CSS.escape(focused)}"] summary`))?.focus();
    if (!order.length) place.replaceChildren(make("p", {}, say("nothing")));
    place.append(...fromLink(sheets));
  };
  store.listen(() => void draw(), signal);
  return draw();
}

/** The place of a worksheet among those of the site; others come last. @param {string[]} known @param {string} sheet */
const rank = (known, sheet) => (known.indexOf(splitTime(sheet)[0]) + known.length + 1) % (known.length + 1);

/** What a personal link has set on this device, apart from answers. @param {Map<string, import("./questions.js").Sheet>} sheets @returns {Node[]} */
function fromLink(sheets) {
  const client = store.setting("client");
  const known = client ? [say("kept_client", { client })] : [];
  for (const [program, ids] of everyLeftOut()) {
    const [name] = [...sheets].filter(([key]) => key.startsWith(`${program}/`)).map(([, each]) => each.program);
    known.push(say("kept_left_out", { program: name || program, sheets: ids.map((id) => sheets.get(`${program}/${id}`)?.title ?? id).join(say("comma")) }));
  }
  return known.map((text) => make("p", {}, text));
}

/**
 * Show the answers of a worksheet with their questions.
 * @param {HTMLElement} group
 * @param {string} sheet
 * @param {import("./questions.js").Sheet | undefined} where
 * @param {Map<string, store.Answer>} answers
 * @param {store.Kept[]} replaced
 */
async function fillIn(group, sheet, where, answers, replaced) {
  const page = await sheetPage(splitTime(sheet)[0], where).catch(() => document);
  const rows = make("dl", { class: "wb-kept__answers" });
  const others = await notAsked(page, sheet);
  for (const key of ordered(page, new Set([...answers.keys(), ...replaced.map((old) => old.key)]))) {
    const name = key.split("/").slice(2).join(" / ");
    const asked = question(page, key);
    const words = asked && others(key) ? say("not_asked", { question: asked }) : asked;
    rows.append(make("dt", {}, words || (where ? say("kept_unasked", { key: name }) : name)));
    const answer = answers.get(key);
    if (answer) rows.append(make("dd", {}, ...shown(page, key, answer)));
    for (const old of replaced.filter((each) => each.key === key)) {
      const back = make("button", { type: "button", class: "wb-button" }, say("kept_use"));
      const away = make("button", { type: "button", class: "wb-button" }, say("kept_delete"));
      back.onclick = () => act(say("kept_used"), () => {
        const now = store.read(key);
        if (now) store.keep(key, now);
        store.drop(old);
        store.write(key, old.value);
      });
      away.onclick = () => act(say("kept_deleted"), () => {
        store.drop(old);
        store.changed();
      });
      rows.append(make("dd", { class: "wb-kept__old" }, make("strong", {}, say("kept_replaced")), " ", ...shown(page, key, old), make("p", { class: "wb-actions" }, back, away)));
    }
  }
  const parts = where ? [make("p", {}, make("a", { href: where.url }, say("kept_open", { sheet: where.title })))] : [];
  group.append(...parts, rows);
}

/** Whether an answer belongs to a question that is not asked at present. @param {Document} page @param {string} sheet @returns {Promise<(key: string) => boolean>} */
async function notAsked(page, sheet) {
  if (!page.querySelector("[data-wb-only-if]")) return () => false;
  const rules = await import("./conditions.js");
  const given = (/** @type {string} */ key) => store.read(`${sheet}/${key}`)?.value ?? "";
  const found = rules.notAsked([...rules.conditionsOn(page).values()], given);
  return (key) => found.has(key.slice(sheet.length + 1).split("/")[0]);
}

/** Make a change that can be undone, and say so in the panel above the list. @param {string} text @param {() => void} changes */
async function act(text, changes) {
  const { change } = await import("./transfer.js");
  const panel = /** @type {HTMLElement} */ (document.querySelector("[data-wb-answers]"));
  await change(panel, changes, text);
  /** @type {HTMLElement | null} */ (panel.querySelector(".wb-answers__undo"))?.focus();
}

/** An answer, and the day when it was given. @param {Document} page @param {string} key @param {store.Answer} answer @returns {(Node | string)[]} */
function shown(page, key, { value, saved }) {
  const text = value === contract.file.ticked && page.querySelector(`[name="${CSS.escape(key)}"][type=checkbox]`) ? "✓" : written(kindOf(page, key), spoken(page, key, value));
  const day = saved && !Number.isNaN(Date.parse(saved)) ? written("date", localDay(new Date(saved))) : "";
  return [make("span", { class: "wb-kept__text" }, text), " ", make("small", {}, day)];
}
