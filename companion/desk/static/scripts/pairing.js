/** The page with a pairing code: counts down, and goes on by itself once a browser has used the code. */
import { ask } from "./ask.js";

const EVERY_MS = 1000;

/** @param {HTMLElement} card */
async function follow(card) {
  const { mark, seconds, stateUrl = "", following = "" } = card.dataset;
  const status = /** @type {HTMLElement} */ (card.querySelector("[data-pairing-status]"));
  const progress = /** @type {HTMLProgressElement} */ (card.querySelector("progress"));
  const until = performance.now() + Number(seconds) * 1000;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    progress.value = Math.max(0, (until - performance.now()) / 1000);
    let state;
    try {
      state = await (await ask(stateUrl)).json();
    } catch (error) {
      status.textContent = /** @type {Error} */ (error).message;
      return;
    }
    if (state.mark !== mark) return location.assign(following);
    if (!state.open) {
      progress.value = 0;
      status.textContent = "Der Code gilt nicht mehr. Unten gibt es einen neuen.";
      return;
    }
  }
}

for (const card of document.querySelectorAll("[data-pairing]")) follow(/** @type {HTMLElement} */ (card));
