// The link with which a coach sets up a client's browser. Anybody could have written it, so the page says what it would
// set, and asks. Its form is that of workbook_builder/answers/personal_link.py. Loaded on demand.

import "./sentences-on-demand.js";
import { ask } from "./dialog.js";
import { beginsKey, isBeginsKey, isId, nameKey } from "./ids.js";
import { leftOut } from "./leftout.js";
import practice from "./practice.js";
import { worksheets } from "./questions.js";
import * as store from "./store.js";
import { exact, fullDay } from "./understood.js";
import { make, say } from "./words.js";

const VERSION = 1;
const LONGEST = 16_000; // characters of a link
const LONGEST_NAME = 200;
const MOST = 500; // programs of a link, and worksheets of a program

/** What a link says of a program: the day on which it begins, or "", and the ids of worksheets that are left out. @typedef {{begins: string, without: string[]}} Linked */
/** `name` and `language` may be "". @typedef {{client: string, name: string, language: string, programs: Map<string, Linked>}} PersonalLink */

/**
 * What a personal link says.
 * @param {string} hash the fragment of its address
 * @returns {PersonalLink | "link_damaged" | "link_newer"} its content, or what is wrong with it
 */
export function parsed(hash) {
  const coded = hash.match(/^#?for=([\w-]+)$/)?.[1] ?? "";
  /** @type {any} */
  let data;
  try {
    if (coded.length > LONGEST) return "link_damaged";
    const bytes = Uint8Array.from(atob(coded.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return "link_damaged";
  }
  if (!isRecord(data) || !Number.isInteger(data.v) || data.v < VERSION) return "link_damaged";
  if (data.v > VERSION) return "link_newer";
  const { client, name = "", language = "", programs = {} } = data;
  const isFine = isId(client) && isName(name) && typeof language === "string" && isRecord(programs) && Object.keys(programs).length <= MOST;
  if (!isFine) return "link_damaged";
  /** @type {PersonalLink["programs"]} */
  const linked = new Map();
  for (const [id, about] of Object.entries(programs)) {
    if (!isId(id) || !isRecord(about)) return "link_damaged";
    const { begins = "", without = [] } = about;
    if (begins !== "" && !isDay(begins)) return "link_damaged";
    if (!Array.isArray(without) || without.length > MOST || !without.every(isId)) return "link_damaged";
    linked.set(id, { begins, without: [...new Set(without)] });
  }
  return { client, name: name.trim(), language, programs: linked };
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value @returns {value is string} */
const isName = (value) => typeof value === "string" && [...value].length <= LONGEST_NAME && !/\p{Cc}/u.test(value);
/** @param {unknown} value @returns {value is string} */
const isDay = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && exact("date", value) === value;

let isAsking = false;

/** Ask whether to take over what the link in the address says. It is then removed from the address. @param {AbortSignal} signal */
export async function propose(signal) {
  if (isAsking) return;
  isAsking = true;
  try {
    const link = parsed(location.hash);
    if (typeof link === "string") await ask(say("link_title"), [make("p", {}, say(link))], [["", say("close")]]);
    else await consider(link, signal);
  } finally {
    isAsking = false;
    history.replaceState(history.state, "", location.href.split("#")[0]);
  }
}

/** Show what would change, if anything does. @param {PersonalLink} link @param {AbortSignal} signal */
async function consider(link, signal) {
  await store.ready;
  const sheets = await worksheets().catch(() => new Map());
  /** The titles of the programs of this site, by id. @type {Map<string, string>} */
  const titles = new Map([...sheets].map(([key, { program }]) => [key.split("/")[0], program]));
  const known = new Map([...link.programs].filter(([id]) => titles.has(id) || !sheets.size));
  const changes = changed({ ...link, programs: known }, (id) => titles.get(id) || id, (key) => sheets.get(key)?.title ?? key.split("/")[1]);
  if (!changes.length) return; // the client has opened the same link before
  const others = [...link.programs.keys()].filter((id) => !known.has(id));
  const list = make("ul", {}, ...changes.map((each) => make("li", {}, each)));
  const parts = [make("p", {}, say("link_from", { coach: practice.coach, practice: practice.practice, name: link.name || link.client })), make("p", {}, say("link_would")), list];
  const before = store.setting("client");
  if (before && before !== link.client) parts.unshift(make("p", {}, make("strong", {}, say("link_other", { here: before, there: link.client }))));
  if (others.length) parts.push(make("p", {}, say("link_elsewhere", { programs: others.join(say("comma")) })));
  if (await ask(say("link_title"), parts, [["take", say("link_yes")], ["", say("link_no")]], { read: true }) !== "take") return;
  const was = { hiding: store.settings("without:").length > 0, begun: [...store.answers().keys()].some(isBeginsKey) };
  let replaced = 0;
  const undo = store.undoable(() => { replaced = take({ ...link, programs: known }); });
  store.changed();
  // What the page had no reason to show until now.
  const home = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-home]"));
  if (!was.hiding && !signal.aborted) (await import("./hiding.js")).follow(signal);
  if (!was.begun && home && !signal.aborted) void (await import("./home.js")).list(home, signal);
  const trouble = await store.settled();
  const done = make("p", {}, say(trouble || (replaced ? "link_replaced" : "link_taken")));
  if (await ask(say("link_title"), [done], [["undo", say("undo"), "plain"], ["", say("close")]]) === "undo") undo();
}

/**
 * What a link would change here, in words.
 * @param {PersonalLink} link
 * @param {(program: string) => string} title the title of a program
 * @param {(key: string) => string} sheet the title of a worksheet
 * @returns {string[]}
 */
function changed({ client, name, programs }, title, sheet) {
  const names = [...programs.keys()].map((id) => store.read(nameKey(id))?.value ?? "");
  const other = names.find((each) => each && each !== name);
  const found = [];
  if (store.setting("client") !== client) found.push(say("link_client", { client }));
  if (name && names.some((each) => each !== name)) found.push(say(other ? "link_name_instead" : "link_name", { name, other: other ?? "" }));
  for (const [id, { begins, without }] of programs) {
    const before = store.read(beginsKey(id))?.value ?? "";
    const facts = { program: title(id), day: begins && fullDay(begins), other: exact("date", before) ? fullDay(before) : before };
    if (begins && begins !== before) found.push(say(before ? "link_begins_instead" : "link_begins", facts));
    if (same(without, leftOut(id))) continue;
    const list = without.map((each) => sheet(`${id}/${each}`)).join(say("comma"));
    found.push(say(without.length ? "link_without" : "link_without_none", { ...facts, sheets: list }));
  }
  return found;
}

/** @param {string[]} some @param {string[]} others */
const same = (some, others) => some.length === others.length && some.every((each) => others.includes(each));

/** Take over what a link says. Answers that it replaces are kept. @param {PersonalLink} link @returns {number} how many these are */
function take({ client, name, programs }) {
  let replaced = 0;
  store.setSetting("client", client);
  for (const [id, { begins, without }] of programs) {
    for (const [key, value] of [[nameKey(id), name], [beginsKey(id), begins]]) {
      const before = store.read(key);
      if (!value || before?.value === value) continue;
      if (before) {
        store.keep(key, before);
        replaced += 1;
      }
      store.write(key, value);
    }
    if (same(without, leftOut(id))) continue;
    store.setSetting(`without:${id}`, without.join(" ") || null);
    store.setSetting(`all:${id}`, null);
  }
  return replaced;
}
