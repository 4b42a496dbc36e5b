/**
 * The panel's own words, from `_locales`. German unless the browser speaks English; a person may choose either.
 * The files are read here and not through `i18n.getMessage`, because that cannot follow the person's choice.
 */

/** @type {Record<string, {message: string}>} */
let messages = {};
let language = "de";

/** @param {string} chosen `auto`, `de` or `en` @param {string} browserLanguage for example `de-AT` @returns {"de"|"en"} */
export function pickLanguage(chosen, browserLanguage) {
  if (chosen === "de" || chosen === "en") return chosen;
  return browserLanguage.toLowerCase().startsWith("en") ? "en" : "de";
}

/** @param {"de"|"en"} code @param {Record<string, {message: string}>} table content of its `messages.json` */
export function useTexts(code, table) {
  language = code;
  messages = table;
}

/**
 * @param {"de"|"en"} code
 * @param {(path: string) => string} getURL `runtime.getURL`
 */
export async function loadTexts(code, getURL) {
  const answer = await fetch(getURL(`_locales/${code}/messages.json`));
  useTexts(code, await answer.json());
}

/** @returns {string} `de` or `en` */
export const currentLanguage = () => language;

/**
 * @param {string} key
 * @param {...(string|number)} values for `$1`, `$2`, …
 * @returns {string} the key itself if it is missing (a test makes sure that none is)
 */
export function t(key, ...values) {
  const message = messages[key]?.message ?? key;
  return message.replace(/\$(\d)/g, (_, place) => String(values[Number(place) - 1] ?? ""));
}

/**
 * @param {string} key with `_one` and `_other`
 * @param {number} count becomes `$1`
 */
export const tn = (key, count) => t(`${key}_${count === 1 ? "one" : "other"}`, count);

/** @param {string} isoDate `2026-10-01` @returns {string} `10/2026` */
export const monthOf = (isoDate) => `${isoDate.slice(5, 7)}/${isoDate.slice(0, 4)}`;
