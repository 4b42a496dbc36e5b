/** What is done whenever the companion answers: what it knows newer is fetched, what failed is asked again, what waits is sent. */
import { whenOf } from "./contact.js";

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("./entries.js").Entries} parts.entries
 * @param {import("./codebook.js").CodebookSource} parts.codebook
 * @param {import("./suggestion_list.js").SuggestionList} parts.list
 * @param {import("./chosen_wording.js").ChosenWording} parts.wording
 * @param {Pick<import("../companion/queue.js").Queue, "settleLeft">} parts.queue
 * @param {() => Promise<void>} parts.send
 * @param {() => Promise<void>} parts.renewOpenRows read the rows of the log anew if they are shown
 * @returns {() => Promise<void>} to be called while connected
 */
export function createUpkeep({ store, entries, codebook, list, wording, queue, send, renewOpenRows }) {
  const { get, set } = store;
  let wasReady = false;

  async function renewCodebook() {
    const fresh = await codebook.fresh();
    if (fresh) set({ codebook: fresh });
  }

  /** What may be suggested depends on the bank and on the day. @param {string} bankOfDay */
  function beginAnew(bankOfDay) {
    entries.forget();
    if (get().bankOfDay) void list.refresh();
    set({ bankOfDay });
  }

  return async () => {
    const { status, codebook: known, bankOfDay } = get();
    const now = `${status?.bank.version ?? ""} ${whenOf(new Date()).tag}`;
    const isReady = status?.matcher.ready ?? true;
    const isNew = now !== bankOfDay || (isReady && !wasReady);
    if (isNew) {
      beginAnew(now);
      wasReady = isReady;
    }
    if (isNew || !known) void renewCodebook();
    void list.catchUp();
    void wording.renew();
    await queue.settleLeft();
    await send();
    await renewOpenRows();
  };
}
