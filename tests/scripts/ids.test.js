// @ts-check
// Ids, keys, and names of options are the same in Python and in the scripts of a page.

import assert from "node:assert/strict";
import { isId, isKey, isNameKey, isOthersKey, nameKey, normalized, splitTime, withTime, withTimes } from "../../templates/theme/assets/ids.js";
import { fromPdfName, toPdfName } from "../../templates/theme/assets/pdfnames.js";
// Python is tested against the same cases: tests/answers/test_ids.py.
import cases from "../data/contract.json" with { type: "json" };

const { test } = Deno;

test("what is an id", () => {
  assert.deepEqual(cases.ids.good.filter((text) => !isId(text)), []);
  assert.deepEqual(cases.ids.bad.filter(isId), []);
});

test("what is a key", () => {
  assert.deepEqual(cases.keys.good.filter((text) => !isKey(text)), []);
  assert.deepEqual(cases.keys.bad.filter(isKey), []);
});

test("what others write has keys of its own", () => {
  assert.deepEqual(cases["others-keys"].good.filter((text) => !isOthersKey(text)), []);
  assert.deepEqual(cases["others-keys"].bad.filter(isOthersKey), []);
  assert.deepEqual(cases["others-keys"].good.filter(isKey), []);
});

test("a time stands after the worksheet", () => {
  for (const [key, time, plain] of /** @type {[string, number | null, string][]} */ (cases.times)) {
    assert.deepEqual(splitTime(key), [plain, time]);
    assert.equal(withTime(plain, time), key);
  }
});

test("a blank sheet says which time its answers are for", () => {
  for (const [values, timed] of cases["which-time"]) {
    assert.deepEqual(Object.fromEntries(withTimes(new Map(Object.entries(values)))), timed);
  }
});

test("the client's name is one answer for a program", () => {
  for (const scope of ["better-sleep", "better-sleep/goal", "better-sleep/goal/why/row-1"]) {
    assert.equal(nameKey(scope), "better-sleep/client-name");
  }
  assert.equal(isNameKey("better-sleep/client-name"), true);
  for (const key of ["better-sleep/goal/client-name", "client-name", "better-sleep/client-name/x"]) {
    assert.equal(isNameKey(key), false, key);
  }
});

test("a value that is not a text is neither", () => {
  for (const value of [undefined, null, 5, {}, ["a/b"]]) {
    assert.equal(isId(value), false);
    assert.equal(isKey(value), false);
  }
});

test("texts that look the same get one form", () => {
  for (const [given, kept] of cases.normalized) assert.equal(normalized(given), kept);
});

test("an option is named in ASCII, and found again", () => {
  for (const [option, name] of cases["pdf-names"]) {
    assert.equal(toPdfName(option), name);
    assert.equal(fromPdfName(name), option);
  }
});

test("a name that stands for no option stays as it is", () => {
  for (const name of cases["not-pdf-names"]) assert.equal(fromPdfName(name), name);
});

test("letters from all of Unicode are encoded and decoded", () => {
  for (let point = 0x80; point < 0x2fa1d; point += 37) {
    const option = normalized(`a${String.fromCodePoint(point)}-${String.fromCodePoint(point)}`);
    if (/\p{C}/u.test(option)) continue;
    assert.equal(fromPdfName(toPdfName(option)), option, point.toString(16));
  }
});
