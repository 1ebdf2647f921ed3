// Ids, keys and the names of options in a PDF, as Python has them: see workbook_builder/answers/ids.py.

import contract from "./contract.js";

const { "begins-with": first, "goes-on-with": further, normalization, longest } = contract.id;
/** @param {string[]} categories */
const letters = (categories) => categories.map((each) => `\\p{${each}}`).join("");
const WORD = `[${letters(first)}][${letters(further)}]*`;
const ID = new RegExp(`^${WORD}(-${WORD})*$`, "u");
const { encoded } = contract.pdf;

/** An id or a key in the form in which it is compared and kept. @param {string} text */
export const normalized = (text) => text.normalize(normalization);

/** Whether a text can be an id. @param {unknown} text @returns {text is string} */
export function isId(text) {
  return typeof text === "string" && [...text].length <= longest && text === normalized(text) && ID.test(text);
}

/** Whether a text can be the key of an answer: at least two ids with slashes between. @param {unknown} text @returns {text is string} */
export function isKey(text) {
  return typeof text === "string" && text.includes("/") && text.split("/").every(isId);
}

/** The name in a PDF of an option. Viewers read only names in ASCII. @param {string} option */
export const toPdfName = (option) => (/^[\0-\x7f]*$/.test(option) ? option : encoded + punycode(option));

/** The option that a name in a PDF stands for; what is no Punycode stays as it is. @param {string} name */
export function fromPdfName(name) {
  if (!name.startsWith(encoded)) return name;
  const option = unpunycode(name.slice(encoded.length));
  return option ? normalized(option) : name;
}

// Punycode, RFC 3492: letters beyond ASCII as differences in a number system of 36 digits.
const [BASE, LEAST, MOST, SKEW, DAMP, BIAS, START] = [36, 1, 26, 38, 700, 72, 128];
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** @param {number} delta @param {number} count @param {boolean} begins */
function adapted(delta, count, begins) {
  let steps = 0;
  let rest = Math.floor(delta / (begins ? DAMP : 2));
  for (rest += Math.floor(rest / count); rest > ((BASE - LEAST) * MOST) / 2; steps += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return steps + Math.floor(((BASE - LEAST + 1) * rest) / (rest + SKEW));
}

/** The value at which a digit is the last one. @param {number} place @param {number} bias */
const threshold = (place, bias) => Math.min(Math.max(place - bias, LEAST), MOST);

/** @param {string} text */
function punycode(text) {
  const points = [...text].map((each) => /** @type {number} */ (each.codePointAt(0)));
  const plain = points.filter((each) => each < START);
  let made = plain.map((each) => String.fromCharCode(each)).join("") + (plain.length ? "-" : "");
  let [next, delta, bias] = [START, 0, BIAS];
  for (let done = plain.length; done < points.length; next += 1, delta += 1) {
    const least = Math.min(...points.filter((each) => each >= next));
    delta += (least - next) * (done + 1);
    next = least;
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      let rest = delta;
      for (let place = BASE; ; place += BASE) {
        const limit = threshold(place, bias);
        if (rest < limit) break;
        made += DIGITS[limit + ((rest - limit) % (BASE - limit))];
        rest = Math.floor((rest - limit) / (BASE - limit));
      }
      made += DIGITS[rest];
      bias = adapted(delta, done + 1, done === plain.length);
      delta = 0;
      done += 1;
    }
  }
  return made;
}

/** @param {string} text @returns {string | null} nothing where it is no Punycode */
function unpunycode(text) {
  const cut = text.lastIndexOf("-");
  const points = [...text.slice(0, Math.max(cut, 0))].map((each) => each.charCodeAt(0));
  if (points.some((each) => each >= START)) return null;
  let [next, index, bias] = [START, 0, BIAS];
  for (let at = cut < 0 ? 0 : cut + 1; at < text.length; index += 1) {
    const before = index;
    for (let [place, weight] = [BASE, 1]; ; place += BASE) {
      const digit = DIGITS.indexOf(text[at++]?.toLowerCase() ?? "?");
      if (digit < 0) return null;
      index += digit * weight;
      const limit = threshold(place, bias);
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    bias = adapted(index - before, points.length + 1, before === 0);
    next += Math.floor(index / (points.length + 1));
    index %= points.length + 1;
    if (next > 0x10ffff) return null;
    points.splice(index, 0, next);
  }
  return String.fromCodePoint(...points);
}
