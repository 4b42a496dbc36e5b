/** A short word at the bottom of the panel. */
import { announce } from "./announce.js";

const NOTICE_MS = 4000;

/** @param {import("./store.js").Store<import("./state.js").State>} store */
export function createNotice({ get, set }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} text said aloud too; leaves by itself */
  return function say(text) {
    clearTimeout(timer);
    const notice = { text };
    set({ notice });
    announce(text);
    timer = setTimeout(() => { if (get().notice === notice) set({ notice: null }); }, NOTICE_MS);
  };
}

/** @typedef {ReturnType<typeof createNotice>} Say */
