// Tells the other tabs of a site what has changed, and hears from them.

/** @typedef {[string, import("./database.js").Entry | null][]} Changes Entries by name; null if they were deleted. */

export class Tabs {
  /** @param {string} name @param {(changes: Changes) => void} hear called with what another tab has changed */
  constructor(name, hear) {
    this.name = name;
    this.hear = hear;
    /** @type {BroadcastChannel | null} */
    this.channel = null;
  }

  connect() {
    if (this.channel || typeof BroadcastChannel !== "function") return;
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }) => this.hear(data);
  }

  /** A page in the back/forward cache must not hold the channel open, and hears nothing there. */
  disconnect() {
    this.channel?.close();
    this.channel = null;
  }

  /** @param {Changes} changes */
  tell(changes) {
    if (changes.length) this.channel?.postMessage(changes);
  }
}
