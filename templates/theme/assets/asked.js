// Shows questions that depend on an answer once they are asked, and hides them while they are not. Without this
// script, all of them are shown, each with a sentence that says when it is asked.

import { conditionsOn, notAsked } from "./conditions.js";
import { answered, keyOf, listen } from "./sheet.js";
import { make, say } from "./words.js";

/** Show the questions of a form that are asked, until the client leaves the page. @param {HTMLFormElement} form @param {AbortSignal} signal */
export function ask(form, signal) {
  const dependent = conditionsOn(form);
  const aloud = make("p", { class: "wb-aloud", role: "status" });
  form.append(aloud);
  /** @param {string} key */
  const given = (key) => answered(form, `${keyOf(form)}/${key}`);
  const draw = () => {
    const hidden = notAsked([...dependent.values()], given);
    // A question does not disappear while the client is in it.
    const changed = [...dependent].filter(([place, { field }]) => place.hidden !== hidden.has(field) && !place.contains(document.activeElement));
    for (const [place] of changed) place.hidden = !place.hidden;
    // What is drawn from answers had no size while it was hidden.
    if (changed.some(([place]) => !place.hidden)) form.dispatchEvent(new Event("change", { bubbles: true }));
    return changed.map(([place]) => place);
  };
  const update = () => {
    const changed = draw();
    if (changed.length) aloud.textContent = changed.map((place) => say(place.hidden ? "not_asked" : "asked", { question: question(place) })).join(" ");
  };
  draw();
  listen(form, update, signal);
  form.addEventListener("focusout", () => setTimeout(update), { signal });
}

/** The text of a question. @param {HTMLElement} place */
const question = (place) => place.querySelector(".wb-field__label span:not([aria-hidden], .wb-aloud)")?.textContent ?? "";
