/** What a screen reader is told without moving the focus. */
import { find } from "./dom.js";

/** @param {string} text */
export function announce(text) {
  const live = find("#live");
  if (live.textContent !== text) live.textContent = text;
}
