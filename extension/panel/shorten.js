/** Cuts words to what the companion takes, in characters and in bytes of JSON. */

const encoder = new TextEncoder();

/** @param {string} words @returns {number} bytes they take in JSON */
export const bytesOf = (words) => encoder.encode(JSON.stringify(words)).length;

/**
 * The beginning of a text, whole signs only. A page may write half a sign, or a selection cut one; it is replaced.
 * @param {string} words
 * @param {number} characters at most
 * @param {number} bytes at most
 */
export function shorten(words, characters, bytes) {
  const whole = words.toWellFormed();
  const cut = (/** @type {number} */ length) => (/[\ud800-\udbff]/.test(whole[length - 1] ?? "") ? whole.slice(0, length - 1) : whole.slice(0, length));
  let fits = 0;
  let most = Math.min(whole.length, characters);
  if (bytesOf(cut(most)) <= bytes) return cut(most);
  while (most - fits > 1) {
    const middle = (fits + most) >> 1;
    if (bytesOf(cut(middle)) <= bytes) fits = middle;
    else most = middle;
  }
  return cut(fits);
}
