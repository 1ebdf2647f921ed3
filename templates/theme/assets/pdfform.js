// Fills in the form of a worksheet's PDF, and reads forms that any program has filled in.
// Loaded only when it is needed. docs/browser.md explains why no library is used.

import contract from "./contract.js";
import { normalized, withTimes } from "./ids.js";
import { Bytes, Name, PdfFile, Ref, Stream, binary } from "./pdffile.js";
import { fromPdfName, toPdfName } from "./pdfnames.js";
import { meant } from "./understood.js";

/** @typedef {import("./pdffile.js").Dict} Dict */
/** @typedef {"whole" | "cut" | "not"} Shown How much of an answer is visible. */
/** @typedef {{key: string, kind: string, flags: number, value: any, ref: Ref, dict: Dict, widgets: Ref[]}} Field */

const { off: OFF, "not-chosen": NOT_CHOSEN, flags: FLAGS } = contract.pdf;
const { ticked: TICKED } = contract.file;
// The letters of Windows-1252 for the codes 0x80 to 0x9f; all other codes are the same in Unicode.
const CP1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/**
 * Read the answers in a form, by key: text, `yes` for a tick, or the id of an option.
 * @param {Uint8Array} bytes
 * @returns {Promise<Map<string, string>>}
 */
export async function values(bytes) {
  const file = await PdfFile.read(bytes);
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const { key, kind, flags, value, dict } of fields(file)) {
    const text = value instanceof Name ? new TextDecoder().decode(bytesOf(value.name)) : value instanceof Bytes ? decoded(value.bytes) : "";
    const state = text.replace(/^\//, ""); // pypdf writes it as a string with a slash
    if (kind === "Btn" && state && state !== OFF) found.set(key, flags & FLAGS.radio ? fromPdfName(state) : TICKED);
    else if (kind === "Ch" && text) {
      const [offered, wanted] = [options(file, dict), normalized(text)];
      const chosen = offered.find(({ exported }) => exported === wanted) ?? offered.find(({ label }) => label === wanted);
      const id = chosen ? chosen.id : text;
      if (id !== NOT_CHOSEN) found.set(key, id);
    }
    else if (kind === "Tx" && text) {
      const plain = text.replace(/\r\n?/g, "\n");
      found.set(key, meant(dict.get("WB_Kind")?.name, plain) || plain);
    }
  }
  return withTimes(found);
}

/**
 * Fill in a form. All other bytes of the file stay the same.
 * @param {Uint8Array} bytes
 * @param {Map<string, string>} answers
 * @returns {Promise<{pdf: Uint8Array, cut: string[], absent: string[]}>} `cut` has the keys of texts that are not fully
 *   visible, since they are too long for their box or the form's font lacks letters; `absent` has the keys of answers
 *   that have no field.
 */
export async function fill(bytes, answers) {
  const file = await PdfFile.read(bytes);
  const pen = await Pen.of(file);
  const cut = [];
  const absent = new Set(answers.keys());
  for (const field of fields(file)) {
    const answer = answers.get(field.key);
    if (answer === undefined) continue;
    const shown = field.kind === "Btn" ? press(file, field, field.flags & FLAGS.radio ? toPdfName(answer) : TICKED) : type(file, pen, field, answer);
    if (shown !== "not") absent.delete(field.key);
    if (shown === "cut") cut.push(field.key);
  }
  pen.finish();
  return { pdf: file.updated(), cut, absent: [...absent] };
}

/** Yield every field that can have a value. @param {PdfFile} file @returns {Generator<Field>} */
function* fields(file) {
  const root = file.get(file.trailer.get("Root"));
  const form = file.get(root?.get("AcroForm"));
  const queue = (file.get(form?.get("Fields")) ?? []).map((/** @type {Ref} */ ref) => ({ ref, above: new Map(), path: "" }));
  const visited = new Set();
  for (const { ref, above, path } of queue) {
    const dict = file.get(ref);
    if (!(dict instanceof Map) || visited.has(ref.number)) continue;
    visited.add(ref.number);
    const name = file.get(dict.get("T"));
    const own = name instanceof Bytes ? decoded(name.bytes) : "";
    const key = normalized([path, own].filter(Boolean).join("."));
    const inherited = new Map(above);
    for (const entry of ["FT", "Ff", "V"]) if (dict.has(entry)) inherited.set(entry, file.get(dict.get(entry)));
    const kids = /** @type {Ref[]} */ (file.get(dict.get("Kids")) ?? []);
    const below = kids.filter((kid) => file.get(kid)?.has?.("T"));
    for (const kid of below) queue.push({ ref: kid, above: inherited, path: key });
    if (below.length || !key) continue;
    yield {
      key, ref, dict, kind: inherited.get("FT")?.name ?? "", flags: Number(inherited.get("Ff") ?? 0),
      value: inherited.get("V"), widgets: kids.length ? kids : [ref],
    };
  }
}

/**
 * The options of a list: the value of each, its label, and its id. Forms of earlier versions export ids.
 * @param {PdfFile} file @param {Dict} dict @returns {{exported: string, label: string, id: string}[]}
 */
function options(file, dict) {
  const text = (/** @type {any} */ part) => normalized(decoded(file.get(part)?.bytes ?? ""));
  const ids = file.get(dict.get("WB_Ids"));
  return (file.get(dict.get("Opt")) ?? []).map((/** @type {any} */ each, /** @type {number} */ index) => {
    const [exported, label = exported] = [file.get(each)].flat().map(text);
    return { exported, label, id: ids ? text(ids[index]) : exported };
  });
}

/** Tick a box, or select a radio button. @param {PdfFile} file @param {Field} field @param {string} state @returns {Shown} */
function press(file, field, state) {
  const name = new Name(binary(new TextEncoder().encode(state)));
  /** @param {Dict} widget */
  const hasState = (widget) => file.get(file.get(widget.get("AP"))?.get("N"))?.has?.(name.name);
  if (!field.widgets.some((ref) => hasState(file.get(ref)))) return "not"; // the option no longer exists
  file.set(field.ref.number, new Map([...field.dict, ["V", name]]));
  for (const ref of field.widgets) {
    const widget = file.get(ref);
    file.set(ref.number, new Map([...widget, ["AS", hasState(widget) ? name : new Name(OFF)]]));
  }
  return "whole";
}

/** Fill in a text, or select an option of a list. @param {PdfFile} file @param {Pen} pen @param {Field} field @param {string} answer @returns {Shown} */
function type(file, pen, field, answer) {
  let [value, shown] = [answer, answer];
  if (field.kind === "Ch") {
    const option = options(file, field.dict).find(({ id }) => id === answer);
    if (!option) return "not";
    [value, shown] = [option.exported, option.label];
  }
  file.set(field.ref.number, new Map([...field.dict, ["V", encoded(value)]]));
  let fits = true;
  for (const ref of field.widgets) {
    const widget = file.get(ref);
    const [x0, y0, x1, y1] = /** @type {number[]} */ (file.get(widget.get("Rect")));
    const drawn = pen.draw(shown, Math.abs(x1 - x0), Math.abs(y1 - y0), Boolean(field.flags & FLAGS.multiline));
    file.set(ref.number, new Map([...widget, ["AP", new Map([["N", drawn.look]])]]));
    fits &&= drawn.fits;
  }
  return fits ? "whole" : "cut";
}

/** Draws text in the font of the form: as Windows-1252 if possible, or else with the glyphs of the embedded font. */
class Pen {
  /**
   * `widths` are those of Windows-1252, or null if the form's font is composite.
   * @param {PdfFile} file @param {Ref} font @param {number[] | null} widths @param {Letters | null} letters
   */
  constructor(file, font, widths, letters) {
    this.file = file;
    this.font = font;
    this.widths = widths;
    this.letters = letters;
    /** @type {Ref | null} */
    this.wide = widths ? null : font;
  }

  /** @param {PdfFile} file @returns {Promise<Pen>} */
  static async of(file) {
    const form = file.get(file.get(file.trailer.get("Root"))?.get("AcroForm"));
    const ref = file.get(file.get(form?.get("DR"))?.get("Font"))?.get("WbText");
    const font = file.get(ref);
    if (!font) throw new Error("no form of ours");
    const descendants = file.get(font.get("DescendantFonts"));
    const descriptor = file.get((descendants ? file.get(descendants[0]) : font).get("FontDescriptor"));
    const program = file.get(descriptor?.get("FontFile2"));
    const letters = program instanceof Stream ? new Letters(await file.content(program)) : null;
    return new Pen(file, ref, descendants ? null : file.get(font.get("Widths")), letters);
  }

  /** Draw a text in a box; lengths are in points. @param {string} text @param {number} width @param {number} height @param {boolean} multiline */
  draw(text, width, height, multiline) {
    const plain = text.replace(/\t/g, "    ").replace(/[^\S\n]/g, " ");
    const { letters, widths } = this;
    const western = widths !== null && [...plain].every((each) => each === "\n" || code(each) > 0);
    const whole = western || [...plain].every((each) => each === "\n" || letters?.glyph(each));
    const use = western || !letters ? this.latin(plain, widths ?? []) : this.wider(plain, letters);
    const { size, lines, fits } = multiline ? wrapped(use.text, use.measure, width, height) : oneLine(use.text, use.measure, width, height);
    const top = multiline ? height - 2 - 0.95 * size : (height - 0.7 * size) / 2;
    const shown = lines.map((line) => `${use.set(line)} Tj T*`).join(" ");
    const content = `/Tx BMC q 1 1 ${num(width - 2)} ${num(height - 2)} re W n BT /F ${num(size)} Tf 0 g ${num(size * 1.25)} TL 2 ${num(top)} Td ${shown} ET Q EMC`;
    const look = this.file.add(new Map(/** @type {[string, any][]} */ ([
      ["Type", new Name("XObject")], ["Subtype", new Name("Form")], ["BBox", [0, 0, width, height]],
      ["Resources", new Map([["Font", new Map([["F", use.font]])]])],
    ])), content);
    return { look, fits: fits && whole };
  }

  /** @param {string} text @param {number[]} widths */
  latin(text, widths) {
    const known = [...text].map((each) => (each === "\n" || code(each) ? each : "?")).join("");
    return {
      text: known, font: this.font,
      measure: (/** @type {string} */ line) => [...line].reduce((sum, each) => sum + (widths[code(each) - 32] ?? 500), 0) / 1000,
      set: (/** @type {string} */ line) => hex([...line].map(code), 2),
    };
  }

  /** @param {string} text @param {Letters} letters */
  wider(text, letters) {
    this.wide ??= this.file.add(null);
    return {
      text, font: this.wide,
      measure: (/** @type {string} */ line) => [...line].reduce((sum, each) => sum + letters.width(letters.use(each)), 0) / 1000,
      set: (/** @type {string} */ line) => hex([...line].map((each) => letters.use(each)), 4),
    };
  }

  /** Add the font for letters beyond Windows-1252, if any were used. */
  finish() {
    const { file, letters } = this;
    if (this.wide && this.wide !== this.font && letters) {
      const descriptor = file.get(this.font).get("FontDescriptor");
      const base = file.get(this.font).get("BaseFont");
      const used = [...letters.used].sort(([one], [other]) => one - other);
      const descendant = file.add(new Map(/** @type {[string, any][]} */ ([
        ["Type", new Name("Font")], ["Subtype", new Name("CIDFontType2")], ["BaseFont", base],
        ["CIDSystemInfo", new Map([["Registry", new Bytes("Adobe")], ["Ordering", new Bytes("Identity")], ["Supplement", /** @type {any} */ (0)]])],
        ["FontDescriptor", descriptor], ["CIDToGIDMap", new Name("Identity")], ["W", used.flatMap(([glyph]) => [glyph, [letters.width(glyph)]])],
      ])));
      const pairs = used.map(([glyph, letter]) => `${hex([glyph], 4)} ${hex([...utf16(letter)].map((each) => each.charCodeAt(0)), 2)}`);
      const blocks = [];
      for (let at = 0; at < pairs.length; at += 100) blocks.push(`${Math.min(100, pairs.length - at)} beginbfchar\n${pairs.slice(at, at + 100).join("\n")}\nendbfchar`);
      const unicode = file.add(new Map(), `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /W def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n${blocks.join("\n")}\nendcmap CMapName currentdict /CMap defineresource pop end end`);
      file.set(this.wide.number, new Map(/** @type {[string, any][]} */ ([
        ["Type", new Name("Font")], ["Subtype", new Name("Type0")], ["BaseFont", base], ["Encoding", new Name("Identity-H")],
        ["DescendantFonts", [descendant]], ["ToUnicode", unicode],
      ])));
    }
  }
}

/** The glyphs of a TrueType font. */
class Letters {
  /** @param {Uint8Array} font */
  constructor(font) {
    const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
    /** @type {Map<string, number>} */
    const tables = new Map();
    for (let each = 0; each < view.getUint16(4); each++) {
      tables.set(String.fromCharCode(...font.subarray(12 + each * 16, 16 + each * 16)), view.getUint32(20 + each * 16));
    }
    const offset = (/** @type {string} */ tag) => tables.get(tag) ?? 0;
    this.view = view;
    this.em = view.getUint16(offset("head") + 18);
    this.metrics = offset("hmtx");
    this.count = view.getUint16(offset("hhea") + 34);
    this.map = 0;
    for (let each = 0; each < view.getUint16(offset("cmap") + 2); each++) {
      const table = offset("cmap") + view.getUint32(offset("cmap") + 8 + each * 8);
      if (view.getUint16(table) === 4) this.map = table;
    }
    /** The letters that were used, by glyph. @type {Map<number, string>} */
    this.used = new Map();
  }

  /** The glyph of a letter, or 0 if there is none. @param {string} letter @returns {number} */
  glyph(letter) {
    const { view, map } = this;
    const point = letter.codePointAt(0) ?? 0;
    if (!map || point > 0xffff) return 0;
    const half = view.getUint16(map + 6);
    for (let at = map + 14; at < map + 14 + half; at += 2) {
      if (view.getUint16(at) < point) continue;
      const start = view.getUint16(at + half + 2);
      if (start > point) return 0;
      const delta = view.getUint16(at + 2 * half + 2);
      const place = at + 3 * half + 2;
      const offset = view.getUint16(place);
      if (!offset) return (point + delta) & 0xffff;
      const glyph = view.getUint16(place + offset + 2 * (point - start));
      return glyph && (glyph + delta) & 0xffff;
    }
    return 0;
  }

  /** The glyph of a letter, or of "?" if there is none. It is noted as used. @param {string} letter @returns {number} */
  use(letter) {
    const glyph = this.glyph(letter) || this.glyph("?");
    if (!this.used.has(glyph)) this.used.set(glyph, this.glyph(letter) ? letter : "?");
    return glyph;
  }

  /** The advance width of a glyph, in thousandths of the font size. @param {number} glyph @returns {number} */
  width(glyph) {
    const advance = this.view.getUint16(this.metrics + 4 * Math.min(glyph, this.count - 1));
    return Math.round((advance * 1000) / this.em);
  }
}

/** Fit a text on one line. @param {string} text @param {(line: string) => number} measure @param {number} width @param {number} height */
function oneLine(text, measure, width, height) {
  const line = text.replace(/\n/g, " ");
  const wanted = Math.min(12, height * 0.68);
  const size = Math.min(wanted, (width - 4) / Math.max(measure(line), 0.01));
  return { size: Math.max(size, 4), lines: [line], fits: size >= 4 };
}

/** Wrap a text at the largest size that fits. @param {string} text @param {(line: string) => number} measure @param {number} width @param {number} height */
function wrapped(text, measure, width, height) {
  const paragraphs = text.split("\n");
  for (let size = 12; ; size -= 0.5) {
    const lines = paragraphs.flatMap((paragraph) => broken(paragraph, measure, (width - 4) / size));
    const fits = lines.length * size * 1.25 <= height - 2;
    if (fits || size <= 6) return { size, lines, fits };
  }
}

/** Break a paragraph into lines. @param {string} paragraph @param {(line: string) => number} measure @param {number} width @returns {string[]} */
function broken(paragraph, measure, width) {
  const lines = [];
  let line = "";
  for (const word of paragraph.split(/(?<= )/)) {
    if (line && measure((line + word).trimEnd()) > width) {
      lines.push(line);
      line = "";
    }
    let rest = word;
    while (measure(rest.trimEnd()) > width && rest.length > 1) {
      let length = rest.length - 1;
      while (length > 1 && measure(rest.slice(0, length)) > width) length -= 1;
      lines.push(rest.slice(0, length));
      rest = rest.slice(length);
    }
    line += rest;
  }
  return [...lines, line];
}

/** The code of a letter in Windows-1252, or 0 if there is none. @param {string} letter @returns {number} */
function code(letter) {
  const point = letter.codePointAt(0) ?? 0;
  if ((point >= 32 && point < 127) || (point >= 160 && point < 256)) return point;
  const place = point ? CP1252.indexOf(letter) : -1;
  return place < 0 ? 0 : 128 + place;
}

/** @param {number} value */
const num = (value) => String(Number(value.toFixed(2)));
/** @param {number[]} codes @param {number} digits */
const hex = (codes, digits) => `<${codes.map((each) => each.toString(16).padStart(digits, "0")).join("")}>`;
/** @param {string} text @returns {string} bytes */
const utf16 = (text) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).map((each) => String.fromCharCode(each >> 8, each & 255)).join("");
/** @param {string} text */
const encoded = (text) => new Bytes(/^[\n\r\t -~]*$/.test(text) ? text : `\xfe\xff${utf16(text)}`);
/** @param {string} text one character for each byte */
const bytesOf = (text) => Uint8Array.from(text, (each) => each.charCodeAt(0));

/** Decode a PDF text string. @param {string} bytes @returns {string} */
function decoded(bytes) {
  if (bytes.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(bytesOf(bytes.slice(2)));
  if (bytes.startsWith("\xff\xfe")) return new TextDecoder("utf-16le").decode(bytesOf(bytes.slice(2)));
  if (bytes.startsWith("\xef\xbb\xbf")) return new TextDecoder().decode(bytesOf(bytes.slice(3)));
  return bytes.replace(/[\x18-\x1f\x80-\xa0]/g, (each) => PDF_DOC[each] ?? each);
}

/** The codes of PDFDocEncoding that differ from Unicode. @type {Record<string, string>} */
const PDF_DOC = Object.fromEntries([
  ...[..."˘ˇˆ˙˝˛˚˜"].map((letter, at) => [String.fromCharCode(0x18 + at), letter]),
  ...[..."•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"].map((letter, at) => [String.fromCharCode(0x80 + at), letter]),
  ["\xa0", "€"],
]);
