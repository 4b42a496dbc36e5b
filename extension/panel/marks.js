/** Where the words that led to a suggestion stand in the post. */

/** @typedef {{text: string, marked: boolean}} Part */

/**
 * Cut a text so that the joined parts are exactly the text again.
 * @param {string} text
 * @param {readonly string[]} words as they stand in the text; case does not matter
 * @returns {Part[]}
 */
export function markWords(text, words) {
  const wanted = words.map((word) => word.trim()).filter(Boolean).sort((a, b) => b.length - a.length);
  if (!text || !wanted.length) return text ? [{ text, marked: false }] : [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.map(escape).join("|")})(?![\\p{L}\\p{N}])`, "giu");
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), marked: false });
    end = match.index + match[0].length;
    parts.push({ text: match[0], marked: true });
  }
  if (end < text.length) parts.push({ text: text.slice(end), marked: false });
  return parts;
}

/** @param {string} word @returns {string} as a literal in a regular expression */
const escape = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
