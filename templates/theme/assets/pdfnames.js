// The names of options in a PDF, with the same rules as workbook_builder/answers/ids.py.

import contract from "./contract.js";
import { normalized } from "./ids.js";

const { encoded } = contract.pdf;

/** The name of an option in a PDF. Viewers only read names in ASCII. @param {string} option */
export const toPdfName = (option) => (/^[\0-\x7f]*$/.test(option) ? option : encoded + punycode(option));

/** The option for a name in a PDF. A name that is not valid Punycode is returned unchanged. @param {string} name */
export function fromPdfName(name) {
  if (!name.startsWith(encoded)) return name;
  const option = unpunycode(name.slice(encoded.length));
  return option ? normalized(option) : name;
}

// Punycode, as in RFC 3492: non-ASCII characters as differences, written as numbers in base 36.
const [BASE, T_MIN, T_MAX, SKEW, DAMP, BIAS, START] = [36, 1, 26, 38, 700, 72, 128];
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The next bias. @param {number} delta @param {number} count @param {boolean} isFirst */
function adapted(delta, count, isFirst) {
  let steps = 0;
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  for (rest += Math.floor(rest / count); rest > ((BASE - T_MIN) * T_MAX) / 2; steps += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return steps + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** A digit below this threshold is the last one of its number. @param {number} place @param {number} bias */
const threshold = (place, bias) => Math.min(Math.max(place - bias, T_MIN), T_MAX);

/** @param {string} text */
function punycode(text) {
  const points = [...text].map((each) => /** @type {number} */ (each.codePointAt(0)));
  const plain = points.filter((each) => each < START);
  let output = plain.map((each) => String.fromCharCode(each)).join("") + (plain.length ? "-" : "");
  let [next, delta, bias] = [START, 0, BIAS];
  for (let done = plain.length; done < points.length; next += 1, delta += 1) {
    const smallest = Math.min(...points.filter((each) => each >= next));
    delta += (smallest - next) * (done + 1);
    next = smallest;
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      let rest = delta;
      for (let place = BASE; ; place += BASE) {
        const limit = threshold(place, bias);
        if (rest < limit) break;
        output += DIGITS[limit + ((rest - limit) % (BASE - limit))];
        rest = Math.floor((rest - limit) / (BASE - limit));
      }
      output += DIGITS[rest];
      bias = adapted(delta, done + 1, done === plain.length);
      delta = 0;
      done += 1;
    }
  }
  return output;
}

/** @param {string} text @returns {string | null} null if it is not valid Punycode */
function unpunycode(text) {
  const dash = text.lastIndexOf("-");
  const points = [...text.slice(0, Math.max(dash, 0))].map((each) => each.charCodeAt(0));
  if (points.some((each) => each >= START)) return null;
  let [next, index, bias] = [START, 0, BIAS];
  for (let at = dash < 0 ? 0 : dash + 1; at < text.length; index += 1) {
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
    if (next > 0x10ffff || (next >= 0xd800 && next <= 0xdfff)) return null;
    points.splice(index, 0, next);
  }
  return String.fromCodePoint(...points);
}
