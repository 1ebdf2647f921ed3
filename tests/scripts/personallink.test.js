// @ts-check
// A personal link says what Python wrote into it. Whatever else stands in an address is refused as a whole.

import assert from "node:assert/strict";

import "./support/browser.js";
import { parsed } from "../../templates/theme/assets/personallink.js";

const forms = Deno.env.get("FORMS");
const cases = JSON.parse(Deno.readTextFileSync(`${forms}/personal_links.json`));

/** A link whose data are as given. @param {unknown} data */
const link = (data) => coded(JSON.stringify(data));
/** @param {string} text */
const coded = (text) => {
  const bytes = Array.from(new TextEncoder().encode(text), (each) => String.fromCharCode(each)).join("");
  return `#for=${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
};

const GOOD = { v: 1, client: "ana", name: "Ana", language: "en", programs: { sleep: { begins: "2026-12-07", without: ["goal"] } } };

/** @param {Record<string, unknown>} about */
const withProgram = (about) => ({ ...GOOD, programs: { sleep: about } });

for (const each of cases) {
  Deno.test(`a link of Python's is read: ${each.link.client}`, () => {
    for (const hash of [each.fragment, `#${each.fragment}`]) {
      const found = parsed(hash);
      if (typeof found === "string") throw new Error(found);
      assert.deepEqual({ ...found, programs: Object.fromEntries(found.programs) }, each.link);
    }
  });
}

Deno.test("what is not given is empty", () => {
  assert.deepEqual(parsed(link({ v: 1, client: "ana", further: 1 })), { client: "ana", name: "", language: "", programs: new Map() });
});

Deno.test("a worksheet that is named twice is left out once", () => {
  const found = parsed(link(withProgram({ without: ["a", "b", "a"] })));
  if (typeof found === "string") throw new Error(found);
  assert.deepEqual(found.programs.get("sleep"), { begins: "", without: ["a", "b"] });
});

Deno.test("a link of a newer version is told from a damaged one", () => {
  assert.equal(parsed(link({ v: 2, who: "somebody" })), "link_newer");
});

const many = Array.from({ length: 501 }, (_, at) => `s${at}`);
const damaged = {
  "nothing": "#for=",
  "another fragment": "#time-3",
  "letters that are not base64url": "#for=eyJ2Ijox!",
  "what a mail program has added": `${link(GOOD)}.`,
  "a part that is missing": link(GOOD).slice(0, -9),
  "bytes that are no text": "#for=_____w",
  "no JSON": coded("v=1"),
  "no object": link([1]),
  "nothing in JSON": link(null),
  "no version": link({ client: "ana" }),
  "version 0": link({ ...GOOD, v: 0 }),
  "a version that is a text": link({ ...GOOD, v: "1" }),
  "no client": link({ v: 1 }),
  "a client that is no id": link({ ...GOOD, client: "Ana Ruiz" }),
  "an id with a slash": link({ ...GOOD, client: "ana/ruiz" }),
  "a name that is no text": link({ ...GOOD, name: ["Ana"] }),
  "a name with a line break": link({ ...GOOD, name: "Ana\nRuiz" }),
  "a long name": link({ ...GOOD, name: "a".repeat(201) }),
  "a language that is no text": link({ ...GOOD, language: 1 }),
  "programs in a list": link({ ...GOOD, programs: ["sleep"] }),
  "a program that is no id": link({ ...GOOD, programs: { "a b": {} } }),
  "a program without facts": link({ ...GOOD, programs: { sleep: "2026-12-07" } }),
  "a day that there is not": link(withProgram({ begins: "2026-02-30" })),
  "a day in another form": link(withProgram({ begins: "7/12/2026" })),
  "a day that is a number": link(withProgram({ begins: 20261207 })),
  "a worksheet that is no id": link(withProgram({ without: ["goal", "a b"] })),
  "worksheets in a text": link(withProgram({ without: "goal" })),
  "too many worksheets": link(withProgram({ without: many })),
  "too many programs": link({ ...GOOD, programs: Object.fromEntries(many.map((id) => [id, {}])) }),
  "a long link": link({ ...GOOD, further: "x".repeat(16_000) }),
};

for (const [what, hash] of Object.entries(damaged)) {
  Deno.test(`a damaged link is refused: ${what}`, () => assert.equal(parsed(hash), "link_damaged"));
}
