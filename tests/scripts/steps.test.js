// @ts-check
// The scripts find the steps that were promised, and count weeks, as Python does.

import assert from "node:assert/strict";

import { page } from "./support/browser.js";
import { steps } from "../../templates/theme/assets/due.js";
import * as store from "../../templates/theme/assets/store.js";
import { between, firstDay, weekOf } from "../../templates/theme/assets/weeks.js";

/** @param {string} name */
const cases = (name) => JSON.parse(Deno.readTextFileSync(`${Deno.env.get("FORMS")}/${name}.json`));

for (const { about, answers, steps: expected } of cases("steps")) {
  Deno.test({ name: about, sanitizeOps: false, sanitizeResources: false, fn: () => {
    store.erase();
    page.documentElement.lang = "en";
    for (const [key, value] of Object.entries(answers)) store.write(key, /** @type {string} */ (value));
    assert.deepEqual(steps("p").map(({ what, day, done }) => [what, day, done]), expected);
  } });
}

for (const { about, begins, day, days, week, first } of cases("weeks")) {
  Deno.test(about, () => {
    assert.equal(between(begins, day), days);
    assert.equal(weekOf(begins, day), week);
    assert.equal(firstDay(begins, week), first);
  });
}
