/** What a person can note, correct and take back. Everything goes through the queue, so nothing depends on the companion. */
import { announce } from "./announce.js";
import { hasCode, labelOf } from "./codebook.js";
import { contactByHand, platformOf, whenOf } from "./contact.js";
import { FRESH_MS } from "./copying.js";
import { t } from "./texts.js";

/** @typedef {import("./copying.js").Done} Done */
/** @typedef {Record<string, any>} Row */

/** Milliseconds for which the topic of a gap can be chosen, unless somebody is at it. */
const GAP_MS = 4000;
const NOTICE_MS = 4000;

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("../companion/queue.js").Queue} parts.queue
 * @param {import("./copying.js").Copying} parts.copying
 * @param {() => Promise<void>} parts.send
 * @param {() => Promise<void>} parts.renewOpenRows read the rows of the log anew if they are shown
 * @param {(page: import("./state.js").Page) => void} parts.go
 * @param {() => void} parts.release the list need not be held any longer
 */
export function logActions({ store, queue, copying, send, renewOpenRows, go, release }) {
  const { get, set } = store;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let freshTimer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let noticeTimer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let gapTimer;

  /** @param {string} text a short word at the bottom that leaves by itself */
  function say(text) {
    clearTimeout(noticeTimer);
    const notice = { text };
    set({ notice });
    announce(text);
    noticeTimer = setTimeout(() => { if (get().notice === notice) set({ notice: null }); }, NOTICE_MS);
  }

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

  const actions = {
    say,
    change,

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
    /** @param {"contacts"|"own_posts"|"rooms"} table @param {Row} row */
    async noteByHand(table, row) {
      const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== "")); // a day that was cleared
      await queue.add(table, crypto.randomUUID(), given);
      void send().then(renewOpenRows);
      go(get().form?.back ?? "read");
      say(t(`noted_${table}`));
    },

    // open contacts
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

    // gaps, feedback, observations
    async reportGap() {
      const { item, shown, codebook, gap } = get();
      if (gap) await actions.settleGap();
      const guess = [...(shown?.answers ?? []), ...(shown?.corrections ?? [])].map((card) => card.topic).find((topic) => hasCode(codebook, "thema", topic));
      const uuid = crypto.randomUUID();
      /** @type {Row} */
      const row = { plattform: item.kind === "none" ? "sonstige" : platformOf(item), ...(guess ? { thema: guess } : {}) };
      await queue.add("gaps", uuid, row, true);
      set({ gap: uuid, page: "read" });
      announce(t("gap_noted"));
      actions.letGapGo();
      release();
    },
    /** Start, or start again, the time after which the gap is sent as it is. */
    letGapGo() {
      clearTimeout(gapTimer);
      gapTimer = setTimeout(() => void actions.settleGap(), GAP_MS);
    },
    /** Somebody is choosing: wait. */
    holdGap: () => clearTimeout(gapTimer),
    /** @param {string} [topic] */
    async settleGap(topic) {
      clearTimeout(gapTimer);
      const { gap, codebook } = get();
      if (!gap) return;
      if (topic) await queue.change("gaps", gap, { thema: topic });
      await queue.settle(gap);
      set({ gap: null });
      say(topic ? t("gap_noted_topic", labelOf(codebook, "thema", topic)) : t("gap_noted"));
      void send();
    },
    async undoGap() {
      clearTimeout(gapTimer);
      const { gap } = get();
      if (gap) await queue.undo("gaps", gap);
      set({ gap: null });
      say(t("undone"));
    },
    /** @param {import("./suggest.js").Card} card @param {string} grund */
    async feedback(card, grund) {
      await queue.add("feedback", crypto.randomUUID(), { entry_id: card.id, entry_version: card.version, grund });
      void send();
      announce(t("feedback_thanks"));
    },
    /** @param {string} platform */
    async observe(platform) {
      await queue.add("observations", crypto.randomUUID(), { plattform: platform, anzahl: 1 });
      void send();
      say(t("observed", labelOf(get().codebook, "plattform", platform)));
    },
  };
  return actions;
}

/** @param {Row[]|null} rows @param {string} uuid @param {Row} next @returns {Row[]|null} */
function replaced(rows, uuid, next) {
  return rows?.map((row) => (row.uuid === uuid ? { ...row, ...next } : row)) ?? null;
}
