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

  return {
    /** @param {string} id @returns {Promise<Texts|null>} */
    texts: async (id) => (await get(id))?.texts ?? null,

    /** Have the wordings of these at hand. @param {readonly string[]} ids */
    load: async (ids) => { await Promise.all(ids.map(get)); },

    /** @param {string} id @returns {Texts|null} its wordings if they are at hand */
    textsAtHand: (id) => known.get(id)?.texts ?? null,

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

/** @typedef {ReturnType<typeof createEntries>} Entries */
