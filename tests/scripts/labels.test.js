// @ts-check
// A label and its words have the same marks between them in Python and in the scripts of a page.

import assert from "node:assert/strict";
import "./support/browser.js";
import sentences from "../../templates/theme/assets/sentences.js";
import { followedBy } from "../../templates/theme/assets/labels.js";
import { say } from "../../templates/theme/assets/words.js";

const { test } = Deno;
// Python is tested against the same cases: tests/answers/test_punctuation.py.
const CASES = JSON.parse(Deno.readTextFileSync(`${Deno.env.get("FORMS")}/punctuation.json`));

/** @type {Record<string, string>} */
const COLONS = { fr: "\u00a0: ", ja: "：", zh: "：" };

test("a sentence has its values", () => {
  assert.equal(say("week_end", { week: 2, day: "Sunday" }), "End of week 2 (Sunday)");
});

test("a label is followed by words", () => {
  for (const [language, label, words, said] of CASES["followed-by"]) {
    sentences.colon = COLONS[language] ?? ": ";
    assert.equal(followedBy(label, words), said);
  }
});
