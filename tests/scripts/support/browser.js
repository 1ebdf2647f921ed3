// @ts-check
// A minimal stand-in for a browser. Import it before the scripts: some of them read the words of
// the page and the storage as soon as they are loaded.

import sentences from "../../../templates/theme/assets/sentences.js";

/** @implements {Storage} */
class MemoryStorage {
  /** @type {Map<string, string>} */
  #entries = new Map();
  get length() {
    return this.#entries.size;
  }
  clear() {
    this.#entries.clear();
  }
  /** @param {number} index */
  key(index) {
    return [...this.#entries.keys()][index] ?? null;
  }
  /** @param {string} name */
  getItem(name) {
    return this.#entries.get(name) ?? null;
  }
  /** @param {string} name @param {string} text */
  setItem(name, text) {
    this.#entries.set(name, `${text}`);
  }
  /** @param {string} name */
  removeItem(name) {
    this.#entries.delete(name);
  }
}

/** An element with only what the scripts use. */
class FakeElement extends EventTarget {
  /** @type {FakeElement | null} */
  parent = null;
  /** @type {(FakeElement | string)[]} */
  children = [];
  /** @type {Map<string, string>} */
  attributes = new Map();
  /** @type {Record<string, string>} */
  dataset = {};
  /** @type {FakeElement[]} */
  labels = [];
  /** @type {FakeElement | null} */
  form = null;
  /** @type {(() => void) | null} */
  onclick = null;

  /** @param {string} tag */
  constructor(tag) {
    super();
    this.tag = tag;
  }
  get value() {
    return this.attributes.get("value") ?? "";
  }
  set value(text) {
    this.attributes.set("value", text);
  }
  /** @returns {FakeElement | null} */
  get lastElementChild() {
    return this.children.findLast((each) => each instanceof FakeElement) ?? null;
  }
  /** @returns {string} */
  get textContent() {
    return this.children.map((each) => (typeof each === "string" ? each : each.textContent)).join(
      "",
    );
  }
  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes.set(name, value);
  }
  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }
  /** @param {...(FakeElement | string)} children */
  append(...children) {
    for (const each of children) if (each instanceof FakeElement) each.parent = this;
    this.children.push(...children);
  }
  /** @param {...(FakeElement | string)} children */
  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }
  /** @param {FakeElement} sibling */
  after(sibling) {
    if (!this.parent) throw new Error("an element without a parent");
    sibling.parent = this.parent;
    this.parent.children.splice(this.parent.children.indexOf(this) + 1, 0, sibling);
  }
  /** @param {string} tag @returns {FakeElement[]} */
  querySelectorAll(tag) {
    return this.children.flatMap((each) =>
      typeof each === "string"
        ? []
        : [...(each.tag === tag ? [each] : []), ...each.querySelectorAll(tag)]
    );
  }
  /** None of these elements lies in another that the scripts look for. */
  closest() {
    return null;
  }
  click() {
    this.onclick?.();
  }
  /** @override @param {Event} event @returns {boolean} */
  dispatchEvent(event) {
    const kept = super.dispatchEvent(event);
    return event.bubbles && this.parent ? this.parent.dispatchEvent(event) && kept : kept;
  }
}

/** The words of a page, as a template passes them to scripts. */
const WORDS = {
  today: "Today",
  in_a_week: "In a week",
  week_end: "End of week {week} ({day})",
};

Object.assign(sentences, WORDS);

class FakeDocument extends EventTarget {
  hidden = false;
  documentElement = { lang: "en" };
  /** The page has none of the elements that scripts look for when they are loaded. */
  querySelector() {
    return null;
  }
  /** @param {string} tag */
  createElement(tag) {
    return new FakeElement(tag);
  }
  getElementById() {
    return null;
  }
}

class FakeWindow extends EventTarget {
  localStorage = new MemoryStorage();
}

export const page = new FakeDocument();
export const tab = new FakeWindow();
Object.assign(globalThis, { document: page, window: tab });

/** @param {string} tag @param {...(FakeElement | string)} children */
export function element(tag, ...children) {
  const made = page.createElement(tag);
  made.append(...children);
  return made;
}

const RealDate = Date;

/**
 * Set the clock and the time zone.
 * @param {string} now
 * @param {string} [zone]
 */
export function itIs(now, zone = "UTC") {
  Deno.env.set("TZ", zone);
  globalThis.Date = /** @type {DateConstructor} */ (class extends RealDate {
    /** @param {any[]} given */
    constructor(...given) {
      // @ts-ignore: a date takes one value or several
      super(...(given.length ? given : [now]));
    }
  });
}
