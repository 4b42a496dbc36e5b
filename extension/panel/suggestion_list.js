/** The list of suggestions: what it asks for, and what keeps it as it is – somebody who is in it, or an edited answer. */
import { createDrafts } from "./drafts.js";
import { find } from "./dom.js";
import { createHold } from "./hold.js";
import { createSuggestions, samePost } from "./suggest.js";

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {Pick<import("../companion/client.js").Client, "request">} parts.client
 * @param {import("./chosen_wording.js").ChosenWording} parts.wording
 * @param {(result: import("../companion/client.js").Result) => void} parts.onConnection the companion could not be asked
 * @param {(done: import("./copying.js").Done) => import("./state.js").Notice} parts.doneNotice what stands for a copied card that has gone
 */
export function createSuggestionList({ store, client, wording, onConnection, doneNotice }) {
  const { get, set } = store;
  const drafts = createDrafts();
  const leaveListeners = /** @type {(() => void)[]} */ ([]);
  const hold = createHold(find("#list-region"), () => {
    for (const listener of leaveListeners) listener();
    releaseUnedited();
  });

  /** Whether an answer of the shown list was edited and not copied yet: then the list waits for it. */
  function isEdited() {
    const { shown } = get();
    return shown !== null && drafts.isAny([...shown.answers, ...shown.corrections].map((card) => card.id), shown.item);
  }

  function releaseUnedited() {
    if (!isEdited()) suggestions.release();
  }

  let calls = 0;
  const suggestions = createSuggestions({
    request: async (...call) => {
      const mine = ++calls;
      set({ asking: true, failure: null });
      const result = await client.request(...call);
      if (result.state === "ok" && !result.error && !result.aborted) await wording.load([...result.data.answers, ...result.data.corrections]);
      if (mine === calls) set({ asking: false }); // given up for another post, that one's call says so; for none, this one
      return result;
    },
    isHeld: () => isEdited() || (get().page === "read" && hold.isHeld()),
    show: (shown) => {
      const { done } = get();
      const isGone = done?.fresh && !(samePost(done.item, shown.item) && [...shown.answers, ...shown.corrections].some((card) => card.id === done.cardId));
      set({ shown, opened: get().page === "search" ? get().opened : null, ...(isGone && done ? { notice: doneNotice(done) } : {}) });
    },
    update: (shown) => set({ shown }),
    announceWaiting: (waiting) => set({ waiting }),
    onFailure: (result) => {
      if (result.state === "ok") set({ failure: result });
      else onConnection(result);
    },
  });

  return {
    drafts,
    isHeld: hold.isHeld,
    view: suggestions.view,
    refresh: suggestions.refresh,
    catchUp: suggestions.catchUp,

    /** Show what waits, because the person asked for it. */
    showWaiting: suggestions.release,

    /** Nobody need be in the list any longer. */
    leave: hold.release,

    /** An answer was copied: the list is left, and what waited for the edited answer alone is shown. Drawing moves the focus. */
    copied() {
      hold.release();
      releaseUnedited();
    },

    /** @param {() => void} listener when nobody is in the list any more */
    onLeave: (listener) => void leaveListeners.push(listener),
  };
}

/** @typedef {ReturnType<typeof createSuggestionList>} SuggestionList */
