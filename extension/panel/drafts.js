/** Edited answers that were not copied yet: in memory only, by card and by the place they were written for. */

/** @typedef {import("./reader_link.js").Item} Item */

/** @param {string} cardId @param {Item|null} item null: found by hand, for whatever is viewed */
const keyOf = (cardId, item) => JSON.stringify([cardId, item && [item.kind, item.text, item.context, item.platform, item.thread]]);

export function createDrafts() {
  /** @type {Map<string, {item: Item|null, text: string}>} */
  const drafts = new Map();

  return {
    /** @param {string} cardId @param {Item|null} item @returns {string|undefined} */
    get: (cardId, item) => drafts.get(keyOf(cardId, item))?.text,

    /** @param {string} cardId @param {Item|null} item @param {string|null} text null: it is as the entry has it, or was copied */
    set(cardId, item, text) {
      if (text === null) drafts.delete(keyOf(cardId, item));
      else drafts.set(keyOf(cardId, item), { item, text });
    },

    /** @param {readonly string[]} cardIds @param {Item} item whether one of the cards shown for a post was edited */
    isAny: (cardIds, item) => cardIds.some((cardId) => drafts.has(keyOf(cardId, item))),
  };
}

/** @typedef {ReturnType<typeof createDrafts>} Drafts */
