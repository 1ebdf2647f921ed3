// The words that scripts say, in the language of the page. They stand in the page itself.

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("wb-words")?.textContent || "{}");

/**
 * One sentence, with what stands for `{name}` in it.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(name, values = {}) {
  const sentence = words[name];
  if (sentence === undefined) throw new Error(`There are no words for ${name}.`);
  return sentence.replace(/\{(\w+)\}/g, (mark, key) => String(values[key] ?? mark));
}

/**
 * A new element with attributes and children. Text goes in as text, never as HTML.
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
