// @ts-check
// Any PDF is read as its objects, and changed by an update at its end.

import assert from "node:assert/strict";

import { binary, Bytes, Name, PdfFile, Ref, Stream } from "../../templates/theme/assets/pdffile.js";
import {
  appended,
  bytes,
  characters,
  deflated,
  ending,
  objects,
  objectStream,
  pdf,
  STARTXREF,
  stream,
} from "./support/pdf.js";

/** @param {Record<number, string>} all @param {string} [trailer] */
const read = (all, trailer) => PdfFile.read(pdf({ 1: "<<>>", ...all }, trailer));

/** The value of an object. @param {string} text */
const value = async (text) => (await read({ 2: text })).objects.get(2);

/**
 * The decoded content of a stream.
 * @param {string} text
 * @param {Record<number, string>} [more]
 */
async function content(text, more = {}) {
  const file = await read({ 2: text, ...more });
  return characters(await file.content(file.objects.get(2)));
}

/** @param {string} text @param {RegExp} [why] */
const refused = (text, why = /./) => assert.rejects(PdfFile.read(bytes(text)), { message: why });

/** @param {Record<string, any>} entries */
const dict = (entries) => new Map(Object.entries(entries));

// Values

Deno.test("numbers are read with signs and points", async () => {
  assert.deepEqual(await value("[1 -2 +3 4.5 .5 -.25 6. 007]"), [1, -2, 3, 4.5, 0.5, -0.25, 6, 7]);
});

Deno.test("true, false, and null are read", async () => {
  assert.deepEqual(await value("[true false null]"), [true, false, null]);
});

Deno.test("a name ends where another value begins", async () => {
  const names = await value("[/A/B(c)/D<65>/F[]/G<<>>/H%i\n/J]");
  assert.deepEqual(
    names.filter((/** @type {any} */ each) => each instanceof Name),
    [..."ABDFGHJ"].map((name) => new Name(name)),
  );
  assert.equal(names.length, 11);
});

Deno.test("a name can hold any character by its code", async () => {
  assert.deepEqual(await value("/a#20b#2Fc#c3#BC"), new Name("a b/c\xc3\xbc"));
  assert.deepEqual(await value("<</a#20b 1>>"), dict({ "a b": 1 }));
  assert.deepEqual(await value("/a#zz#4"), new Name("a#zz#4"));
});

Deno.test("a name can be empty", async () => {
  assert.deepEqual(await value("[/ 1]"), [new Name(""), 1]);
});

Deno.test("a string can hold raw bytes and percent signs", async () => {
  assert.deepEqual(await value("(a 100% \xe9 <b> /c)"), new Bytes("a 100% \xe9 <b> /c"));
  assert.deepEqual(await value("()"), new Bytes(""));
});

Deno.test("a string can hold balanced parentheses", async () => {
  assert.deepEqual(await value("[(a(b(c))()d) 1]"), [new Bytes("a(b(c))()d"), 1]);
});

Deno.test("a string escapes parentheses, backslashes and control characters", async () => {
  assert.deepEqual(await value(String.raw`(\(\)\\\n\r\t\b\f)`), new Bytes("()\\\n\r\t\b\f"));
});

Deno.test("a backslash before any other character is left out", async () => {
  assert.deepEqual(await value(String.raw`(\q\8\ )`), new Bytes("q8 "));
});

Deno.test("a string has characters by their octal codes, of three digits at most", async () => {
  assert.deepEqual(await value(String.raw`(\101\1011\53x\0\0053)`), new Bytes("AA1+x\0\x053"));
  assert.deepEqual(await value(String.raw`(\377\501)`), new Bytes("\xffA"));
});

Deno.test("an escaped line break is not part of a string", async () => {
  assert.deepEqual(await value("(a\\\nb\\\rc\\\r\nd\\\n\ne)"), new Bytes("abcd\ne"));
});

Deno.test("a hexadecimal string can have spaces, and digits in both cases", async () => {
  assert.deepEqual(await value("[<48 65\n6C6c> 1]"), [new Bytes("Hell"), 1]);
  assert.deepEqual(await value("<>"), new Bytes(""));
});

Deno.test("a missing last digit of a hexadecimal string is zero", async () => {
  assert.deepEqual(await value("<414>"), new Bytes("A@"));
});

Deno.test("two numbers and an R are a reference to an object", async () => {
  assert.deepEqual(await value("[3 0 R 4 5 6\n0\nR]"), [new Ref(3), 4, 5, new Ref(6)]);
  assert.deepEqual(await value("[3 0 R/Next]"), [new Ref(3), new Name("Next")]);
  assert.deepEqual(await value("[3 0 Rest]"), [3, 0, null]);
});

Deno.test("arrays and dictionaries can be nested", async () => {
  const nested = "<</A[1[2 <</B 3>>]]/C<</D<</E null>>>>>>";
  const expected = dict({ A: [1, [2, dict({ B: 3 })]], C: dict({ D: dict({ E: null }) }) });
  assert.deepEqual(await value(nested), expected);
  assert.deepEqual(await value("[[ ] << >>]"), [[], new Map()]);
});

Deno.test("white space and comments are skipped", async () => {
  const spaced = "\0\t\f\r\n <<%a >> comment\r/A % (another\n[ 1 %2]\n3 ] >>";
  assert.deepEqual(await value(spaced), dict({ A: [1, 3] }));
});

// Objects

Deno.test("objects are found wherever they are", async () => {
  const file = await PdfFile.read(
    bytes("1 0 obj<<>>endobj 12 0 obj(a)endobj\0" + "7\r\n0\tobj[]endobj trailer<</Root 1 0 R>>"),
  );
  assert.deepEqual([...file.objects], [[1, new Map()], [12, new Bytes("a")], [7, []]]);
});

Deno.test("text that looks like an object is ignored within a string or a stream", async () => {
  const file = await read({ 2: "(9 0 obj 1 endobj)", 3: stream("9 0 obj 2 endobj") });
  assert.deepEqual([...file.objects.keys()], [1, 2, 3]);
});

Deno.test("an object that cannot be read is skipped", async () => {
  for (const broken of ["<</A", "<<1 2>>", "<</A>>", "[1", "(a", "(a\\", "<41", ")", "]", "{}"]) {
    const file = await PdfFile.read(appended(pdf({ 1: "<<>>" }), `2 0 obj\n${broken}`));
    assert.deepEqual([...file.objects.keys()], [1], broken);
  }
});

Deno.test("objects after one that cannot be read are found", async () => {
  assert.deepEqual((await read({ 2: "<</A}>>", 3: "(fine)" })).objects.get(3), new Bytes("fine"));
});

Deno.test("values that are nested too deeply are skipped, and others are read", async () => {
  const nested = (/** @type {number} */ depth) => "[".repeat(depth) + "]".repeat(depth);
  assert.equal(JSON.stringify(await value(nested(50))), nested(50));
  assert.equal(await value(nested(1000)), undefined);
  assert.equal(await value(nested(100_000)), undefined);
  assert.equal(await value("<</A".repeat(100_000)), undefined);
});

Deno.test("references to references are followed", async () => {
  const file = await read({ 2: "3 0 R", 3: "4 0 R", 4: "(here)" });
  assert.deepEqual(file.get(new Ref(2)), new Bytes("here"));
  assert.equal(file.get(5), 5);
});

Deno.test("a missing or circular reference has no value", async () => {
  const file = await read({ 2: "3 0 R", 3: "2 0 R" });
  assert.equal(file.get(new Ref(2)), undefined);
  assert.equal(file.get(new Ref(9)), undefined);
});

Deno.test("any number of bytes is read, each as one character", () => {
  const many = Uint8Array.from({ length: 100_001 }, (_, at) => at % 256);
  assert.equal(binary(many), characters(many));
  assert.equal(binary(new Uint8Array()), "");
});

// Streams

Deno.test("a stream has a dictionary and content", async () => {
  const file = await read({ 2: stream("some\ntext", "/A 1") });
  const found = file.objects.get(2);
  assert(found instanceof Stream);
  assert.deepEqual(found.dict, dict({ A: 1, Length: 9 }));
  assert.equal(characters(await file.content(found)), "some\ntext");
});

Deno.test("the length of a stream says where it ends", async () => {
  const text = "a\nendstream\n9 0 obj (b) endobj\r\n";
  const file = await read({ 2: stream(text) });
  assert.equal(characters(await file.content(file.objects.get(2))), text);
  assert.equal(file.objects.has(9), false);
});

Deno.test("content begins after a line break of either kind", async () => {
  assert.equal(await content("<</Length 3>>\nstream\r\n\nab\nendstream"), "\nab");
  assert.equal(await content("<</Length 3>> stream\n\rab\r\nendstream"), "\rab");
});

Deno.test("the length of a stream can be another object", async () => {
  assert.equal(
    await content("<</Length 3 0 R>>\nstream\nabc\n\n\nendstream", { 3: "5" }),
    "abc\n\n",
  );
});

Deno.test("a wrong length is not trusted", async () => {
  for (
    const length of [
      "/Length 1",
      "/Length 4",
      "/Length 5000",
      "/Length -5",
      "/Length/A",
      "/Length 9 0 R",
      "",
    ]
  ) {
    assert.equal(await content(`<<${length}>>\nstream\nabcdefgh\nendstream`), "abcdefgh", length);
  }
});

Deno.test("without a length, at most one line break at the end is not content", async () => {
  for (
    const [text, expected] of [["a\n\n", "a\n"], ["a\r\n\r\n", "a\r\n"], ["a\n\r", "a\n"], [
      "a",
      "a",
    ], ["", ""]]
  ) {
    assert.equal(await content(`<<>>\nstream\n${text}endstream`), expected, JSON.stringify(text));
  }
});

Deno.test("objects after a stream with a wrong length are found", async () => {
  const file = await read({ 2: "<</Length 5000>>\nstream\nabc\nendstream", 3: "(fine)" });
  assert.deepEqual(file.objects.get(3), new Bytes("fine"));
});

Deno.test("deflated content is inflated", async () => {
  const text = "a long text ".repeat(20);
  const packed = await deflated(text);
  for (const filter of ["/FlateDecode", "[/FlateDecode]", "3 0 R"]) {
    const found = await content(stream(packed, `/Filter ${filter}`), { 3: "/FlateDecode" });
    assert.equal(found, text, filter);
  }
});

Deno.test("an empty list of filters changes nothing", async () => {
  assert.equal(await content(stream("text", "/Filter[]")), "text");
});

Deno.test("content that is compressed in another way is refused", async () => {
  const packed = await deflated("text");
  const ways = [
    "/Filter/LZWDecode",
    "/Filter[/ASCIIHexDecode/FlateDecode]",
    "/Filter[/FlateDecode/ASCIIHexDecode]",
    "/Filter/FlateDecode/DecodeParms<</Predictor 12>>",
  ];
  for (const way of ways) await assert.rejects(content(stream(packed, way)), /not known/, way);
});

Deno.test("deflated content without a predictor may say so", async () => {
  const way = "/Filter/FlateDecode/DecodeParms<</Predictor 1>>";
  assert.equal(await content(stream(await deflated("text"), way)), "text");
});

// Object streams

Deno.test("the objects in an object stream are read", async () => {
  const file = await read({ 5: await objectStream({ 2: "<</A 7 0 R>>", 3: "(three)", 4: "[4]" }) });
  assert.deepEqual(file.objects.get(2), dict({ A: new Ref(7) }));
  assert.deepEqual(file.objects.get(3), new Bytes("three"));
  assert.deepEqual(file.objects.get(4), [4]);
});

Deno.test("the catalog can be in an object stream", async () => {
  const file = await PdfFile.read(pdf({ 5: await objectStream({ 1: "<</A 1>>" }) }));
  assert.deepEqual(file.get(file.trailer.get("Root")), dict({ A: 1 }));
});

Deno.test("an object stream that cannot be inflated is refused", async () => {
  const broken = stream("nothing deflated", "/Type/ObjStm/N 1/First 4/Filter/FlateDecode");
  await assert.rejects(read({ 5: broken }));
});

// Only the newest object of each number counts

Deno.test("an object in an update replaces the old one", async () => {
  const old = pdf({ 1: "<</A(old)>>", 2: "(old)", 3: "(kept)" });
  const file = await PdfFile.read(appended(old, objects({ 2: "(new)" }) + ending("/Root 1 0 R")));
  assert.deepEqual(file.objects.get(2), new Bytes("new"));
  assert.deepEqual(file.objects.get(3), new Bytes("kept"));
});

Deno.test("an object after an object stream replaces the one in the stream", async () => {
  const packed = await objectStream({ 2: "(old)", 3: "(kept)", 4: "(old)" });
  const old = pdf({ 1: "<<>>", 5: packed });
  const file = await PdfFile.read(appended(old, objects({ 2: "(new)", 4: stream("new") })));
  assert.deepEqual(file.objects.get(2), new Bytes("new"));
  assert.deepEqual(file.objects.get(3), new Bytes("kept"));
  assert(file.objects.get(4) instanceof Stream);
});

Deno.test("an object before an object stream is replaced by the one in the stream", async () => {
  const old = pdf({ 1: "<<>>", 2: "(old)", 3: stream("old"), 12: "(kept)" });
  const file = await PdfFile.read(
    appended(old, objects({ 5: await objectStream({ 2: "(new)", 3: "[3]" }) })),
  );
  assert.deepEqual(file.objects.get(2), new Bytes("new"));
  assert.deepEqual(file.objects.get(3), [3]);
});

Deno.test("text that looks like an object in a later stream replaces nothing", async () => {
  const file = await read({ 5: await objectStream({ 2: "(two)" }), 6: stream(" 2 0 obj ") });
  assert.deepEqual(file.objects.get(2), new Bytes("two"));
});

Deno.test("objects whose numbers end with the same digit are not confused", async () => {
  const old = pdf({ 1: "<<>>", 2: "(old)" });
  const update = objects({ 5: await objectStream({ 2: "(new)" }) }) + objects({ 12: "(other)" });
  assert.deepEqual((await PdfFile.read(appended(old, update))).objects.get(2), new Bytes("new"));
});

Deno.test("of two object streams the later one counts", async () => {
  const old = pdf({ 1: "<<>>", 9: await objectStream({ 2: "(old)", 3: "(kept)" }) });
  const file = await PdfFile.read(
    appended(old, objects({ 5: await objectStream({ 2: "(new)" }) })),
  );
  assert.deepEqual(file.objects.get(2), new Bytes("new"));
  assert.deepEqual(file.objects.get(3), new Bytes("kept"));
});

Deno.test("entries of the newest trailer count, and older trailers add theirs", async () => {
  const old = pdf({ 1: "<<>>", 2: "<<>>" }, "/Root 1 0 R/Size 3/Info 9 0 R");
  const file = await PdfFile.read(appended(old, ending("/Root 2 0 R/Size 4")));
  assert.deepEqual(file.trailer, dict({ Root: new Ref(2), Size: 4, Info: new Ref(9) }));
});

Deno.test("a trailer without a catalog is ignored, as in a linearized file", async () => {
  const old = pdf({ 1: "<<>>" }, "/Root 1 0 R/Size 30");
  const file = await PdfFile.read(appended(old, ending("/Size 7")));
  assert.equal(file.trailer.get("Size"), 30);
});

Deno.test("a cross-reference stream is a trailer, and other streams are not", async () => {
  const entries = (/** @type {string} */ type) => `/Type/${type}/Root 1 0 R/Size 3`;
  const start = `%PDF-1.7\n${objects({ 1: "<<>>" })}`;
  const file = await PdfFile.read(bytes(start + objects({ 2: stream("", entries("XRef")) })));
  assert.equal(file.trailer.get("Size"), 3);
  await refused(start + objects({ 2: stream("", entries("Metadata")) }), /no PDF/);
  await refused(start + objects({ 2: `<<${entries("XRef")}>>` }), /no PDF/);
});

// What is refused

Deno.test("a file that is not a PDF is refused", async () => {
  for (
    const text of ["", "%PDF-1.7 broken", "a text", "1 0 obj <<>> endobj", ending("/Root 1 0 R")]
  ) {
    await refused(text, /no PDF/);
  }
});

Deno.test("a file whose catalog is not a dictionary is refused", async () => {
  await assert.rejects(PdfFile.read(pdf({ 1: "(catalog)" })), /no PDF/);
});

Deno.test("a stream without an end is refused, as the rest of the file is missing", async () => {
  const file = pdf({ 1: "<<>>", 2: stream("text") });
  await refused(characters(file).replace("endstream", ""), /without end/);
});

Deno.test("an encrypted file is refused", async () => {
  await assert.rejects(read({}, "/Root 1 0 R/Encrypt 9 0 R"), /encrypted/);
  const table = stream("", "/Type/XRef/Root 1 0 R/Encrypt 9 0 R");
  await refused(objects({ 1: "<<>>", 2: table }), /encrypted/);
});

// Updates

/** A file after a change. @param {(file: PdfFile) => void} change @param {Uint8Array} [old] */
async function after(change, old = pdf({ 1: "<</A 1>>", 2: "(two)", 3: "(three)" })) {
  const file = await PdfFile.read(old);
  change(file);
  const whole = file.updated();
  assert.deepEqual(whole.slice(0, old.length), old, "every old byte stays");
  return {
    file: await PdfFile.read(whole),
    text: characters(whole),
    update: characters(whole).slice(old.length),
  };
}

Deno.test("a changed object is read from the update, and others are as before", async () => {
  const { file } = await after((old) => old.set(2, dict({ A: 1 })));
  assert.deepEqual(file.objects.get(2), dict({ A: 1 }));
  assert.deepEqual(file.objects.get(3), new Bytes("three"));
  assert.deepEqual(file.get(file.trailer.get("Root")), dict({ A: 1 }));
});

Deno.test("a change is seen before it is written", async () => {
  const file = await read({ 2: "(old)" });
  file.set(2, new Bytes("new"));
  const ref = file.add(new Bytes("added"));
  assert.deepEqual(file.get(new Ref(2)), new Bytes("new"));
  assert.deepEqual(file.get(ref), new Bytes("added"));
});

Deno.test("an update holds only changed objects", async () => {
  const { update } = await after((old) => old.set(2, new Bytes("new")));
  assert.deepEqual([...update.matchAll(/(\d+) 0 obj/g)].map(([, number]) => number), ["2", "4"]);
});

Deno.test("of several changes to an object the last one is written", async () => {
  const { file, update } = await after((old) => {
    old.set(2, new Bytes("first"));
    old.set(2, new Bytes("last"));
  });
  assert.equal(update.match(/2 0 obj/g)?.length, 1);
  assert.deepEqual(file.objects.get(2), new Bytes("last"));
});

Deno.test("added objects get numbers of their own", async () => {
  /** @type {Ref[]} */
  const refs = [];
  const { file } = await after((old) => {
    old.set(7, 7);
    refs.push(old.add(1), old.add(2));
  });
  assert.deepEqual(refs, [new Ref(8), new Ref(9)]);
  assert.deepEqual(refs.map((ref) => file.get(ref)), [1, 2]);
  assert.equal((await read({ 2: "2" }, "/Root 1 0 R/Size 30")).add(null).number, 30);
});

Deno.test("values of every kind are written so that they are read again", async () => {
  const every = Array.from({ length: 256 }, (_, at) => String.fromCharCode(at)).join("");
  const all = [
    new Name("plain"),
    new Name(""),
    new Name("a#41"),
    new Name("a b/c#(d)<e>[f]{g}%h\xe9\x01"),
    new Name(every.slice(1)),
    new Bytes(""),
    new Bytes("a(b)\\\n"),
    new Bytes(every),
    0,
    -1,
    1.5,
    -0.25,
    123456789,
    true,
    false,
    null,
    new Ref(12),
    [],
    [1, [2], new Name("N"), new Bytes("s"), 3],
    new Map(),
    dict({
      A: 1,
      B: dict({ C: [] }),
      "d e": null,
      F: new Ref(1),
      G: new Name("H"),
      I: new Bytes(""),
    }),
  ];
  const { file } = await after((old) => old.set(2, all));
  assert.deepEqual(file.objects.get(2), all);
});

Deno.test("numbers are written with four decimals and without exponents", async () => {
  const { update } = await after((old) => old.set(2, [1 / 3, 1e-7, 100000, 2.5]));
  assert.match(update, /\[0\.3333 0 100000 2\.5\]/);
});

Deno.test("a missing value is written as null", async () => {
  const { file, update } = await after((old) => old.set(2, dict({ A: undefined })));
  assert.deepEqual(file.objects.get(2), dict({ A: null }));
  assert.match(update, /<<\/A null>>/);
});

Deno.test("the content of a stream is written with its length", async () => {
  const content = "text\nendstream\xff\r\n";
  const { file } = await after((old) => old.set(2, dict({ A: 1 }), content));
  const found = file.objects.get(2);
  assert.deepEqual(found.dict, dict({ A: 1, Length: content.length }));
  assert.equal(characters(await file.content(found)), content);
});

Deno.test("a stream can be empty", async () => {
  const { file } = await after((old) => old.set(2, new Map(), ""));
  assert(file.objects.get(2) instanceof Stream);
});

Deno.test("the cross-reference table says where each changed object begins", async () => {
  const big = pdf({ 1: "<<>>", 2: `(${"x".repeat(70_000)})`, 30: "()" });
  const { file, text } = await after((old) => {
    old.set(30, 1);
    old.set(2, 2);
    old.add(3);
  }, big);
  const own = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const { trailer } = file;
  const number = trailer.get("Size") - 1;
  assert(text.startsWith(`${number} 0 obj\n`, own));
  assert.deepEqual(trailer.get("Type"), new Name("XRef"));
  assert.deepEqual(trailer.get("W"), [1, 4, 2]);
  assert.deepEqual(trailer.get("Index"), [2, 1, 30, 1, 31, 1, number, 1]);
  const table = await file.content(file.objects.get(number));
  const rows = new DataView(table.buffer);
  assert.equal(table.length, 4 * 7);
  for (const [row, expected] of [2, 30, 31, number].entries()) {
    assert.equal(rows.getUint8(row * 7), 1);
    assert(text.startsWith(`${expected} 0 obj\n`, rows.getUint32(row * 7 + 1)));
    assert.equal(rows.getUint16(row * 7 + 5), 0);
  }
});

Deno.test("an update refers to the earlier table, and keeps entries of the trailer", async () => {
  const old = pdf({ 1: "<<>>", 2: "(two)" }, "/Root 1 0 R/Size 3/Info 2 0 R/ID[<01><02>]/Other 1");
  const { file } = await after((before) => before.set(2, 2), old);
  const says = file.objects.get(3).dict;
  assert.equal(says.get("Prev"), STARTXREF);
  assert.deepEqual(says.get("Root"), new Ref(1));
  assert.deepEqual(says.get("Info"), new Ref(2));
  assert.deepEqual(says.get("ID"), [new Bytes("\x01"), new Bytes("\x02")]);
  assert.equal(says.has("Other"), false);
});

Deno.test("an update can be updated", async () => {
  const first = await after((old) => old.set(2, 2));
  const second = await after((old) => old.set(3, 3), bytes(first.text));
  assert.equal(second.file.objects.get(2), 2);
  assert.equal(second.file.objects.get(3), 3);
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(first.text)?.[1]);
  assert.equal(second.file.trailer.get("Prev"), start);
  assert.equal(second.file.trailer.get("Size"), first.file.trailer.get("Size") + 1);
});
