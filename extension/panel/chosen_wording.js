/** The wording in the chosen form of address. With „Sie“ it is loaded before cards are drawn: what they show must be what they copy. */
import { channelOf } from "./wording.js";

/** @typedef {import("./suggest.js").Card} Card */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("./entries.js").Entries} parts.entries
 */
export function createChosenWording({ store, entries }) {
  const { get, set } = store;
  const isSie = () => get().settings.address === "sie";

  /** @param {readonly Card[]|null} cards about to be drawn */
  async function load(cards) {
    if (cards && isSie()) await entries.load(cards);
    return cards;
  }

  return {
    load,

    /** Once more for the cards that are shown, for example because „Sie“ was just chosen. */
    async renew() {
      const { shown } = get();
      const missing = [...(shown?.answers ?? []), ...(shown?.corrections ?? [])].filter((card) => !entries.textsAtHand(card));
      if (!isSie() || !missing.length) return;
      await load(missing);
      set({ wordings: get().wordings + 1 });
    },

    /** @param {Card} card @param {import("./reader_link.js").Item} item @returns {string|null} null: not to be had now */
    of: (card, item) => (isSie() ? (entries.textsAtHand(card)?.[channelOf(item.platform)]?.sie ?? null) : card.text),
  };
}

/** @typedef {ReturnType<typeof createChosenWording>} ChosenWording */
