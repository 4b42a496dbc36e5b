/** From an entry to what is copied, and what of it is noted: the class of the change, never the words. */

/** Characters a reply should have, per channel (what reads well there, not a limit of the platform). */
export const GUIDES = {
  facebook: { from: 350, to: 700, limit: 8000 },
  instagram: { from: 150, to: 300, limit: 2200 },
  threads: { from: 200, to: 450, limit: 500 },
  forum: { from: 600, to: 1500, limit: null },
  dm: { from: 300, to: 600, limit: 1000 },
};

/** @typedef {keyof typeof GUIDES} Channel */
export const CHANNELS = /** @type {Channel[]} */ (Object.keys(GUIDES));

/** @param {string} platform as the reader names it @returns {Channel} */
export function channelOf(platform) {
  return platform === "facebook" || platform === "instagram" || platform === "threads" ? platform : "forum";
}

/**
 * @param {string} text
 * @param {string} roleSentence who is answering; empty: without
 * @returns {string} what goes to the clipboard
 */
export function withRole(text, roleSentence) {
  const body = text.trim();
  return roleSentence && !body.includes(roleSentence) ? `${body}\n\n${roleSentence}` : body;
}

/** @param {string} text @returns {number} characters as people count them */
export const lengthOf = (text) => [...new Intl.Segmenter("de", { granularity: "grapheme" }).segment(text)].length;

/**
 * @param {number} length @param {Channel} channel
 * @returns {"short"|"fits"|"long"|"too_long"}
 */
export function judgeLength(length, channel) {
  const { from, to, limit } = GUIDES[channel];
  if (limit !== null && length > limit) return "too_long";
  if (length > to) return "long";
  return length < from ? "short" : "fits";
}

/** @param {string} text @returns {string} without differences nobody sees */
const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/**
 * Which class of use a copied text belongs to. The role sentence is no change of the wording.
 * @param {string} copied @param {readonly string[]} originals the entry's texts @param {string} roleSentence
 * @returns {"unveraendert"|"angepasst"}
 */
export function classifyUse(copied, originals, roleSentence) {
  const role = plain(roleSentence);
  /** @param {string} text */
  const bare = (text) => plain(role ? plain(text).replace(role, "") : text);
  const own = bare(copied);
  return originals.some((text) => bare(text) === own) ? "unveraendert" : "angepasst";
}
