// @ts-check
// The scripts ask the same questions as Python.

import assert from "node:assert/strict";

import { page } from "./support/browser.js";
import { notAsked } from "../../templates/theme/assets/conditions.js";

/** @type {{sheet: import("../../templates/theme/assets/conditions.js").Condition[], cases: {about: string, answers: Record<string, string>, "not-asked": string[]}[]}} */
const { sheet, cases } = JSON.parse(Deno.readTextFileSync(`${Deno.env.get("FORMS")}/conditions.json`));

for (const { about, answers, "not-asked": expected } of cases) {
  Deno.test(about, () => {
    page.documentElement.lang = "en";
    assert.deepEqual([...notAsked(sheet, (key) => answers[key] ?? "")], expected);
  });
}

Deno.test("a number may be written as in the client's language", () => {
  page.documentElement.lang = "de";
  const tired = sheet.filter(({ field }) => field === "tired");
  assert.deepEqual([...notAsked(tired, () => "5,5")], []);
  assert.deepEqual([...notAsked(tired, () => "5,5 h")], ["tired"]);
});
