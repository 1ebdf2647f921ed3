// Reads the objects of a PDF file that any program may have written, and changes them by an incremental update.

/** A name, such as /Type. */
export class Name {
  /** @param {string} name */
  constructor(name) { this.name = name; }
}
/** A reference to an object by its number. */
export class Ref {
  /** @param {number} number */
  constructor(number) { this.number = number; }
}
/** A string, with one character for each byte. */
export class Bytes {
  /** @param {string} bytes */
  constructor(bytes) { this.bytes = bytes; }
}
/** A stream: a dictionary with content. */
export class Stream {
  /** @param {Dict} dict @param {number} start the offset of its content in the file */
  constructor(dict, start) { this.dict = dict; this.start = start; }
}

/** @typedef {Map<string, any>} Dict */

const SPACE = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const REFERENCE = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![A-Za-z])/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const NAME = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const WORD = /[A-Za-z]+/y;
const ESCAPES = /** @type {Record<string, string>} */ ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" });

/** Parses one value after another. */
class Reader {
  /** @param {string} text @param {number} at */
  constructor(text, at) { this.text = text; this.at = at; }

  /** @param {RegExp} pattern @returns {RegExpExecArray | null} */
  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  /** @param {number} depth @returns {any} */
  value(depth = 0) {
    if (depth > 100) throw new Error("too deep");
    this.take(SPACE);
    const { text } = this;
    const first = text[this.at];
    if (text.startsWith("<<", this.at)) return this.dict(depth);
    if (first === "<") return this.hex();
    if (first === "(") return this.literal();
    if (first === "[") return this.array(depth);
    if (first === "/") return new Name(decodedName(this.take(NAME)?.[0].slice(1) ?? ""));
    const reference = this.take(REFERENCE);
    if (reference) return new Ref(Number(reference[1]));
    const number = this.take(NUMBER);
    if (number) return Number(number[0]);
    const word = this.take(WORD)?.[0];
    if (word === undefined) throw new Error(`unreadable at ${this.at}`);
    return word === "true" ? true : word === "false" ? false : null;
  }

  /** @param {number} depth @returns {Dict} */
  dict(depth) {
    this.at += 2;
    /** @type {Dict} */
    const found = new Map();
    for (;;) {
      this.take(SPACE);
      if (this.text.startsWith(">>", this.at)) break;
      const key = this.take(NAME);
      if (!key) throw new Error(`no name at ${this.at}`);
      found.set(decodedName(key[0].slice(1)), this.value(depth + 1));
    }
    this.at += 2;
    return found;
  }

  /** @param {number} depth @returns {any[]} */
  array(depth) {
    this.at += 1;
    const found = [];
    for (this.take(SPACE); this.text[this.at] !== "]"; this.take(SPACE)) found.push(this.value(depth + 1));
    this.at += 1;
    return found;
  }

  hex() {
    const end = this.text.indexOf(">", this.at);
    if (end < 0) throw new Error("a string without end");
    const digits = this.text.slice(this.at + 1, end).replace(/[^0-9A-Fa-f]/g, "");
    this.at = end + 1;
    return new Bytes((digits.match(/..?/g) ?? []).map((pair) => String.fromCharCode(parseInt(pair.padEnd(2, "0"), 16))).join(""));
  }

  literal() {
    let bytes = "";
    let depth = 1;
    for (this.at += 1; ; this.at += 1) {
      const character = this.text[this.at];
      if (character === undefined) throw new Error("a string without end");
      if (character === "\\") {
        const octal = /[0-7]{1,3}/y;
        this.at += 1;
        const digits = this.take(octal);
        if (digits) {
          bytes += String.fromCharCode(parseInt(digits[0], 8) & 255);
          this.at -= 1;
        } else if (this.text[this.at] === "\r") {
          if (this.text[this.at + 1] === "\n") this.at += 1;
        } else if (this.text[this.at] !== "\n") bytes += ESCAPES[this.text[this.at]] ?? this.text[this.at];
        continue;
      }
      if (character === "(") depth += 1;
      if (character === ")" && --depth === 0) break;
      bytes += character;
    }
    this.at += 1;
    return new Bytes(bytes);
  }
}

/** @param {string} name */
const decodedName = (name) => name.replace(/#([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

/** @param {Uint8Array} bytes @returns {string} one character for each byte */
export function binary(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return text;
}

/** The objects of a file. If several have the same number, the last one is used. */
export class PdfFile {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.text = binary(bytes);
    /** @type {Map<number, any>} */
    this.objects = new Map();
    /** @type {Dict} */
    this.trailer = new Map();
    /** @type {Map<number, string>} */
    this.changed = new Map();
  }

  /** @param {Uint8Array} bytes @returns {Promise<PdfFile>} */
  static async read(bytes) {
    const file = new PdfFile(bytes);
    const all = [...file.scan()];
    for (const [number, value] of all) file.objects.set(number, value);
    for (const [, value] of all) {
      if (value instanceof Stream && value.dict.get("Type")?.name === "ObjStm") await file.unpack(value);
    }
    if (!(file.get(file.trailer.get("Root")) instanceof Map)) throw new Error("no PDF");
    if (file.trailer.has("Encrypt")) throw new Error("encrypted");
    return file;
  }

  /** Yield every object in the order of the file, and collect the trailers on the way. @returns {Generator<[number, any]>} */
  *scan() {
    const start = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj\b|\btrailer\b/g;
    for (let found = start.exec(this.text); found; found = start.exec(this.text)) {
      const reader = new Reader(this.text, start.lastIndex);
      let value;
      try {
        value = reader.value();
      } catch {
        continue; // not an object after all
      }
      if (value instanceof Map && reader.take(/[\0\t\n\f\r ]*stream\r?\n/y)) {
        value = new Stream(value, reader.at);
        reader.at = this.end(value);
      }
      start.lastIndex = reader.at;
      const dict = value instanceof Stream ? value.dict : value;
      const isTrailer = found[1] === undefined || (value instanceof Stream && dict.get("Type")?.name === "XRef");
      if (isTrailer && dict instanceof Map && dict.has("Root")) this.trailer = new Map([...this.trailer, ...dict]);
      if (found[1] !== undefined) yield [Number(found[1]), value];
    }
  }

  /** The offset at which the content of a stream ends. @param {Stream} stream */
  end(stream) {
    const length = this.get(stream.dict.get("Length"));
    if (typeof length === "number" && /^[\0\t\n\f\r ]*endstream/.test(this.text.slice(stream.start + length, stream.start + length + 20))) {
      return stream.start + length;
    }
    const end = this.text.indexOf("endstream", stream.start);
    if (end < 0) throw new Error("a stream without end");
    return end - (/\r\n$/.test(this.text.slice(end - 2, end)) ? 2 : /[\r\n]$/.test(this.text.slice(end - 1, end)) ? 1 : 0);
  }

  /** The decompressed content of a stream. @param {Stream} stream @returns {Promise<Uint8Array>} */
  async content(stream) {
    const bytes = this.bytes.slice(stream.start, this.end(stream));
    const filters = [this.get(stream.dict.get("Filter"))].flat().filter(Boolean);
    if (!filters.length) return bytes;
    if (filters.length > 1 || filters[0].name !== "FlateDecode" || this.get(stream.dict.get("DecodeParms"))?.get?.("Predictor") > 1) {
      throw new Error("packed in a way that is not known here");
    }
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  }

  /** Read the objects in an object stream. @param {Stream} stream */
  async unpack(stream) {
    const text = binary(await this.content(stream));
    const first = Number(this.get(stream.dict.get("First")));
    const index = text.slice(0, first).trim().split(/\s+/).map(Number);
    for (let each = 0; each + 1 < index.length; each += 2) {
      const known = this.objects.get(index[each]);
      if (known instanceof Stream && known.start > stream.start) continue;
      if (this.later(index[each], stream)) continue;
      this.objects.set(index[each], new Reader(text, first + index[each + 1]).value());
    }
  }

  /** Whether the file has an object with this number after an object stream. @param {number} number @param {Stream} stream */
  later(number, stream) {
    const pattern = new RegExp(`(?:^|[\\s\\0])${number}[\\s\\0]+\\d+[\\s\\0]+obj\\b`, "g");
    pattern.lastIndex = this.end(stream);
    return this.objects.has(number) && pattern.test(this.text);
  }

  /** Resolve a reference; other values are returned unchanged. @param {any} value @returns {any} */
  get(value) {
    for (let hops = 0; value instanceof Ref && hops < 20; hops++) value = this.objects.get(value.number);
    return value instanceof Ref ? undefined : value;
  }

  /** Set an object; with `content`, it is a stream. @param {number} number @param {any} value @param {string} [content] */
  set(number, value, content) {
    this.objects.set(number, value);
    const body = content === undefined ? write(value) : `${write(new Map([...value, ["Length", content.length]]))}\nstream\n${content}\nendstream`;
    this.changed.set(number, body);
  }

  /** Add an object. @param {any} value @param {string} [content] @returns {Ref} */
  add(value, content) {
    const number = Math.max(Number(this.trailer.get("Size") ?? 1), ...[...this.changed.keys()].map((each) => each + 1));
    this.set(number, value, content);
    return new Ref(number);
  }

  /** The file with an incremental update at its end. All bytes of the old file stay the same. @returns {Uint8Array} */
  updated() {
    const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.text)?.[1]);
    const self = this.add(new Map());
    this.changed.delete(self.number);
    let tail = "\n";
    /** @type {[number, number][]} */
    const rows = [];
    for (const number of [...this.changed.keys()].sort((one, other) => one - other)) {
      rows.push([number, this.bytes.length + tail.length]);
      tail += `${number} 0 obj\n${this.changed.get(number)}\nendobj\n`;
    }
    const start = this.bytes.length + tail.length;
    rows.push([self.number, start]);
    const four = (/** @type {number} */ value) => String.fromCharCode((value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255);
    const table = rows.map(([, offset]) => `\x01${four(offset)}\0\0`).join("");
    const kept = ["Root", "Info", "ID"].filter((key) => this.trailer.has(key)).map((key) => [key, this.trailer.get(key)]);
    const head = new Map(/** @type {[string, any][]} */ ([
      ["Type", new Name("XRef")], ["Size", self.number + 1], ["W", [1, 4, 2]],
      ["Index", rows.flatMap(([number]) => [number, 1])], ["Prev", previous], ...kept, ["Length", table.length],
    ]));
    tail += `${self.number} 0 obj\n${write(head)}\nstream\n${table}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`;
    const whole = new Uint8Array(this.bytes.length + tail.length);
    whole.set(this.bytes);
    for (let at = 0; at < tail.length; at++) whole[this.bytes.length + at] = tail.charCodeAt(at);
    return whole;
  }
}

/** The code of a byte as two digits. @param {string} byte */
const digits = (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0");

/** The text of a value in a file. @param {any} value @returns {string} */
function write(value) {
  if (value instanceof Name) return "/" + value.name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (each) => "#" + digits(each));
  if (value instanceof Ref) return `${value.number} 0 R`;
  if (value instanceof Bytes) return `<${[...value.bytes].map(digits).join("")}>`;
  if (value instanceof Map) return "<<" + [...value].map(([key, each]) => `${write(new Name(key))} ${write(each)}`).join("") + ">>";
  if (Array.isArray(value)) return `[${value.map(write).join(" ")}]`;
  return value === null || value === undefined ? "null" : String(typeof value === "number" ? Number(value.toFixed(4)) : value);
}
