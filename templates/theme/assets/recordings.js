// Says so if a recording cannot be played, and shows its written version.

import { say } from "./words.js";

/** Watch the player of a recording. @param {HTMLElement} recording @param {AbortSignal} signal */
export function prepare(recording, signal) {
  const player = /** @type {HTMLMediaElement} */ (recording.querySelector("audio, video"));
  const note = /** @type {HTMLElement} */ (recording.querySelector(".wb-recording__note"));
  const words = /** @type {HTMLDetailsElement} */ (recording.querySelector("details"));
  const tell = () => {
    const offline = !navigator.onLine;
    if (offline || player.error) words.open = true;
    note.textContent = offline ? say("recording_offline") : player.error ? say("recording_failed") : "";
  };
  player.addEventListener("error", tell, { signal });
  window.addEventListener("offline", tell, { signal });
  window.addEventListener("online", () => {
    if (player.error) player.load(); // which forgets the error
    tell();
  }, { signal });
  if (player.error || !navigator.onLine) tell();
}
