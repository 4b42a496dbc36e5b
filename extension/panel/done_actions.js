/** What can be done with the contact just copied: take it back, correct it, let it stand. */
import { announce } from "./announce.js";
import { FRESH_MS } from "./copying.js";
import { t } from "./texts.js";

/** @typedef {import("./copying.js").Done} Done */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("./copying.js").Copying} parts.copying
 * @param {import("./notice.js").Say} parts.say
 * @param {(page: import("./state.js").Page) => void} parts.go
 * @param {() => void} parts.release the list need not be held any longer
 */
export function doneActions({ store, copying, say, go, release }) {
  const { get, set } = store;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let freshTimer;

  const actions = {
    /** @param {Done} done */
    showDone(done) {
      clearTimeout(freshTimer);
      set({ done, opened: null, notice: null });
      announce(t(get().connection?.state === "ok" ? "done_noted" : "done_waiting"));
      freshTimer = setTimeout(() => {
        const now = get();
        if (now.done?.uuid !== done.uuid) return;
        set({ done: { ...now.done, fresh: false }, notice: now.notice?.action?.testid === "undo" ? null : now.notice });
      }, FRESH_MS);
    },

    /** The line after copying when its card has given way to a new post. @param {Done} done */
    doneNotice: (done) => ({ text: t("done_noted"), action: { label: t("undo"), testid: "undo", run: () => void actions.undo(done) } }),

    /** @param {Done} done */
    async undo(done) {
      await copying.undo(done);
      set({ done: null, openRows: get().openRows?.filter((row) => row.uuid !== done.uuid) ?? null });
      say(t("undone"));
      release();
    },
    undoLast() {
      const { done } = get();
      if (done) void actions.undo(done);
    },

    /** Open the form for what was just copied. @param {Done} done @param {string} [column] */
    correct(done, column) {
      set({ form: { table: "contacts", uuid: done.uuid, row: done.row, column: column ?? null, back: "read" } });
      go("form");
    },
  };
  return actions;
}
