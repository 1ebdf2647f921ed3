// Functions that are called when something changes, until the client leaves the page.

/** @template {unknown[]} Given */
export class Listeners {
  /** @type {Set<(...given: Given) => void>} */
  all = new Set();

  /** @param {(...given: Given) => void} listener @param {AbortSignal} signal */
  add(listener, signal) {
    this.all.add(listener);
    signal.addEventListener("abort", () => this.all.delete(listener));
  }

  /** @param {Given} given */
  call(...given) {
    for (const listener of [...this.all]) listener(...given);
  }
}
