/** Rows of the log: noted by hand, corrected, removed, sent. Everything goes through the queue, so nothing depends on the companion. */
import { contactByHand, whenOf } from "./contact.js";
import { once } from "./once.js";
import { t } from "./texts.js";

/** @typedef {Record<string, any>} Row */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("../companion/queue.js").Queue} parts.queue
 * @param {import("./copying.js").Copying} parts.copying
 * @param {import("./notice.js").Say} parts.say
 * @param {() => Promise<void>} parts.send
 * @param {() => Promise<void>} parts.renewOpenRows read the rows of the log anew if they are shown
 * @param {(page: import("./state.js").Page) => void} parts.go
 */
export function rowActions({ store, queue, copying, say, send, renewOpenRows, go }) {
  const { get, set } = store;

  /** @param {import("../companion/queue.js").Table} table @param {string} uuid @param {Row} row @param {string} column @param {string} code */
  async function change(table, uuid, row, column, code) {
    if (table !== "contacts" && table !== "own_posts") return row;
    const next = await copying.change(table, uuid, row, column, code);
    const { done, openRows, ownPosts } = get();
    set({
      done: done?.uuid === uuid ? { ...done, row: next } : done,
      openRows: replaced(openRows, uuid, next),
      ownPosts: replaced(ownPosts, uuid, next),
    });
    return next;
  }

  return {
    change,

    /** @param {Row} row of the open contacts or own posts @param {"contacts"|"own_posts"} [table] */
    correctRow(row, table = "contacts") {
      set({ form: { table, uuid: row.uuid, row, column: null, back: "contacts" } });
      go("form");
    },
    contactByHand() {
      set({ form: { table: "contacts", uuid: null, row: contactByHand(get().item, new Date()), column: null, back: get().page === "contacts" ? "contacts" : "read" } });
      go("form");
    },
    noteOwnPost() {
      set({ form: { table: "own_posts", uuid: null, row: { tag: whenOf(new Date()).tag }, column: null, back: "contacts" } });
      go("form");
    },
    noteRoom() {
      set({ form: { table: "rooms", uuid: null, row: {}, column: null, back: "contacts" } });
      go("form");
    },
    noteByHand: once(async (/** @type {"contacts"|"own_posts"|"rooms"} */ table, /** @type {Row} */ row) => {
      const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== "")); // a day that was cleared
      await queue.add(table, crypto.randomUUID(), given);
      void send().then(renewOpenRows);
      go(get().form?.back ?? "read");
      say(t(`noted_${table}`));
    }),

    /** @param {Row} row @param {string} code */
    async setReaction(row, code) {
      await change("contacts", row.uuid, row, "reaktion", code);
    },
    /** @param {Row} row */
    async removeRow(row) {
      await copying.undo({ uuid: row.uuid });
      const { done, openRows } = get();
      set({ openRows: openRows?.filter((open) => open.uuid !== row.uuid) ?? null, done: done?.uuid === row.uuid ? null : done });
      say(t("removed"));
    },
    /** @param {Row} row */
    async removeOwnPost(row) {
      await queue.undo("own_posts", row.uuid);
      set({ ownPosts: get().ownPosts?.filter((open) => open.uuid !== row.uuid) ?? null });
      say(t("removed_own_post"));
      void send();
    },
    async sendNow() { await send(); },
    /** @param {string} id */
    async retryRefused(id) {
      await queue.retry(id);
      void send();
    },
    /** @param {string} id */
    async forgetRefused(id) { await queue.forget(id); },
  };
}

/** @param {Row[]|null} rows @param {string} uuid @param {Row} next @returns {Row[]|null} */
function replaced(rows, uuid, next) {
  return rows?.map((row) => (row.uuid === uuid ? { ...row, ...next } : row)) ?? null;
}
