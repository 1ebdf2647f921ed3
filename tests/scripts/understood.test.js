// @ts-check
// Numbers and days are understood as clients write them, by the same rules as in Python.

import assert from "node:assert/strict";

import { page } from "./support/browser.js";
import { meant, written } from "../../templates/theme/assets/understood.js";

/** @type {Record<"number" | "date", string[][]>} */
const CASES = JSON.parse(Deno.readTextFileSync(`${Deno.env.get("FORMS")}/understood.json`));
const all = Object.entries(CASES)
  .flatMap(([kind, cases]) => cases.map((each) => ({ kind, each })));

for (const language of new Set(all.map(({ each }) => each[0]))) {
  Deno.test(`numbers and days in ${language}`, () => {
    page.documentElement.lang = language;
    for (const { kind, each: [, text, value, shown] } of all.filter(({ each }) => each[0] === language)) {
      assert.equal(meant(kind, text), value, text);
      assert.equal(written(kind, text), shown, text);
      if (value) assert.equal(meant(kind, shown), value, `${shown} can be read again`);
    }
  });
}

for (const [languages, lang, shown] of [
  [["en-US", "en"], "en", "Mar 14, 2026"],
  [["de", "en-GB"], "en", "14 Mar 2026"],
  [["en-GB"], "en-US", "Mar 14, 2026"],
  [["C"], "en", "Mar 14, 2026"],
  [["C"], "x-unknown", "Mar 14, 2026"],
  [[], "", "Mar 14, 2026"],
]) {
  Deno.test(`a browser in ${languages} on a page in "${lang}"`, async () => {
    page.documentElement.lang = String(lang);
    Object.defineProperty(navigator, "languages", { value: languages, configurable: true });
    const { written } = await import(`../../templates/theme/assets/understood.js?${languages}-${lang}`);
    assert.equal(written("date", "2026-03-14"), shown);
  });
}
