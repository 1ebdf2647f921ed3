// Saves the answers in a worksheet's form on this device, and loads them again.

import contract from "./contract.js";
import * as store from "./store.js";
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

/** The current answer in the controls of one key. @param {Control[]} group @returns {string} */
export function given(group) {
  const [first] = group;
  if (!ticked(first)) return first.value;
  const on = group.find((each) => ticked(each) && each.checked);
  return !on ? "" : on.type === "checkbox" ? contract.file.ticked : on.value;
}

/** Show an answer in the controls of one key. @param {Control[]} group @param {string} value @returns {boolean} whether the controls can show it. */
export function show(group, value) {
  for (const control of group) {
    if (!ticked(control)) control.value = value;
    else control.checked = control.type === "checkbox" ? value === contract.file.ticked : value === control.value;
  }
  return given(group) === value;
}

/**
 * Load and save the answers of a form until the client leaves the page.
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
export function open(form, signal) {
  const status = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-status]"));
  /** The answers that this page has loaded or saved last, by key. @type {Map<string, store.Answer>} */
  const seen = new Map();
  /** The keys of saved answers that their field cannot show, since it has changed. @type {Set<string>} */
  const unfit = new Set();

  const report = () => {
    const trouble = store.problem();
    if (!status) return;
    const text = trouble ? say(trouble) : say(seen.size ? "saved" : "ready");
    if (status.textContent !== text) status.textContent = text;
    status.dataset.wbStatus = trouble || (seen.size ? "saved" : "ready");
  };

  /** @param {string} key @param {Control[]} group */
  const load = (key, group) => {
    const kept = store.read(key);
    const current = given(group);
    if (kept) {
      const fits = kept.value === current || show(group, kept.value);
      seen.set(key, kept);
      fit(key, group, fits ? "" : kept.value);
    } else if (seen.delete(key)) {
      show(group, "");
      fit(key, group, "");
    } else if (current) {
      store.write(key, current); // typed before this script was loaded
    }
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
    form.dispatchEvent(new Event("change", { bubbles: true }));
    report();
  };

  /** @param {Event} event */
  const save = (event) => {
    const control = /** @type {Control} */ (event.target);
    const key = control.name;
    if (!key || form.dataset.wbEmpty !== undefined || control.validity.badInput) return;
    const group = controls(form).get(key) ?? [];
    const value = given(group);
    const stored = store.read(key);
    if (value === (stored?.value ?? "")) return;
    const last = seen.get(key);
    // Do not lose an answer that another tab has saved, or one that this field could not show.
    const unseen = stored && stored.saved !== last?.saved;
    if (stored && (unseen || unfit.has(key))) store.keep(key, stored);
    fit(key, group, "");
    store.write(key, value);
    const written = store.read(key);
    if (written) seen.set(key, written);
    else seen.delete(key);
    report();
  };

  form.addEventListener("input", save, { signal });
  form.addEventListener("change", save, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  takeBack(form, signal);
  mark(signal);
  store.listen((key) => {
    if (form.dataset.wbEmpty !== undefined) return;
    if (!key) return loadAll();
    const group = controls(form).get(key);
    if (!group) return;
    const kept = store.read(key);
    if ((kept?.value ?? "") === given(group)) {
      if (kept) seen.set(key, kept);
      return;
    }
    load(key, group);
    form.dispatchEvent(new Event("change", { bubbles: true }));
    report();
  }, signal);

  store.check();
  loadAll();
}

/** Show an answer below its control if the control cannot show it. @param {Control} control @param {string} value */
function misfit(control, value) {
  const place = control.closest("td, .wb-field, .wb-rating") ?? control.parentElement;
  place?.querySelector(":scope > .wb-misfit")?.remove();
  if (value) place?.append(make("p", { class: "wb-misfit" }, say("misfit", { answer: value })));
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
function takeBack(form, signal) {
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
