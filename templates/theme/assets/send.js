// Makes a file of answers for the coach, which the client shares or saves: nothing is sent by itself. Loaded on demand.

import "./sentences-on-demand.js";
import * as file from "./answersfile.js";
import { ask } from "./dialog.js";
import { canEncrypt, encrypted } from "./encrypt.js";
import { isBeginsKey, isNameKey, splitTime, withTime } from "./ids.js";
import practice from "./practice.js";
import { timed, worksheets } from "./questions.js";
import * as store from "./store.js";
import { filename, save, tell } from "./transfer.js";
import { make, say } from "./words.js";

/** @typedef {"encrypted" | "plain" | "unprotected"} Protection `unprotected` is what should be encrypted, but cannot be here. */

/** Let the client choose worksheets, and share or save a file with their answers. @param {HTMLElement} panel */
export async function send(panel) {
  const scope = panel.dataset.wbAnswers ?? "";
  const choices = await list(scope);
  if (!choices.length) return tell(panel, say("nothing"));
  const { coach } = practice;
  /** @type {Protection} */
  const protection = !practice.key ? "plain" : canEncrypt() ? "encrypted" : "unprotected";
  const name = choices.map((each) => file.clientName(each.scope)).find(Boolean) ?? "";
  const parts = [
    make("p", {}, say("send_about", { coach })),
    fieldset(choices),
    make("p", {}, also(scope.split("/")[0], name)),
    make("p", {}, make("strong", {}, say(`send_${protection}`, { coach }))),
  ];
  const buttons = [["save", say(protection === "unprotected" ? "send_save_unprotected" : "send_save")], ["", say("cancel")]];
  if (protection === "unprotected") buttons[0].push("plain");
  else if (canShare()) buttons.unshift(["share", say("send_share")]);
  const chosen = () => choices.filter(({ input }) => input.checked).map((each) => each.scope);
  const choice = await ask(say("send"), parts, buttons, { read: true, wrong: (value) => (value && !chosen().length ? say("send_none") : "") });
  if (!choice) return;
  const text = file.serialized(chosen(), { sent: true });
  const content = practice.key && protection === "encrypted" ? await encrypted(text, practice.key, practice.kid) : text;
  const made = asFile(content, filename("txt", name, "answers"));
  const isDone = choice === "share" ? await shared(panel, made) : await saved(panel, made, name, protection);
  if (!isDone) return;
  const panels = chosen().flatMap((each) => ["", each.split("/")[0], splitTime(each)[0], each]);
  for (const each of new Set(panels)) store.setSetting(`sent:${each}`, new Date().toISOString());
  store.changed();
}

/** What is in the file besides the answers. @param {string} program or "" for all of them @param {string} name that of the client, or "" */
function also(program, name) {
  const client = store.setting("client");
  const facts = [
    ...(name ? [say("send_also_name", { name })] : []),
    ...(client ? [say("send_also_client", { client })] : []),
    ...([...store.answers(program).keys()].some(isBeginsKey) ? [say("send_also_begins")] : []),
    say("send_also_times"),
  ];
  return `${name ? "" : `${say("send_nameless")} `}${say("send_also", { facts: facts.join(say("semicolon")) })}`;
}

/** @typedef {{scope: string, title: string, program: string, count: number, input: HTMLInputElement}} Choice */

/** The worksheets with answers in a program, or in all of them. On the page of a worksheet only this one is chosen at first. @param {string} scope @returns {Promise<Choice[]>} */
async function list(scope) {
  const [program, one] = scope.split("/");
  const sheets = await worksheets().catch(() => new Map());
  /** How many answers each worksheet has, at each of its times. @type {Map<string, number>} */
  const counts = new Map(Object.keys(store.done(program)).map((key) => [key, 0]));
  for (const key of store.answers(program).keys()) {
    if (isNameKey(key) || isBeginsKey(key)) continue;
    const each = key.split("/").slice(0, 2).join("/");
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const order = [...sheets.keys()];
  const place = (/** @type {Choice} */ { scope }) => order.indexOf(splitTime(scope)[0]) * 1000 + (splitTime(scope)[1] ?? 0);
  return [...counts].map(([key, count]) => {
    const [sheet, time] = splitTime(key);
    const where = timed(sheets.get(sheet), time);
    const input = make("input", { type: "checkbox", class: "wb-tick", value: key });
    input.checked = one ? store.within(key, scope) : Boolean(where) || !sheets.size;
    return { scope: key, title: where?.title ?? say("kept_elsewhere", { sheet: withTime(sheet, time) }), program: where?.program ?? "", count, input };
  }).sort((one, other) => place(one) - place(other));
}

/** What the client chooses from. Programs are named if there are several. @param {Choice[]} choices */
function fieldset(choices) {
  const programs = new Set(choices.map(({ program }) => program));
  const options = choices.map(({ title, program, count, input }) => {
    const name = programs.size > 1 && program ? `${title} (${program})` : title;
    return make("label", { class: "wb-option" }, input, make("span", {}, make("strong", {}, name), " ", make("br"), say("kept_count", { count })));
  });
  return make("fieldset", { class: "wb-conflict" }, make("legend", {}, say("send_choose")), ...options);
}

/** @param {string} content @param {string} name */
const asFile = (content, name) => new File([content], name, { type: "text/plain" });

/** Whether this device has a share sheet that takes files. */
function canShare() {
  try {
    return navigator.canShare?.({ files: [asFile("", "answers.txt")] }) ?? false;
  } catch {
    return false;
  }
}

/** Hand a file to the share sheet. @param {HTMLElement} panel @param {File} made @returns {Promise<boolean>} whether it was handed over */
async function shared(panel, made) {
  try {
    await navigator.share({ files: [made] });
  } catch (error) {
    const isCalledOff = error instanceof DOMException && error.name === "AbortError";
    tell(panel, say(isCalledOff ? "send_called_off" : "send_unshared"));
    return false;
  }
  tell(panel, say("send_shared"));
  return true;
}

/**
 * Save a file, and say how it gets to the coach.
 * @param {HTMLElement} panel
 * @param {File} made
 * @param {string} name that of the client, or ""
 * @param {Protection} protection
 */
async function saved(panel, made, name, protection) {
  const { coach } = practice;
  save(made, made.name);
  const facts = { file: made.name, coach };
  tell(panel, say("send_saved", facts));
  if (protection === "unprotected") return true;
  const subject = name ? say("send_subject", { name }) : say("send_subject_nameless");
  const letter = `mailto:${encodeURIComponent(practice.email).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(say("send_body", facts))}`;
  const steps = make("ol", {}, make("li", {}, say("send_step_saved", facts)), make("li", {}, say("send_step_mail", facts), make("br"), make("a", { class: "wb-button wb-button--main", href: letter }, say("send_mail"))), make("li", {}, say("send_step_attach", facts)));
  await ask(say("send_next"), [steps], [["", say("close")]], { read: true });
  return true;
}
