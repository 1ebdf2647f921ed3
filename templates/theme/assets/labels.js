// Labels with what they are followed by, as workbook_builder/answers/punctuation.py does it.

import { say } from "./words.js";

const MARK = /((?![׳״%‰&@*#\/\\])\p{Po})[”’»“‘›‹」』״]*$/u;

/** A label and what it is followed by, with a colon between unless it ends with a mark. @param {string} label @param {string} words */
export function followedBy(label, words) {
  const mark = MARK.exec(label)?.[1];
  return label + (!mark ? say("colon") : mark > "\u3000" ? "" : " ") + words;
}
