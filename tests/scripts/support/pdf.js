// @ts-check
// Builds small PDFs. They have no cross-reference table, because the reader does not need one.

/** The bytes of a text with one character for each byte. @param {string} text */
export const bytes = (text) => Uint8Array.from(text, (each) => each.charCodeAt(0));

/** A text with one character for each byte. @param {Uint8Array} all */
export const characters = (all) => Array.from(all, (each) => String.fromCharCode(each)).join("");

/** The offset after `startxref` in these PDFs. */
export const STARTXREF = 1234;

/**
 * Objects as they are written in a file.
 * @param {Record<number, string>} objects the text of each by its number
 */
export const objects = (objects) =>
  Object.entries(objects).map(([number, text]) => `${number} 0 obj\n${text}\nendobj\n`).join("");

/**
 * A PDF. Object 1 is its catalog.
 * @param {Record<number, string>} all
 * @param {string} [trailer] the entries of its trailer
 */
export function pdf(all, trailer) {
  const size = Math.max(...Object.keys(all).map(Number)) + 1;
  return bytes(`%PDF-1.7\n${objects(all)}${ending(trailer ?? `/Root 1 0 R/Size ${size}`)}`);
}

/** @param {string} trailer */
export const ending = (trailer) => `trailer\n<<${trailer}>>\nstartxref\n${STARTXREF}\n%%EOF\n`;

/** A file with a text appended. @param {Uint8Array} file @param {string} text */
export const appended = (file, text) => bytes(characters(file) + text);

/** @param {string} content @param {string} [entries] further entries of its dictionary */
export const stream = (content, entries = "") =>
  `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;

/** @param {string} text @returns {Promise<string>} */
export async function deflated(text) {
  const packed = new Blob([bytes(text)]).stream().pipeThrough(new CompressionStream("deflate"));
  return characters(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** An object stream. @param {Record<number, string>} inside */
export async function objectStream(inside) {
  let index = "";
  let text = "";
  for (const [number, object] of Object.entries(inside)) {
    index += `${number} ${text.length} `;
    text += `${object}\n`;
  }
  const count = Object.keys(inside).length;
  const entries = `/Type/ObjStm/N ${count}/First ${index.length}/Filter/FlateDecode`;
  return stream(await deflated(index + text), entries);
}

/**
 * A TrueType font in which "?" is half an em (of 2000 units) wide, А, Б, and В a whole em, and
 * а and в a quarter. It has no б. А to В are a range in its table; а and в are looked up in a list.
 */
export function font() {
  const words = (/** @type {number[]} */ ...all) =>
    all.map((word) => String.fromCharCode((word >> 8) & 255, word & 255)).join("");
  const long = (/** @type {number} */ value) => words(value >> 16, value);
  const ends = [0x3f, 0x412, 0x432, 0xffff];
  const starts = [0x3f, 0x410, 0x430, 0xffff];
  const deltas = [1 - 0x3f, 2 - 0x410, 0, 1];
  // From its own place the third one skips itself and the fourth to the list behind them.
  const offsets = [0, 0, 4, 0];
  const list = [5, 0, 6];
  const body = words(8, 8, 2, 0, ...ends, 0, ...starts, ...deltas, ...offsets, ...list);
  const segments = words(4, 6 + body.length, 0) + body;
  const other = words(6, 10, 0, 0, 0); // an empty table of another kind
  const head = 4 + 3 * 8;
  const subtables = words(0, 3) + long(head) + words(3, 1) + long(head + other.length) +
    words(3, 10) + long(head);
  /** @type {Record<string, string>} */
  const tables = {
    cmap: words(0, 3) + subtables + other + segments,
    head: "\0".repeat(18) + words(2000),
    hhea: "\0".repeat(34) + words(6),
    hmtx: words(0, 0, 1000, 0, 2000, 0, 2000, 0, 2000, 0, 500, 0, 0), // the last one repeats 500
  };
  let directory = words(1, 0, 4, 0, 0, 0);
  let rest = "";
  for (const [tag, table] of Object.entries(tables)) {
    directory += tag + long(0) + long(12 + 4 * 16 + rest.length) + long(table.length);
    rest += table;
  }
  return directory + rest;
}
