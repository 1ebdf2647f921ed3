// @ts-check
// The scripts add up answers as Python does.

import assert from "node:assert/strict";

import { page } from "./support/browser.js";
import { totalOf } from "../../templates/theme/assets/totals.js";

/** @type {{about: string, total: import("../../templates/theme/assets/totals.js").Total, answers: Record<string, string>, value: string}[]} */
const CASES = JSON.parse(Deno.readTextFileSync(`${Deno.env.get("FORMS")}/totals.json`));

for (const { about, total, answers, value } of CASES) {
  Deno.test(about, () => {
    page.documentElement.lang = "en";
    assert.equal(totalOf(total, Object.keys(answers), (key) => answers[key] ?? ""), value);
  });
}

Deno.test("numbers may be written as in the client's language", () => {
  page.documentElement.lang = "de";
  assert.equal(totalOf({ how: "sum" }, ["a", "b"], (key) => (key === "a" ? "2,5" : "1")), "3.5");
});
