// @ts-check
// Numbers, days, times and addresses are understood as clients write them, by the same rules as in Python.

import assert from "node:assert/strict";

import { page } from "./support/browser.js";
import { meant, written } from "../../templates/theme/assets/understood.js";

/** @type {Record<string, string[][]>} */
const CASES = JSON.parse(Deno.readTextFileSync(`${Deno.env.get("FORMS")}/understood.json`));
const all = Object.entries(CASES)
  .flatMap(([kind, cases]) => cases.map((each) => ({ kind, each })));

for (const language of new Set(all.map(({ each }) => each[0]))) {
  Deno.test(`what clients write in ${language}`, () => {
    page.documentElement.lang = language;
    for (const { kind, each: [, text, value, shown] } of all.filter(({ each }) => each[0] === language)) {
      assert.equal(meant(kind, text), value, text);
      assert.equal(written(kind, value || text), shown, text);
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

Deno.test("what is written can be read in every language", () => {
  const two = Array.from({ length: 26 ** 2 }, (_, at) => String.fromCharCode(97 + at / 26, 97 + at % 26));
  const languages = Intl.DateTimeFormat.supportedLocalesOf([...two, "de-AT", "de-CH", "en-IN", "pt-PT", "zh-TW"]);
  assert(languages.length > 60);
  const days = Array.from({ length: 12 }, (_, month) => `2026-${`${month + 1}`.padStart(2, "0")}-${month + 10}`);
  const numbers = ["0", "-3.5", "22.125", "1000", "1234.5", "0.125", "1000000"];
  const misread = languages.flatMap((language) => {
    page.documentElement.lang = `${language}-x-own`; // not the browser's variety of it
    const times = ["00:00", "07:05", "12:00", "19:30"].map((time) => ["time", time]);
    return [...times, ...days.map((day) => ["date", day]), ...numbers.map((number) => ["number", number])]
      .filter(([kind, value]) => meant(kind, written(kind, value)) !== value)
      .map(([kind, value]) => `${language}: ${value} is written ${written(kind, value)}`);
  });
  assert.deepEqual(misread, []);
});
