/** Entries of the bank by their id: all wordings of one, and those that were used lately. */
import { channelOf } from "./wording.js";

/** @typedef {import("./suggest.js").Card} Card */
/** @typedef {Record<string, Record<"du"|"sie", string>>} Texts wordings by channel and form of address */

/** So many entries are remembered as lately used: ids only, without any time. */
const RECENT_LIMIT = 8;

/**
 * @param {object} parts
 * @param {(method: string, path: string, body?: any) => Promise<import("../companion/client.js").Result>} parts.request
 * @param {{get(keys: any): Promise<any>, set(items: any): Promise<void>}} parts.local `storage.local`
 */
export function createEntries({ request, local }) {
  /** Of the bank of now: an answer that comes in after a newer one has taken its place is left in the old map. @type {Map<string, any>} */
  let known = new Map();

  /** @param {string} id @returns {Promise<any>} null if it cannot be had or is not suggestible any more */
  async function get(id) {
    const asked = known;
    if (!asked.has(id)) {
      const answer = await request("GET", `/api/v1/entries/${encodeURIComponent(id)}`);
      if (answer.state !== "ok" || answer.error) return null;
      asked.set(id, answer.data);
    }
    return asked === known ? asked.get(id) : get(id);
  }

  /** @param {Card} card @returns {Texts|null} its wordings if they are at hand */
  function textsAtHand(card) {
    const entry = known.get(card.id);
    return entry && isOf(entry, card) ? entry.texts : null;
  }

  /** What is at hand may be of the bank before the card's, or after it: then it is read anew, once. @param {Card} card */
  async function load(card) {
    const entry = known.get(card.id);
    if (entry && !isOf(entry, card)) known.delete(card.id);
    await get(card.id);
  }

  return {
    /** @param {Card} card @returns {Promise<Texts|null>} null: not to be had now, or not as the card has it */
    async texts(card) {
      await load(card);
      return textsAtHand(card);
    },

    /** Have the wordings of these at hand. @param {readonly Card[]} cards */
    load: async (cards) => { await Promise.all(cards.map(load)); },

    textsAtHand,

    /** The bank is new: what was read of it counts no more. */
    forget() { known = new Map(); },

    /** @param {string} words typed by hand @param {string} platform @returns {Promise<Card[]|null>} null: not now */
    async search(words, platform) {
      const answer = await request("POST", "/api/v1/search", { words, platform });
      return answer.state === "ok" && !answer.error ? answer.data.results : null;
    },

    /** @param {string} platform @returns {Promise<Card[]>} lately used entries that may still be used */
    async recent(platform) {
      const { recent = [] } = await local.get("recent");
      const entries = await Promise.all(recent.map(get));
      return entries.filter(Boolean).map((entry) => ({ ...entry, band: null, why: [], text: entry.texts[channelOf(platform)].du }));
    },

    /** @param {string} id was copied */
    async used(id) {
      const { recent = [] } = await local.get("recent");
      await local.set({ recent: [id, ...recent.filter((/** @type {string} */ other) => other !== id)].slice(0, RECENT_LIMIT) });
    },
  };
}

/**
 * Whether an entry is the one a card was made of: in the same version, with the same words and amounts.
 * @param {any} entry @param {Card} card
 */
function isOf({ version, texts }, card) {
  return version === card.version && Object.values(texts).some((/** @type {any} */ { du }) => du === card.text);
}

/** @typedef {ReturnType<typeof createEntries>} Entries */
