// @ts-check
// Answers are read from forms that any program has filled in, and written into our forms.

import assert from "node:assert/strict";
import cases from "../data/contract.json" with { type: "json" };

import "./support/browser.js";
import { Name, PdfFile, Ref } from "../../templates/theme/assets/pdffile.js";
import { fill, values } from "../../templates/theme/assets/pdfform.js";
import { box, fields, FIRST, form, seen } from "./support/form.js";
import { appended, bytes, characters, objects, pdf } from "./support/pdf.js";

/** The folder of the forms that test_scripts.py makes and fills in. */
const FORMS = `${Deno.env.get("FORMS")}/`;
const EMPTY = await Deno.readFile(`${FORMS}empty.pdf`);
/** @type {Record<string, string>} */
const ANSWERS = JSON.parse(await Deno.readTextFile(`${FORMS}answers.json`));

const RADIO = 1 << 15;
const SEVERAL = `/Ff ${1 << 12}`;

/** The answer that is read from a field. @param {string} entries */
const read = async (entries) => (await values(form([`/T(f)${entries}`]))).get("f");

/** The bytes of a text in UTF-16, big-endian. @param {string} text */
const utf16 = (text) =>
  [...text].map((each) => String.fromCharCode(each.charCodeAt(0) >> 8, each.charCodeAt(0) & 255))
    .join("");

/** The bytes of a text as a hexadecimal string of PDF. @param {string} text */
const hex = (text) =>
  `<${[...text].map((each) => each.charCodeAt(0).toString(16).padStart(2, "0")).join("")}>`;

// Reading texts

Deno.test("a text is read in UTF-16 of either order, UTF-8, and PDF's own encoding", async () => {
  const text = "Zoë, Ωμέγα – Дмитрий 漢字";
  const big = utf16(text);
  const little = big.replace(/(.)(.)/gs, "$2$1");
  const utf8 = characters(new TextEncoder().encode(text));
  assert.equal(await read(`/FT/Tx/V${hex(`\xfe\xff${big}`)}`), text);
  assert.equal(await read(`/FT/Tx/V${hex(`\xff\xfe${little}`)}`), text);
  assert.equal(await read(`/FT/Tx/V${hex(`\xef\xbb\xbf${utf8}`)}`), text);
  assert.equal(await read(`/FT/Tx/V${hex("Zo\xeb \xdf \xff")}`), "Zoë ß ÿ");
});

Deno.test("letters outside the basic plane are read", async () => {
  assert.equal(await read("/FT/Tx/V<feffd83dde00>"), "😀");
});

Deno.test("letters of PDF's own encoding are read as those of Unicode", async () => {
  const codes = (/** @type {number} */ from, /** @type {number} */ to) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)).join("");
  assert.equal(await read(`/FT/Tx/V${hex(codes(0x18, 0x1f))}`), "˘ˇˆ˙˝˛˚˜");
  const high = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";
  assert.equal(await read(`/FT/Tx/V${hex(codes(0x80, 0x9e))}`), high);
  assert.equal(await read(`/FT/Tx/V${hex("5 \xa0\xa1")}`), "5 €¡");
});

Deno.test("all kinds of line breaks are read as \\n", async () => {
  assert.equal(await read(String.raw`/FT/Tx/V(a\rb\r\nc\nd\n\re)`), "a\nb\nc\nd\n\ne");
});

Deno.test("a text that is empty or missing is no answer", async () => {
  for (const nothing of ["/V()", "/V<feff>", "", "/V null", "/V[(a)]"]) {
    assert.equal(await read(`/FT/Tx${nothing}`), undefined, nothing);
  }
});

Deno.test("a value can be a separate object", async () => {
  const sheet = form(["/T 8 0 R/FT 9 0 R/V 10 0 R"], { 8: "(f)", 9: "/Tx", 10: "(text)" });
  assert.deepEqual(await values(sheet), new Map([["f", "text"]]));
});

Deno.test("the newest value counts", async () => {
  const old = form(["/T(f)/FT/Tx/V(old)"]);
  const update = objects({ [FIRST]: "<</T(f)/FT/Tx/V(new)>>" });
  assert.deepEqual(await values(appended(old, update)), new Map([["f", "new"]]));
});

// Reading choices

Deno.test("a tick is read as yes, whatever its state is called", async () => {
  for (const state of ["/yes", "/On", "/1", "(yes)", "(/yes)"]) {
    assert.equal(await read(`/FT/Btn/V${state}`), "yes", state);
  }
});

Deno.test("a box without a tick is no answer", async () => {
  for (const state of ["/V/Off", "/V(Off)", "/V(/Off)", "/V()", "/V(/)", ""]) {
    assert.equal(await read(`/FT/Btn${state}`), undefined, state);
  }
});

Deno.test("the choice of radio buttons is read from a name or a string", async () => {
  for (const state of ["/calm", "(calm)", "(/calm)", hex(`\xfe\xff${utf16("calm")}`)]) {
    assert.equal(await read(`/FT/Btn/Ff ${RADIO | (1 << 14)}/V${state}`), "calm", state);
  }
});

Deno.test("radio buttons without a choice are no answer", async () => {
  for (const state of ["/V/Off", "/V(Off)", "/V(/Off)", ""]) {
    assert.equal(await read(`/FT/Btn/Ff ${RADIO}${state}`), undefined, state);
  }
});

Deno.test("a drop-down is read by the id of its option", async () => {
  const options = "/FT/Ch/Opt[[(a)(Label)]]";
  assert.equal(await read(`${options}/V(a)`), "a");
  assert.equal(await read(`${options}/V(/a)`), "/a");
});

Deno.test("a dash in a drop-down is no answer", async () => {
  for (const nothing of ["/V<feff2013>", "/V<85>", "/V()", ""]) {
    assert.equal(await read(`/FT/Ch${nothing}`), undefined, nothing);
  }
});

Deno.test("a dash in a text field is an answer", async () => {
  assert.equal(await read("/FT/Tx/V<feff2013>"), "–");
});

// Reading fields

Deno.test("fields of other kinds, or of none, are skipped", async () => {
  assert.equal(await read("/FT/Sig/V(a)"), undefined);
  assert.equal(await read("/V(a)"), undefined);
});

Deno.test("a field without a name is skipped", async () => {
  assert.equal((await values(form(["/FT/Tx/V(a)", "/T()/FT/Tx/V(b)"]))).size, 0);
});

Deno.test("keys are read in every script", async () => {
  const sheet = form([
    `/T${hex(`\xfe\xff${utf16("größe/Ωμέγα")}`)}/FT/Tx/V(1)`,
    "/T(a#b)/FT/Tx/V(2)",
  ]);
  assert.deepEqual([...(await values(sheet)).keys()], ["größe/Ωμέγα", "a#b"]);
});

Deno.test("a field within another has both names, with a period between them", async () => {
  const sheet = form(["/T(a)/Kids[40 0 R 41 0 R]"], {
    40: "<</T(b)/FT/Tx/V(1)>>",
    41: "<</T(c)/Kids[42 0 R]>>",
    42: "<</T(d)/FT/Tx/V(2)>>",
  });
  assert.deepEqual(await values(sheet), new Map([["a.b", "1"], ["a.c.d", "2"]]));
});

Deno.test("fields within a field without a name keep their own names", async () => {
  const sheet = form(["/Kids[40 0 R]"], { 40: "<</T(b)/FT/Tx/V(1)>>" });
  assert.deepEqual(await values(sheet), new Map([["b", "1"]]));
});

Deno.test("a field inherits its kind, its flags, and its value", async () => {
  const sheet = form([`/T(a)/FT/Btn/Ff ${RADIO}/V/calm/Kids[40 0 R 41 0 R 42 0 R 43 0 R 44 0 R]`], {
    40: "<</T(all)>>",
    41: "<</T(value)/V/unsure>>",
    42: "<</T(flags)/Ff 0>>",
    43: "<</T(kind)/FT/Tx/V(text)>>",
    44: "<</T(last)>>",
  });
  assert.deepEqual(Object.fromEntries(await values(sheet)), {
    "a.all": "calm",
    "a.value": "unsure",
    "a.flags": "yes",
    "a.kind": "text",
    "a.last": "calm",
  });
});

Deno.test("a field does not inherit from its neighbors", async () => {
  const sheet = form(["/T(a)/Kids[40 0 R]", "/T(b)/V(2)"], { 40: "<</T(c)/FT/Tx/V(1)>>" });
  assert.deepEqual(await values(sheet), new Map([["a.c", "1"]]));
});

Deno.test("the widgets of a field have no names and values of their own", async () => {
  const sheet = form(["/T(a)/FT/Tx/V(1)/Kids[40 0 R 41 0 R]"], { 40: "<</V(2)>>", 41: "<<>>" });
  assert.deepEqual(await values(sheet), new Map([["a", "1"]]));
});

Deno.test("fields that contain each other are read once", async () => {
  const sheet = form(["/T(a)/Kids[40 0 R]"], {
    40: `<</T(b)/Kids[${FIRST} 0 R 41 0 R]>>`,
    41: "<</T(c)/FT/Tx/V(1)>>",
  });
  assert.deepEqual(await values(sheet), new Map([["a.b.c", "1"]]));
});

Deno.test("missing fields are skipped", async () => {
  const sheet = form(["/T(a)/FT/Tx/V(1)/Kids[]"], { 2: `<</Fields[90 0 R ${FIRST} 0 R]>>` });
  assert.deepEqual(await values(sheet), new Map([["a", "1"]]));
});

Deno.test("a PDF without a form has no answers", async () => {
  assert.equal((await values(pdf({ 1: "<<>>" }))).size, 0);
  assert.equal((await values(pdf({ 1: "<</AcroForm<<>>>>" }))).size, 0);
});

Deno.test("a file that is not a PDF is refused", async () => {
  await assert.rejects(values(bytes("%PDF-1.7 broken")), /no PDF/);
  await assert.rejects(fill(bytes("%PDF-1.7 broken"), new Map()), /no PDF/);
});

Deno.test("an encrypted form is refused", async () => {
  await assert.rejects(values(pdf({ 1: "<<>>" }, "/Root 1 0 R/Encrypt 9 0 R")), /encrypted/);
});

Deno.test("a real form has no answers before it is filled in", async () => {
  assert.equal((await values(EMPTY)).size, 0);
});

Deno.test("answers are read whichever program wrote them", async () => {
  const found = [...Deno.readDirSync(FORMS)].map(({ name }) => name).filter((name) =>
    /^by-/.test(name)
  );
  assert.deepEqual(found.sort(), [
    "by-pikepdf.pdf",
    "by-pypdf.pdf",
    "by-qpdf-linear.pdf",
    "by-qpdf-packed.pdf",
    "by-qpdf-plain.pdf",
  ]);
  for (const name of found) {
    const read = await values(await Deno.readFile(FORMS + name));
    assert.deepEqual(Object.fromEntries(read), ANSWERS, name);
  }
});

// Filling in

/**
 * Fill in a form with one field, and look at the result.
 * @param {string} entries
 * @param {string} answer
 * @param {Record<number, string>} [more]
 */
async function filled(entries, answer, more) {
  const made = await fill(form([`/T(f)${entries}`], more), new Map([["f", answer]]));
  return { ...made, value: (await values(made.pdf)).get("f"), see: () => seen(made.pdf, FIRST) };
}

Deno.test("answers that are filled into a real form are read from it", async () => {
  const answers = new Map(Object.entries(ANSWERS));
  const { pdf, cut, absent } = await fill(EMPTY, answers);
  assert.deepEqual(Object.fromEntries(await values(pdf)), ANSWERS);
  assert.deepEqual(cut, []);
  assert.deepEqual(absent, []);
  assert.deepEqual(pdf.slice(0, EMPTY.length), EMPTY, "every old byte stays");
  await Deno.writeFile(`${FORMS}filled.pdf`, pdf);
});

Deno.test("an option can have any letters in its id", async () => {
  const form = await Deno.readFile(`${FORMS}radio-buttons.pdf`);
  for (const [index, [option]] of cases["pdf-names"].entries()) {
    const { pdf, absent } = await fill(form, new Map([["p/w/option", option]]));
    assert.deepEqual(absent, []);
    assert.deepEqual([...(await values(pdf))], [["p/w/option", option]]);
    await Deno.writeFile(`${FORMS}chosen-${index}.pdf`, pdf); // Python reads it, too
  }
});

Deno.test("a form can be filled in again: choices change, and other answers stay", async () => {
  const first = await fill(EMPTY, new Map(Object.entries(ANSWERS)));
  const again = { "p/w/name": "Ann", "p/w/feeling": "calm", "p/w/mood": "unsure" };
  const { pdf } = await fill(first.pdf, new Map(Object.entries(again)));
  assert.deepEqual(Object.fromEntries(await values(pdf)), { ...ANSWERS, ...again });
  assert.deepEqual(pdf.slice(0, first.pdf.length), first.pdf);
});

Deno.test("only fields with answers are written, with their drawings", async () => {
  const { number } = (await fields(EMPTY)).get("p/w/name");
  const { pdf } = await fill(EMPTY, new Map([["p/w/name", "Ann"]]));
  const update = characters(pdf.slice(EMPTY.length));
  const written = [...update.matchAll(/^(\d+) 0 obj/gm)].map(([, each]) => Number(each));
  const size = (await PdfFile.read(EMPTY)).trailer.get("Size");
  assert.deepEqual(written, [number, size, size + 1], "the field, its drawing, the table");
});

Deno.test("without answers only a cross-reference table is written", async () => {
  const { pdf, cut, absent } = await fill(EMPTY, new Map());
  assert.equal(characters(pdf.slice(EMPTY.length)).match(/ obj/g)?.length, 1);
  assert.equal((await values(pdf)).size + cut.length + absent.length, 0);
});

Deno.test("a form without our font is refused", async () => {
  await assert.rejects(fill(pdf({ 1: "<<>>" }), new Map()), /no form of ours/);
  await assert.rejects(fill(form([], { 3: "null" }), new Map()), /no form of ours/);
});

Deno.test("answers without a field are absent", async () => {
  const answers = new Map([["p/w/name", "Ann"], ["p/w/gone", "text"], ["p/gone/name", "text"]]);
  const { pdf, absent } = await fill(EMPTY, answers);
  assert.deepEqual(absent, ["p/w/gone", "p/gone/name"]);
  assert.deepEqual(await values(pdf), new Map([["p/w/name", "Ann"]]));
});

Deno.test("answers whose option is gone are absent, and the earlier choice stays", async () => {
  const before = await fill(EMPTY, new Map([["p/w/feeling", "calm"], ["p/w/mood", "calm"]]));
  const gone = new Map([["p/w/feeling", "gone"], ["p/w/mood", "gone"]]);
  const { pdf, cut, absent } = await fill(before.pdf, gone);
  assert.deepEqual(absent, ["p/w/feeling", "p/w/mood"]);
  assert.deepEqual(cut, []);
  assert.deepEqual(Object.fromEntries(await values(pdf)), {
    "p/w/feeling": "calm",
    "p/w/mood": "calm",
  });
});

Deno.test("only the value and the drawing of a field are changed", async () => {
  const { pdf } = await filled(`${box(100, 20)}/V(old)/TU(Name?)/Parent 9 0 R`, "new");
  const field = (await PdfFile.read(pdf)).objects.get(FIRST);
  assert.deepEqual([...field.keys()], ["T", "FT", "Rect", "V", "TU", "Parent", "AP"]);
  assert.equal(field.get("TU").bytes, "Name?");
  assert.deepEqual(field.get("Parent"), new Ref(9));
  assert.equal(field.get("V").bytes, "new");
});

Deno.test("an answer is written in ASCII if possible, and otherwise in UTF-16", async () => {
  const plain = await filled(box(100, 20), "a (b)\\ ~");
  assert.equal((await PdfFile.read(plain.pdf)).objects.get(FIRST).get("V").bytes, "a (b)\\ ~");
  for (const text of ["é", "a\x7f", "漢", "😀", "€"]) {
    const { pdf, value } = await filled(box(100, 20), text);
    assert.match((await PdfFile.read(pdf)).objects.get(FIRST).get("V").bytes, /^\xfe\xff/);
    assert.equal(value, text);
  }
});

// Ticks and radio buttons

const TICK = "/FT/Btn/V/Off/AS/Off/AP<</N<</yes 8 0 R/Off 9 0 R>>>>";

Deno.test("a tick sets a value and a state, whatever its answer says", async () => {
  for (const answer of ["yes", "on"]) {
    const { pdf, value, cut, absent } = await filled(TICK, answer);
    const field = (await PdfFile.read(pdf)).objects.get(FIRST);
    assert.equal(value, "yes");
    assert.deepEqual(field.get("V"), new Name("yes"));
    assert.deepEqual(field.get("AS"), new Name("yes"));
    assert.deepEqual([...cut, ...absent], []);
  }
});

Deno.test("a box with another state for its tick is not ours, and is not changed", async () => {
  const { value, absent } = await filled(TICK.replace("yes", "On"), "yes");
  assert.equal(value, undefined);
  assert.deepEqual(absent, ["f"]);
});

const BUTTON = (/** @type {string} */ state) =>
  `<</AS/${state}/AP<</N<</${state} 8 0 R/Off 9 0 R>>>>>>`;
const BUTTONS = { 40: BUTTON("calm"), 41: BUTTON("unsure"), 42: "<</Rect[0 0 1 1]>>" };
const RADIOS = `/FT/Btn/Ff ${RADIO}/V/calm/Kids[40 0 R 41 0 R 42 0 R]`;

Deno.test("one radio button is on, and the others are off", async () => {
  const { pdf, value } = await filled(RADIOS, "unsure", BUTTONS);
  assert.equal(value, "unsure");
  const file = await PdfFile.read(pdf);
  assert.deepEqual(file.objects.get(FIRST).get("V"), new Name("unsure"));
  assert.equal(file.objects.get(FIRST).has("AS"), false);
  const states = [40, 41, 42].map((number) => file.objects.get(number).get("AS"));
  assert.deepEqual(states, [new Name("Off"), new Name("unsure"), new Name("Off")]);
  assert.deepEqual([...file.objects.get(41).get("AP").get("N").keys()], ["unsure", "Off"]);
});

Deno.test("the drawings of a button can be a separate object", async () => {
  const { value } = await filled("/FT/Btn/AP 6 0 R", "yes", {
    6: "<</N 7 0 R>>",
    7: "<</yes 8 0 R>>",
  });
  assert.equal(value, "yes");
});

Deno.test("radio buttons of a real form show the choice", async () => {
  const { pdf } = await fill(EMPTY, new Map([["p/w/feeling", "unsure"], ["p/w/commit", "yes"]]));
  const found = await fields(pdf);
  const states = found.get("p/w/feeling").widgets.map((/** @type {any} */ each) =>
    each.get("AS").name
  );
  assert.deepEqual(states, ["Off", "unsure"]);
  assert.equal(found.get("p/w/commit").field.get("AS").name, "yes");
});

// Drop-downs

const LIST = "/FT/Ch/Rect[0 0 200 20]/Opt[[<feff2013><feff2013>][(a)(First label)](plain) 8 0 R]";
const LISTED = { 8: `[(b)<feff00c4>]` };

Deno.test("a drop-down has the id of an option as its value, and shows the label", async () => {
  for (const [answer, label] of [["a", "First label"], ["b", "Ä"]]) {
    const { value, see, cut } = await filled(LIST, answer, LISTED);
    assert.equal(value, answer);
    assert.deepEqual((await see()).lines, [label]);
    assert.deepEqual(cut, []);
  }
});

Deno.test("a drop-down that exports labels has the label as its value, and is read as the id", async () => {
  const list = "/FT/Ch/Rect[0 0 200 20]/Opt[<feff2013>(b)<feff0065030a>]/WB_Ids[<feff2013>(a)(b)]";
  for (const [answer, label] of [["a", "b"], ["b", "e\u030a"]]) {
    const { pdf, see } = await filled(list, answer);
    assert.deepEqual((await see()).lines.length, 1);
    assert.deepEqual(await values(pdf), new Map([["f", answer]]), label);
  }
  assert.equal(await read(`${list}/V(b)`), "a");
  assert.equal(await read(`${list}/V<feff00650030>`), "e0");
  assert.equal(await read(`${list}/V<feff2013>`), undefined);
  assert.deepEqual((await filled(list, "c")).absent, ["f"]);
});

Deno.test("a label is read as its id where ids are exported, as some programs save it", async () => {
  assert.equal(await read("/FT/Ch/Opt[[(a)(First label)]]/V(First label)"), "a");
});

Deno.test("an option without a label shows its id", async () => {
  const { value, see } = await filled(LIST, "plain", LISTED);
  assert.equal(value, "plain");
  assert.deepEqual((await see()).lines, ["plain"]);
});

Deno.test("an option is found by its id, not by its label", async () => {
  for (const answer of ["First label", "A", "", "gone"]) {
    assert.deepEqual((await filled(LIST, answer, LISTED)).absent, ["f"], answer);
  }
});

Deno.test("a drop-down without options accepts no answer", async () => {
  assert.deepEqual((await filled("/FT/Ch/Rect[0 0 9 9]", "a")).absent, ["f"]);
});

// One line

Deno.test("a text is drawn in its box, 12 points high", async () => {
  const { see, cut } = await filled(box(100, 20), "Zoë");
  const { lines, size, top, font, content, dict } = await see();
  assert.deepEqual(lines, ["Zoë"]);
  assert.equal(size, 12);
  assert.equal(top, 5.8);
  assert.deepEqual(font, new Ref(3));
  assert.deepEqual(dict.get("BBox"), [0, 0, 100, 20]);
  assert.deepEqual(dict.get("Subtype"), new Name("Form"));
  assert.match(content, /^\/Tx BMC q 1 1 98 18 re W n BT .* ET Q EMC$/);
  assert.deepEqual(cut, []);
});

Deno.test("the size of a box is the distance of its corners, in any order", async () => {
  const { see } = await filled("/FT/Tx/Rect[110.5 40 10 20]", "a");
  assert.deepEqual((await see()).dict.get("BBox"), [0, 0, 100.5, 20]);
});

Deno.test("in a low box a text is set smaller", async () => {
  assert.equal((await (await filled(box(100, 10), "a")).see()).size, 6.8);
});

Deno.test("a text is set smaller until it fits, down to 4 points", async () => {
  // Each letter is half as wide as its size, and 100 of 104 points are available.
  for (
    const [letters, size, cut] of [[16, 12, []], [20, 10, []], [25, 8, []], [50, 4, []], [51, 4, [
      "f",
    ]]]
  ) {
    const text = "x".repeat(Number(letters));
    const made = await filled(box(104, 20), text);
    assert.equal((await made.see()).size, size, text);
    assert.deepEqual(made.cut, cut, text);
    assert.equal(made.value, text);
  }
});

Deno.test("each letter is as wide as the form's font says", async () => {
  assert.equal((await (await filled(box(104, 20), "W".repeat(10))).see()).size, 10);
  assert.equal((await (await filled(box(104, 20), "Wx".repeat(10))).see()).size, 6.67);
});

Deno.test("line breaks become spaces in a field of one line", async () => {
  const { value, see } = await filled(box(100, 20), "a\nb\n");
  assert.equal(value, "a\nb\n");
  assert.deepEqual((await see()).lines, ["a b "]);
});

Deno.test("tabs and other spaces are drawn as spaces", async () => {
  const { value, see } = await filled(box(100, 20), "a\tb\u2003c\xa0d");
  assert.equal(value, "a\tb\u2003c\xa0d");
  assert.deepEqual((await see()).lines, ["a    b c d"]);
});

// Several lines

/**
 * The text that is drawn in a box of several lines, each 100 points wide.
 * @param {string} text
 * @param {number} height
 */
async function lines(text, height) {
  const { see, cut, value } = await filled(`${box(104, height)}${SEVERAL}`, text);
  assert.equal(value, text);
  return { ...await see(), cut };
}

Deno.test("a text of several lines begins at the top, with a quarter between the lines", async () => {
  const found = await lines("one\n\ntwo", 62);
  assert.deepEqual(found.lines, ["one", "", "two"]);
  assert.equal(found.size, 12);
  assert.equal(found.leading, 15);
  assert.equal(found.top, 48.6);
  assert.deepEqual(found.cut, []);
});

Deno.test("lines are broken between words", async () => {
  // 16 letters of 12 points fit into 100.
  const found = await lines("twelve words are more than a line has", 92);
  assert.deepEqual(found.lines, ["twelve words are ", "more than a line ", "has"]);
  assert.equal(found.size, 12);
});

Deno.test("a word that is longer than a line is broken, too", async () => {
  const found = await lines("a abcdefghijklmnopqrstuvwxyz b", 92);
  assert.deepEqual(found.lines, ["a ", "abcdefghijklmnop", "qrstuvwxyz b"]);
  assert.deepEqual((await lines("abcdefghijklmnop q", 92)).lines, ["abcdefghijklmnop ", "q"]);
});

Deno.test("each paragraph is broken on its own", async () => {
  const found = await lines(`${"a".repeat(17)}\n${"b".repeat(16)}\nc`, 92);
  assert.deepEqual(found.lines, ["a".repeat(16), "a", "b".repeat(16), "c"]);
});

Deno.test("lines are set smaller until they fit, in steps of half a point down to 6", async () => {
  const text = (/** @type {number} */ count) => Array(count).fill("x").join("\n");
  for (const [count, size, cut] of [[4, 12, []], [5, 9.5, []], [8, 6, []], [9, 6, ["f"]]]) {
    const found = await lines(text(Number(count)), 62);
    assert.equal(found.size, size, `${count} lines`);
    assert.equal(found.lines.length, count);
    assert.deepEqual(found.cut, cut, `${count} lines`);
  }
  assert.equal((await lines(text(4), 61)).size, 11.5);
});

Deno.test("wrapping ends even in the smallest box", async () => {
  const made = await filled(`${box(2, 2)}${SEVERAL}`, "some words");
  assert.deepEqual(made.cut, ["f"]);
  assert.deepEqual((await made.see()).lines, [..."some words"]);
});

// Several boxes

Deno.test("each box of a field shows the text in the size that fits", async () => {
  const boxes = { 40: "<</Rect[0 0 104 20]>>", 41: "<</Rect[0 0 54 20]>>" };
  const made = await filled("/FT/Tx/Kids[40 0 R 41 0 R]", "x".repeat(20), boxes);
  assert.equal((await seen(made.pdf, 40)).size, 10);
  assert.equal((await seen(made.pdf, 41)).size, 5);
  assert.deepEqual(made.cut, []);
  assert.equal(made.value, "x".repeat(20));
});

Deno.test("a text is reported as cut if any of its boxes is too small", async () => {
  for (const kids of ["40 0 R 41 0 R", "41 0 R 40 0 R"]) {
    const boxes = { 40: "<</Rect[0 0 104 20]>>", 41: "<</Rect[0 0 9 20]>>" };
    const made = await filled(`/FT/Tx/Kids[${kids}]`, "x".repeat(20), boxes);
    assert.deepEqual(made.cut, ["f"], kids);
  }
});

// Letters

Deno.test("Western letters are drawn in the form's own font", async () => {
  const text = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡ÿ~";
  const { see, cut } = await filled(box(400, 20), text);
  const { lines, font } = await see();
  assert.deepEqual(lines, [text]);
  assert.deepEqual(font, new Ref(3));
  assert.deepEqual(cut, []);
});

Deno.test("other letters are drawn with the glyphs of the embedded font file", async () => {
  const { pdf, see, value, cut } = await filled(box(400, 20), "АБВав?");
  const { lines, font, content } = await see();
  assert.equal(value, "АБВав?");
  assert.deepEqual(lines, ["АБВав?"]);
  assert.match(content, /<000200030004000500060001> Tj/);
  assert.deepEqual(cut, []);
  const file = await PdfFile.read(pdf);
  const wide = file.get(font);
  assert.deepEqual(wide.get("Subtype"), new Name("Type0"));
  assert.deepEqual(wide.get("Encoding"), new Name("Identity-H"));
  assert.deepEqual(wide.get("BaseFont"), new Name("Half"));
  const below = file.get(wide.get("DescendantFonts")[0]);
  assert.deepEqual(below.get("Subtype"), new Name("CIDFontType2"));
  assert.deepEqual(below.get("CIDToGIDMap"), new Name("Identity"));
  assert.deepEqual(below.get("FontDescriptor"), new Ref(4));
  assert.deepEqual(below.get("W"), [1, [500], 2, [1000], 3, [1000], 4, [1000], 5, [250], 6, [250]]);
});

Deno.test("other letters are as wide as their font says", async () => {
  assert.equal((await (await filled(box(104, 20), "А".repeat(10))).see()).size, 10);
  assert.equal((await (await filled(box(104, 20), "а".repeat(40))).see()).size, 10);
  const { see } = await filled(`${box(104, 92)}${SEVERAL}`, "АААААААААВ\n" + "а".repeat(33));
  assert.deepEqual((await see()).lines, ["А".repeat(8), "АВ", "а".repeat(33)]);
});

Deno.test("letters that the font lacks become question marks, and are reported", async () => {
  for (const text of ["Аб", "А漢", "А😀", "АZ", "А\u0411\u0413", "А\uffff", "А\u0400"]) {
    const { see, value, cut } = await filled(box(400, 20), text);
    assert.equal(value, text);
    assert.match((await see()).lines[0], /^АБ?\?$/);
    assert.match((await see()).content, /<0002(0003)?0001> Tj/);
    assert.deepEqual(cut, ["f"], text);
  }
});

Deno.test("without an embedded font file only Western letters are drawn", async () => {
  const { see, value, cut } = await filled(box(400, 20), "Zoë А 漢", { 4: "<<>>" });
  const { lines, font } = await see();
  assert.equal(value, "Zoë А 漢");
  assert.deepEqual(lines, ["Zoë ? ?"]);
  assert.deepEqual(font, new Ref(3));
  assert.deepEqual(cut, ["f"]);
});

Deno.test("control characters cannot be drawn", async () => {
  for (const letter of ["\0", "\x01", "\x7f", "\x80", "\x81"]) {
    const { cut } = await filled(box(400, 20), `a${letter}`, { 4: "<<>>" });
    assert.deepEqual(cut, ["f"], JSON.stringify(letter));
  }
});

Deno.test("the font for other letters is written once, and only if it is used", async () => {
  const sheet = form([`/T(a)${box(100, 20)}`, `/T(b)${box(100, 20)}`, `/T(c)${box(100, 20)}`]);
  const { pdf } = await fill(sheet, new Map([["a", "А"], ["b", "Ва"], ["c", "Western"]]));
  assert.equal(characters(pdf).match(/Type0/g)?.length, 1);
  assert.deepEqual((await seen(pdf, FIRST)).font, (await seen(pdf, FIRST + 1)).font);
  assert.deepEqual((await seen(pdf, FIRST)).lines, ["А"]);
  assert.deepEqual((await seen(pdf, FIRST + 1)).lines, ["Ва"]);
  assert.deepEqual((await seen(pdf, FIRST + 2)).lines, ["Western"]);
  const western = await fill(sheet, new Map([["a", "a"]]));
  assert.doesNotMatch(characters(western.pdf), /Type0/);
});

Deno.test("a real font has letters of Latin, Greek and Cyrillic", async () => {
  const { number } = (await fields(EMPTY)).get("p/w/change");
  const text = "Zażółć gęślą jaźń,\nΤάχιστη αλώπηξ,\nсъешь ещё этих мягких булок";
  const { pdf, cut } = await fill(EMPTY, new Map([["p/w/change", text]]));
  assert.deepEqual((await seen(pdf, number)).lines.map((line) => line.trim()), text.split("\n"));
  assert.deepEqual(cut, []);
});

Deno.test("a form in a language beyond the West has one font for all letters", async () => {
  const greek = await Deno.readFile(`${FORMS}greek.pdf`);
  const { number } = (await fields(greek)).get("p/w/change");
  const text = "Zoë, Τάχιστη,\nсъешь ещё";
  const { pdf, cut } = await fill(greek, new Map([["p/w/change", text]]));
  const { lines, font } = await seen(pdf, number);
  assert.deepEqual(lines.map((line) => line.trim()), text.split("\n"));
  assert.deepEqual(cut, []);
  assert.equal(characters(pdf.slice(greek.length)).includes("/Type0"), false);
  assert.equal((await PdfFile.read(greek)).get(font).get("Subtype").name, "Type0");
});

Deno.test("a form with more than a hundred other letters maps all of them to Unicode", async () => {
  const { number } = (await fields(EMPTY)).get("p/w/change");
  const letters = Array.from({ length: 64 }, (_, at) => String.fromCharCode(0x100 + at, 0x410 + at))
    .join("");
  const { pdf } = await fill(EMPTY, new Map([["p/w/change", letters]]));
  assert.equal((await seen(pdf, number)).lines.join(""), letters);
});
