// @ts-check
// Answers are saved to a file and read in on another device, and none is lost.

import assert from "node:assert/strict";

import { itIs } from "./support/browser.js";
import { clientName, compared, parsed, serialized, take } from "../../templates/theme/assets/answersfile.js";
import practice from "../../templates/theme/assets/practice.js";
import * as store from "../../templates/theme/assets/store.js";

Object.assign(practice, { practice: "Quiet Harbor", language: "de" });
const NOW = "2026-03-14T08:00:00.000Z";
const EARLIER = "2026-03-01T07:30:00.000Z";
const LATER = "2026-03-20T20:00:00.000Z";

/** A test that begins without answers. @param {string} name @param {() => void} body */
const test = (name, body) =>
  Deno.test(name, () => {
    store.erase();
    store.setSetting("client", null);
    itIs(NOW);
    body();
  });

/**
 * A file with further members beside the required ones.
 * @param {Record<string, unknown>} [members]
 */
const file = (members = {}) =>
  JSON.stringify({ format: "workbook-answers", version: 1, answers: {}, ...members });

/** The content of a file that can be read. @param {string} text */
function content(text) {
  const found = parsed(text);
  if (typeof found === "string") throw new Error(found);
  return found;
}

/** @param {...string} keys */
const wanted = (...keys) => new Set(keys);

/** Every answer on this device by its key. */
const here = () => Object.fromEntries(store.answers());

// Writing

test("a file says what it is", () => {
  const found = JSON.parse(serialized([""]));
  const site = { practice: "Quiet Harbor", language: "de" };
  assert.deepEqual(found, { format: "workbook-answers", version: 1, ...site, answers: {}, saved: {} });
});

test("a file says which client it is from, if the coach has told the page", () => {
  store.setSetting("client", "ana-ruiz");
  assert.equal(JSON.parse(serialized(["p/s"])).client, "ana-ruiz");
});

test("a file holds each answer, and when it was given", () => {
  store.write("p/s/name", "Zoë", EARLIER);
  store.write("p/s/tick", "yes", LATER);
  const { answers, saved } = JSON.parse(serialized([""]));
  assert.deepEqual(answers, { "p/s/name": "Zoë", "p/s/tick": "yes" });
  assert.deepEqual(saved, { "p/s/name": EARLIER, "p/s/tick": LATER });
});

test("a file holds what was replaced and what is done, if there is any", () => {
  store.keep("p/s/name", { value: "old", saved: EARLIER });
  store.setDone("p/s", LATER);
  const { replaced, done } = JSON.parse(serialized([""]));
  assert.deepEqual(replaced, [{ key: "p/s/name", value: "old", saved: EARLIER }]);
  assert.deepEqual(done, { "p/s": LATER });
});

test("the file of a scope holds only answers of that scope", () => {
  for (const sheet of ["p/s", "p/sheet", "q/s"]) {
    store.write(`${sheet}/name`, sheet, EARLIER);
    store.keep(`${sheet}/name`, { value: "old", saved: EARLIER });
    store.setDone(sheet, LATER);
  }
  const sheet = JSON.parse(serialized(["p/s"]));
  assert.deepEqual(sheet.answers, { "p/s/name": "p/s" });
  assert.deepEqual(sheet.saved, { "p/s/name": EARLIER });
  assert.deepEqual(sheet.replaced.map((/** @type {any} */ each) => each.key), ["p/s/name"]);
  assert.deepEqual(sheet.done, { "p/s": LATER });
  const program = JSON.parse(serialized(["p"]));
  assert.deepEqual(Object.keys(program.answers), ["p/s/name", "p/sheet/name"]);
  assert.deepEqual(Object.keys(program.done), ["p/s", "p/sheet"]);
});

test("a file of a worksheet says whose it is", () => {
  store.write("p/client-name", "Zoë", EARLIER);
  store.write("p/s/tick", "yes", LATER);
  store.write("other/client-name", "Ana", LATER);
  const { answers, saved } = JSON.parse(serialized(["p/s"]));
  assert.deepEqual(answers, { "p/client-name": "Zoë", "p/s/tick": "yes" });
  assert.equal(saved["p/client-name"], EARLIER);
  assert.deepEqual(["p/s", "p", "other/s", "none/s"].map(clientName), ["Zoë", "Zoë", "Ana", ""]);
  assert.equal(clientName(""), "Ana", "the first one, for all programs");
});

test("what the coach gets has only what was chosen, and not what was replaced", () => {
  for (const key of ["p/client-name", "p/begins", "p/s/a", "p/s@2/a", "p/s@20/a", "p/t/a", "q/s/a"]) store.write(key, key, EARLIER);
  store.keep("p/s/a", { value: "old", saved: EARLIER });
  for (const sheet of ["p/s", "p/s@2", "p/t"]) store.setDone(sheet, LATER);
  const sent = (/** @type {string[]} */ ...scopes) => JSON.parse(serialized(scopes, { sent: true }));
  assert.deepEqual(Object.keys(sent("p/s").answers), ["p/client-name", "p/s/a", "p/begins"]);
  assert.deepEqual(Object.keys(sent("p/s").saved), ["p/client-name", "p/s/a", "p/begins"]);
  assert.deepEqual(sent("p/s").done, { "p/s": LATER });
  assert.deepEqual(sent("p/s@2", "q/s").done, { "p/s@2": LATER });
  assert.deepEqual(Object.keys(sent("p/s@2", "q/s").answers), ["p/client-name", "p/s@2/a", "q/s/a", "p/begins"]);
  assert.ok(!("replaced" in sent("p/s")));
});

test("a file is indented text that ends with a newline", () => {
  store.write("p/s/name", "Zoë", EARLIER);
  assert.match(serialized([""]), /^\{\n  "format": [^]*\n    "p\/s\/name": "Zoë"\n[^]*\n\}\n$/);
});

// Reading

test("a device takes over which client it is from a file, if it does not know yet", () => {
  const taken = (/** @type {unknown} */ client) => {
    take(content(file({ client })), wanted());
    return store.setting("client");
  };
  for (const wrong of [1, "", "a b", "a/b", "-", "x".repeat(61)]) assert.equal(taken(wrong), null);
  assert.equal(taken("ana-ruiz"), "ana-ruiz");
  assert.equal(taken("somebody-else"), "ana-ruiz");
});

test("a file that only the coach can open is told from others", () => {
  for (const text of ["eyJhIjoxfQ..iv.text.tag", "  eyJhIjoxfQ..iv.text.tag\r\n"]) assert.equal(parsed(text), "for_coach");
  for (const text of ["a.b.c.d.e", "eyJhIjoxfQ.iv.text.tag", "eyJhIjoxfQ..iv.te xt.tag", "eyJh"]) assert.equal(parsed(text), "not_ours");
});

test("what was written is read", () => {
  const text = 'lines\nwith "quotes", \\, tabs\t, Ωμέγα, 漢字 and 😀';
  store.write("p/s/text", text, EARLIER);
  store.write("programm/blatt/größe-2", "7", LATER);
  store.keep("p/s/text", { value: "old", saved: EARLIER });
  store.setDone("p/s", LATER);
  const found = content(serialized([""]));
  assert.deepEqual(found.answers, store.answers());
  assert.equal(found.answers.get("p/s/text")?.value, text);
  assert.deepEqual(found.kept, store.replaced());
  assert.deepEqual(found.done, store.done());
});

test("a text that is no file of answers is not ours", () => {
  const format = "workbook-answers";
  const strange = [
    "",
    "text",
    "{",
    "null",
    "1",
    '"workbook-answers"',
    "[]",
    "{}",
    JSON.stringify({ format: "other", version: 1, answers: {} }),
    JSON.stringify({ version: 1, answers: {} }),
    JSON.stringify({ format, version: 1 }),
    JSON.stringify({ format, version: 1, answers: null }),
    JSON.stringify({ format, version: 1, answers: "p/s/name" }),
    JSON.stringify({ format: "other", version: 2, answers: {} }),
  ];
  for (const text of strange) assert.equal(parsed(text), "not_ours", text);
});

test("a file of another version is too new", () => {
  for (const version of [2, "1", null, undefined]) {
    assert.equal(parsed(file({ version })), "too_new", `${version}`);
  }
});

test("a file with the answers alone can be read", () => {
  const found = content(file({ answers: { "p/s/name": "Zoë" } }));
  assert.deepEqual(found.answers, new Map([["p/s/name", { value: "Zoë", saved: "" }]]));
  assert.deepEqual(found.kept, []);
  assert.deepEqual(found.done, {});
});

test("keys have letters, digits and hyphens between slashes", () => {
  const keys = ["p/s", "p/s/name", "a-b/c-2/d/e", "größe/Ωμέγα/имя", "漢字/2"];
  const answers = Object.fromEntries(keys.map((key) => [key, "x"]));
  assert.deepEqual([...content(file({ answers })).answers.keys()], keys);
});

test("invalid keys are dropped", () => {
  const strange = [
    "",
    "name",
    "/",
    "/p/s",
    "p/s/",
    "p//s",
    "p s/a",
    "p/a.b",
    "p/a:b",
    "p/a\n",
    "__proto__",
    "p/<b>",
    "p\\s",
  ];
  const answers = Object.fromEntries(["p/s/name", ...strange].map((key) => [key, "x"]));
  const found = content(file({
    answers,
    replaced: [...strange, null, 7, undefined].map((key) => ({
      key,
      value: "old",
      saved: EARLIER,
    })),
    done: Object.fromEntries(strange.map((key) => [key, EARLIER])),
  }));
  assert.deepEqual([...found.answers.keys()], ["p/s/name"]);
  assert.deepEqual(found.kept, []);
  assert.deepEqual(found.done, {});
});

test("invalid answers are dropped", () => {
  const answers = {
    "p/s/a": "",
    "p/s/b": 7,
    "p/s/c": null,
    "p/s/d": ["x"],
    "p/s/e": true,
    "p/s/f": {},
    "p/s/g": "x",
  };
  assert.deepEqual([...content(file({ answers })).answers.keys()], ["p/s/g"]);
});

test("times are read as UTC", () => {
  const answers = { "p/s/a": "x", "p/s/b": "x", "p/s/c": "x" };
  const saved = { "p/s/a": "2026-03-14T08:00:00+01:00", "p/s/b": "2026-03-14", "p/s/c": EARLIER };
  const times = [...content(file({ answers, saved })).answers.values()].map((each) => each.saved);
  assert.deepEqual(times, ["2026-03-14T07:00:00.000Z", "2026-03-14T00:00:00.000Z", EARLIER]);
});

test("invalid times are left out", () => {
  for (const time of ["someday", "", 7, null, {}, undefined]) {
    const found = content(file({
      answers: { "p/s/a": "x" },
      saved: { "p/s/a": time },
      replaced: [{ key: "p/s/a", value: "old", saved: time }],
      done: { "p/s": time },
    }));
    assert.equal(found.answers.get("p/s/a")?.saved, "", `${time}`);
    assert.deepEqual(found.kept, [{ key: "p/s/a", value: "old", saved: "" }]);
    assert.deepEqual(found.done, {});
  }
});

test("replaced answers are read, and invalid ones are dropped", () => {
  const old = { key: "p/s/a", value: "old", saved: "2026-03-14T08:00:00+01:00", more: 1 };
  const replaced = [null, "p/s/a", 7, {}, { key: "p/s/a" }, { key: "p/s/a", value: 7 }, old];
  const expected = { key: "p/s/a", value: "old", saved: "2026-03-14T07:00:00.000Z" };
  assert.deepEqual(content(file({ replaced })).kept, [expected]);
  for (const strange of [{}, "p/s/a", null, 7]) {
    assert.deepEqual(content(file({ replaced: strange })).kept, []);
  }
});

test("worksheets that are done are read with their times", () => {
  const done = { "p/s": "2026-03-14T08:00:00+01:00", "p/t": EARLIER };
  const expected = { "p/s": "2026-03-14T07:00:00.000Z", "p/t": EARLIER };
  assert.deepEqual(content(file({ done })).done, expected);
  for (const strange of [null, [], 7, "p/s"]) {
    assert.deepEqual(content(file({ done: strange })).done, {});
  }
});

// Comparing

test("answers are new here, the same, or different", () => {
  store.write("p/s/same", "x", EARLIER);
  store.write("p/s/differs", "here", EARLIER);
  store.write("p/s/only-here", "here", EARLIER);
  const answers = { "p/s/new": "x", "p/s/same": "x", "p/s/differs": "there" };
  assert.deepEqual(compared(content(file({ answers, saved: { "p/s/same": LATER } }))), {
    fresh: ["p/s/new"],
    same: ["p/s/same"],
    differ: ["p/s/differs"],
  });
});

// Taking over

test("chosen answers are taken over with their times", () => {
  const answers = { "p/s/a": "1", "p/s/b": "2", "p/s/c": "3" };
  const saved = { "p/s/a": EARLIER, "p/s/b": LATER, "p/s/c": LATER };
  take(content(file({ answers, saved })), wanted("p/s/a", "p/s/c", "p/s/other"));
  assert.deepEqual(here(), {
    "p/s/a": { value: "1", saved: EARLIER },
    "p/s/c": { value: "3", saved: LATER },
  });
});

test("an answer without a time is taken over as given now", () => {
  take(content(file({ answers: { "p/s/a": "x" } })), wanted("p/s/a"));
  assert.deepEqual(here(), { "p/s/a": { value: "x", saved: NOW } });
});

test("an answer that is replaced is kept", () => {
  store.write("p/s/a", "here", LATER);
  store.write("p/s/b", "here", LATER);
  const answers = { "p/s/a": "there", "p/s/b": "there" };
  take(content(file({ answers, saved: { "p/s/a": EARLIER } })), wanted("p/s/a"));
  assert.deepEqual(store.read("p/s/a"), { value: "there", saved: EARLIER });
  assert.deepEqual(store.read("p/s/b"), { value: "here", saved: LATER });
  assert.deepEqual(store.replaced(), [{ key: "p/s/a", value: "here", saved: LATER }]);
});

test("an answer that is the same replaces nothing", () => {
  store.write("p/s/a", "same", EARLIER);
  take(content(file({ answers: { "p/s/a": "same" }, saved: { "p/s/a": LATER } })), wanted("p/s/a"));
  assert.deepEqual(store.read("p/s/a"), { value: "same", saved: LATER });
  assert.deepEqual(store.replaced(), []);
});

test("replaced answers without a time do not take each other's place", () => {
  const old = (/** @type {string} */ value) => ({ key: "p/s/a", value, saved: "when?" });
  const replaced = [old("one"), old("two"), old("one"), old("three")];
  for (let twice = 0; twice < 2; twice++) take(content(file({ replaced })), wanted());
  assert.deepEqual(store.replaced().map(({ value }) => value), ["one", "two", "three"]);
});

test("answers that were replaced elsewhere are kept, even if no answer is chosen", () => {
  const replaced = [{ key: "p/s/a", value: "old", saved: EARLIER }, { key: "p/s/b", value: "old" }];
  take(content(file({ replaced })), wanted());
  assert.deepEqual(store.replaced(), [
    { key: "p/s/a", value: "old", saved: EARLIER },
    { key: "p/s/b", value: "old", saved: "" }, // nobody knows when
  ]);
  assert.deepEqual(here(), {});
});

test("a worksheet that is done elsewhere is done here, and keeps its time here", () => {
  store.setDone("p/s", EARLIER);
  take(content(file({ done: { "p/s": LATER, "p/t": LATER } })), wanted());
  assert.deepEqual(store.done(), { "p/s": EARLIER, "p/t": LATER });
});

test("a page is notified of each answer that is taken over", () => {
  /** @type {string[]} */
  const told = [];
  const stop = new AbortController();
  store.listen((key) => told.push(key), stop.signal);
  take(content(file({ answers: { "p/s/a": "1", "p/s/b": "2" } })), wanted("p/s/b"));
  stop.abort();
  assert.deepEqual(told, ["p/s/b"]);
});

test("an empty device gets everything in a file", () => {
  store.write("p/s/a", "1", EARLIER);
  store.write("q/t/b", "2", LATER);
  store.keep("p/s/a", { value: "old", saved: EARLIER });
  store.setDone("q/t", LATER);
  const text = serialized([""]);
  store.erase();
  const found = content(text);
  take(found, wanted(...compared(found).fresh));
  assert.equal(serialized([""]), text);
});

test("reading a file in twice changes nothing the second time", () => {
  store.write("p/s/a", "here", EARLIER);
  const found = content(file({ answers: { "p/s/a": "there" }, saved: { "p/s/a": LATER } }));
  take(found, wanted("p/s/a"));
  const once = serialized([""]);
  take(found, wanted("p/s/a"));
  assert.equal(serialized([""]), once);
});
