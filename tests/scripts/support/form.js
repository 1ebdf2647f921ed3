// @ts-check
// Builds small forms, and reads what is drawn in the boxes of a form.

import { PdfFile, Ref, Stream } from "../../../templates/theme/assets/pdffile.js";
import { characters, font, pdf, stream } from "./pdf.js";

/** The number of the first field of a form. */
export const FIRST = 20;

/** The width of each letter is half of its size, but a W is as wide as its size. */
const WIDTHS = Array.from({ length: 224 }, (_, at) => at === 87 - 32 ? 1000 : 500);

/**
 * A form with some fields, whose objects are numbered from FIRST.
 * @param {string[]} fields
 * @param {Record<number, string>} [more] further objects
 */
export function form(fields, more = {}) {
  const refs = fields.map((_, at) => `${FIRST + at} 0 R`).join(" ");
  const numbered = Object.fromEntries(fields.map((field, at) => [FIRST + at, `<<${field}>>`]));
  return pdf({
    1: "<</AcroForm 2 0 R>>",
    2: `<</Fields[${refs}]/DR<</Font<</WbText 3 0 R>>>>>>`,
    3: `<</BaseFont/Half/FontDescriptor 4 0 R/Widths[${WIDTHS.join(" ")}]>>`,
    4: "<</FontFile2 5 0 R>>",
    5: stream(font()),
    ...numbered,
    ...more,
  });
}

/** A box for text, `width` by `height`. @param {number} width @param {number} height */
export const box = (width, height) => `/FT/Tx/Rect[10 20 ${10 + width} ${20 + height}]`;

/**
 * What is drawn in the box of a widget.
 * @param {Uint8Array} bytes
 * @param {number} number
 */
export async function seen(bytes, number) {
  const file = await PdfFile.read(bytes);
  const look = file.get(file.objects.get(number).get("AP")?.get("N"));
  if (!(look instanceof Stream)) throw new Error("nothing is drawn");
  const content = characters(await file.content(look));
  const ref = look.dict.get("Resources").get("Font").get("F");
  const codes = file.get(ref).has("ToUnicode") ? await wide(file, ref) : western;
  const lines = [...content.matchAll(/<([0-9a-f]*)> Tj T\*/g)].map(([, digits]) => codes(digits));
  const [, size, leading, top] =
    /\/F (\S+) Tf 0 g (\S+) TL 2 (\S+) Td/.exec(content)?.map(Number) ?? [];
  return { lines, size, leading, top, font: ref, content, dict: look.dict };
}

/** @param {string} digits */
const western = (digits) =>
  new TextDecoder("windows-1252").decode(
    Uint8Array.from(digits.match(/../g) ?? [], (code) => parseInt(code, 16)),
  );

/** A function that decodes text in a composite font. @param {PdfFile} file @param {Ref} ref */
async function wide(file, ref) {
  const table = characters(await file.content(file.get(file.get(ref).get("ToUnicode"))));
  const letters = new Map(
    [...table.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)].map(([, code, units]) => [
      code,
      String.fromCharCode(...(units.match(/..../g) ?? []).map((unit) => parseInt(unit, 16))),
    ]),
  );
  return (/** @type {string} */ digits) =>
    (digits.match(/..../g) ?? []).map((code) => letters.get(code)).join("");
}

/** The fields and widgets of a form by their keys. @param {Uint8Array} bytes */
export async function fields(bytes) {
  const file = await PdfFile.read(bytes);
  const form = file.get(file.get(file.trailer.get("Root")).get("AcroForm"));
  const found = new Map();
  for (const ref of file.get(form.get("Fields"))) {
    const field = file.get(ref);
    const name = Uint8Array.from(field.get("T").bytes, (each) => each.charCodeAt(0));
    const key = new TextDecoder(name[0] === 0xfe ? "utf-16be" : "utf-8").decode(name);
    found.set(key, {
      number: ref.number,
      field,
      widgets: (field.get("Kids") ?? []).map((/** @type {Ref} */ kid) => file.get(kid)),
    });
  }
  return found;
}
