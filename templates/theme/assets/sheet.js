// Saves the answers in a worksheet's form on this device, and shows them again. The form is a view of what is
// stored, until somebody types.

import contract from "./contract.js";
import * as store from "./store.js";
import { exact, fullDay, localDay, meant, written } from "./understood.js";
import { make, say } from "./words.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** The controls of a form by the key of their answer. @param {HTMLFormElement} form @returns {Map<string, Control[]>} */
export function controls(form) {
  /** @type {Map<string, Control[]>} */
  const found = new Map();
  for (const element of form.elements) {
    const control = /** @type {Control} */ (element);
    if (control.name) found.set(control.name, [...(found.get(control.name) ?? []), control]);
  }
  return found;
}

/** @param {Control} control @returns {control is HTMLInputElement} */
const ticked = (control) => control.type === "checkbox" || control.type === "radio";

/** The kind of answer that a control is for, if it is one that is understood. @param {Control} control */
const kind = (control) => control.dataset.wbKind;

/** What the keys of the answers in a form begin with. @param {HTMLFormElement} form @returns {string} */
export const keyOf = (form) => form.dataset.wbForm ?? form.dataset.wbHandout ?? "";

/** The answer with a key: as it is kept, or as it is typed in a sheet for others, which keeps nothing. @param {HTMLFormElement} form @param {string} key @returns {string} */
export function answered(form, key) {
  if (form.dataset.wbForm) return store.read(key)?.value ?? "";
  const group = controls(form).get(key);
  return group ? given(group) : "";
}

/** Call a function whenever answers in a form may have changed. @param {HTMLFormElement} form @param {() => void} change @param {AbortSignal} signal */
export function listen(form, change, signal) {
  if (form.dataset.wbForm) return store.listen(change, signal);
  for (const type of ["input", "change"]) form.addEventListener(type, change, { signal });
}

/** The current answer in the controls of one key. @param {Control[]} group @returns {string} */
export function given(group) {
  const [first] = group;
  if (ticked(first)) {
    const on = group.find((each) => ticked(each) && each.checked);
    return !on ? "" : on.type === "checkbox" ? contract.file.ticked : on.value;
  }
  if (!kind(first)) return first.value;
  return first.dataset.wbShown === first.value ? first.dataset.wbValue ?? "" : meant(kind(first), first.value) || first.value;
}

/** Show an answer in the controls of one key. @param {Control[]} group @param {string} value @returns {boolean} whether the controls can show it. */
export function show(group, value) {
  for (const control of group) {
    if (ticked(control)) {
      control.checked = control.type === "checkbox" ? value === contract.file.ticked : value === control.value;
    } else {
      control.value = written(kind(control), value);
      if (kind(control)) Object.assign(control.dataset, { wbShown: control.value, wbValue: value });
    }
  }
  return given(group) === value.replace(/\r\n?/g, "\n");
}

/**
 * Load and save the answers of a form until the client leaves the page.
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
export function open(form, signal) {
  const status = new Status(signal);
  /** The answers that this page has loaded or saved last, by key. @type {Map<string, store.Answer>} */
  const seen = new Map();
  /** What the controls show, as far as this page or the client has changed them. @type {Map<string, string>} */
  const shown = new Map();
  /** The keys of saved answers that their field cannot show, since it has changed. @type {Set<string>} */
  const unfit = new Set();
  const report = () => status.show(seen.size > 0);
  const changed = () => {
    form.dispatchEvent(new Event("change", { bubbles: true }));
    report();
  };

  /** Show the stored answer. @param {string} key @param {Control[]} group */
  const load = (key, group) => {
    const kept = store.read(key);
    if (kept) seen.set(key, kept);
    else seen.delete(key);
    const fits = given(group) === (kept?.value ?? "") || show(group, kept?.value ?? "");
    shown.set(key, given(group));
    fit(key, group, fits ? "" : kept?.value ?? "");
    explain(group[0]);
  };

  /** @param {string} key @param {Control[]} group @param {string} value the answer that the field cannot show, or "" */
  const fit = (key, group, value) => {
    if (!value && !unfit.has(key)) return;
    if (value) unfit.add(key);
    else unfit.delete(key);
    misfit(group[0], value);
  };

  const loadAll = () => {
    controls(form).forEach((group, key) => load(key, group));
    changed();
  };

  /** Show what is stored wherever the browser has changed a control: WebKit empties forms when a client goes back. */
  const restore = () => {
    let any = false;
    for (const [key, group] of controls(form)) {
      if (given(group) === (shown.get(key) ?? "")) continue;
      load(key, group);
      any = true;
    }
    if (any) changed();
  };

  /** Save what the client has typed or chosen. @param {string} key @param {Control[]} group */
  const save = (key, group) => {
    const value = given(group);
    shown.set(key, value);
    const stored = store.read(key);
    if (value === (stored?.value ?? "")) return;
    // Do not lose an answer that another tab has saved, or one that this field could not show.
    const unseen = stored && stored.saved !== seen.get(key)?.saved;
    if (stored && (unseen || unfit.has(key))) store.keep(key, stored);
    fit(key, group, "");
    store.write(key, value);
    const written = store.read(key);
    if (written) seen.set(key, written);
    else seen.delete(key);
    report();
  };

  /** @param {Event} event */
  const edited = (event) => {
    const control = /** @type {Control} */ (event.target);
    const group = control.name ? controls(form).get(control.name) : undefined;
    if (!group) return;
    save(control.name, group);
    const typed = control.value;
    if (event.type === "change" && kind(control)) show(group, given(group));
    explain(control, event.type === "input" ? typed : undefined);
  };

  form.addEventListener("input", edited, { signal });
  form.addEventListener("change", edited, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  // Before a control is changed, it shows what is stored. Nobody typed what a browser put there.
  for (const type of ["pointerdown", "focusin", "keydown", "beforeinput"]) {
    form.addEventListener(type, restore, { signal, capture: true });
  }
  // A browser may change controls some time after the event.
  window.addEventListener("pageshow", () => [0, 50, 300, 1500].forEach((later) => setTimeout(restore, later)), { signal });
  takeBack(form, signal);
  mark(signal);
  store.listen((key) => {
    if (!key) return loadAll();
    const group = controls(form).get(key);
    if (!group) return;
    const kept = store.read(key);
    if ((kept?.value ?? "") === given(group)) {
      if (kept) seen.set(key, kept);
      return;
    }
    load(key, group);
    changed();
  }, signal);

  // Words typed before this script was loaded count. Others were put there by the browser.
  for (const [key, group] of controls(form)) {
    if (group.some((each) => "wbTyped" in each.dataset)) save(key, group);
  }
  store.check();
  loadAll();
}

/** The line that says whether answers are saved. */
class Status {
  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.line = /** @type {HTMLElement} */ (document.querySelector("[data-wb-status]"));
    /** Tells screen readers of what lasts, but not of every word that is being saved. */
    this.aloud = make("p", { class: "wb-aloud", role: "status" });
    this.line.after(this.aloud);
    this.any = false;
    signal.addEventListener("abort", () => this.aloud.remove());
    store.watch(() => this.show(this.any), signal);
  }

  /** @param {boolean} any whether there are answers on this page */
  show(any) {
    this.any = any;
    const state = store.state() || (any ? "saved" : "ready");
    const text = say(state);
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.dataset.wbStatus = state;
    if (state !== "saving" && this.aloud.textContent !== text) this.aloud.textContent = text;
    document.documentElement.classList.toggle("wb-keeps", !store.problem());
  }
}

/** The place for a note about a control. @param {Control} control */
const beside = (control) => control.closest("td, .wb-field, .wb-rating") ?? control.parentElement;

/** Show an answer below its control if the control cannot show it. @param {Control} control @param {string} value */
function misfit(control, value) {
  const id = `${control.id}--misfit`;
  document.getElementById(id)?.remove();
  describe(control, id, value !== "");
  if (value) beside(control)?.append(make("p", { class: "wb-misfit", id }, say("misfit", { answer: value })));
}

/** Tie a note to its control, or untie it, for screen readers. @param {Control} control @param {string} id @param {boolean} on */
function describe(control, id, on) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  const ids = [...others, ...(on ? [id] : [])].join(" ");
  if (ids) control.setAttribute("aria-describedby", ids);
  else control.removeAttribute("aria-describedby");
}

/** Notes that are about to be shown, by their ids. @type {Map<string, ReturnType<typeof setTimeout>>} */
const delayed = new Map();
const PAUSE = 700; // milliseconds after which a text is taken as finished

/**
 * Say what a number or a day was understood as, or what is wrong with it. Nothing appears or disappears while a client
 * clicks somewhere else, so that what they click on does not move away.
 * @param {Control} control
 * @param {string} [typed] what the client is typing
 */
export function explain(control, typed) {
  if (!kind(control)) return;
  const id = `${control.id}--note`;
  clearTimeout(delayed.get(id));
  const wrong = mistake(control);
  const note = document.getElementById(id);
  // A note about another answer goes at once: a button, a file or another tab has changed it.
  if (typed === undefined && note && note.dataset.wbAbout !== given([control])) draw(control, id, "", false);
  const text = wrong || (typed === undefined ? "" : understood(control, typed));
  if (typed !== undefined && !wrong) draw(control, id, text, false);
  else if (wrong || note?.classList.contains(WRONG)) delayed.set(id, setTimeout(() => draw(control, id, text, wrong !== ""), PAUSE));
}

const WRONG = "wb-understood--wrong";

/** Show a note below a control. @param {Control} control @param {string} id @param {string} text @param {boolean} wrong */
function draw(control, id, text, wrong) {
  let note = document.getElementById(id);
  if (!note && !text) return;
  if (!note) {
    note = make("p", { class: "wb-understood", id, role: "status" });
    beside(control)?.append(note);
    describe(control, id, true);
  }
  if (note.textContent !== text) note.textContent = text;
  note.dataset.wbAbout = given([control]);
  note.classList.toggle(WRONG, wrong);
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/** What is wrong with what a client wrote, or "". @param {Control} control @returns {string} */
function mistake(control) {
  const value = given([control]);
  const known = exact(kind(control), value);
  if (!value) return "";
  if (!known) return say(`no_${kind(control)}`, { day: written("date", localDay(new Date())), time: written("time", "19:30") });
  const { wbMin: min, wbMax: max } = control.dataset;
  if (min !== undefined && Number(known) < Number(min)) return say("too_low", { limit: written("number", min) });
  if (max !== undefined && Number(known) > Number(max)) return say("too_high", { limit: written("number", max) });
  return "";
}

/** What a client's number, day or time was understood as, or "" if that is plain. @param {Control} control @param {string} typed @returns {string} */
function understood(control, typed) {
  const known = exact(kind(control), given([control]));
  if (!known) return "";
  if (kind(control) === "date") return say("understood", { value: fullDay(known) });
  const plain = written(kind(control), known);
  if (["email", "phone"].includes(kind(control) ?? "")) return "";
  return typed.trim() === plain ? "" : say("understood", { value: plain });
}

/** Set up the button that marks the worksheet as done. @param {AbortSignal} signal */
function mark(signal) {
  const button = /** @type {HTMLElement} */ (document.querySelector("[data-wb-done]"));
  const sheet = button.dataset.wbDone ?? "";
  const show = () => button.setAttribute("aria-pressed", String(store.doneAt(sheet) !== null));
  button.onclick = () => store.setDone(sheet, store.doneAt(sheet) ? null : new Date().toISOString());
  store.listen(show, signal);
  show();
}

/** Let clients clear a radio button, by clicking it again or with the Delete key. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function takeBack(form, signal) {
  /** @type {HTMLInputElement | null} */
  let chosen = null;
  /** @param {EventTarget | null} target */
  const radio = (target) => {
    const label = target instanceof Element ? target.closest("label") : null;
    const input = target instanceof HTMLInputElement ? target : label?.control;
    return input instanceof HTMLInputElement && input.type === "radio" ? input : null;
  };
  /** @param {HTMLInputElement} input */
  const clear = (input) => {
    input.checked = false;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  form.addEventListener("pointerdown", (event) => {
    const input = radio(event.target);
    chosen = input?.checked ? input : null;
  }, { signal });
  form.addEventListener("click", (event) => {
    if (chosen && event.target === chosen) clear(chosen);
    if (event.target instanceof HTMLInputElement) chosen = null;
  }, { signal });
  form.addEventListener("keydown", (event) => {
    const input = event.target instanceof HTMLInputElement ? radio(event.target) : null;
    if (input?.checked && ["Delete", "Backspace"].includes(event.key)) {
      event.preventDefault();
      clear(input);
    }
  }, { signal });
}
