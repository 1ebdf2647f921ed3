// The texts that scripts show, in the language of the site.

import sentences from "./sentences.js";

/**
 * The text with a name, with values in place of `{name}`.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(name, values = {}) {
  const sentence = sentences[name];
  if (sentence === undefined) throw new Error(`No words for ${name}.`);
  return sentence.replace(/\{(\w+)\}/g, (mark, key) => `${values[key] ?? mark}`);
}

/**
 * Create an element with attributes and children. Strings become text, never HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
