/** From one page of the panel to another, and back. */
import { allowedHosts } from "../reader/access.js";
import { find } from "./dom.js";

/** @typedef {import("./state.js").Page} Page */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {() => Promise<void>} parts.renewOpenRows read the rows of the log anew if they are shown
 * @param {() => void} parts.showWaiting
 */
export function pageActions({ store, renewOpenRows, showWaiting }) {
  const { get, set } = store;

  /** @param {Page} page */
  function go(page) {
    set({ page, opened: null });
    void renewOpenRows();
    if (page === "more") void allowedHosts().then((hosts) => set({ allowedSites: hosts }));
    if (page !== "search" && page !== "form") find("#main").focus({ preventScroll: true });
    if (page !== "form") document.querySelector("main")?.scrollTo(0, 0);
  }

  return {
    go,
    /** One step back: fold the card, close the notice, or return to reading. */
    back() {
      const { opened, page, notice, form } = get();
      if (opened) set({ opened: null });
      else if (page === "form") go(form?.back ?? "read");
      else if (page !== "read") go("read");
      else if (notice) set({ notice: null });
      else showWaiting();
    },
  };
}
