/**
 * What a person may choose, kept in `storage.local`; what the organisation has set (`storage.managed`) is shown as
 * fixed. Nothing in here says anything about a post, a person or the work of anybody.
 */
import "../reader/core/namespace.js";
import "../reader/core/settings.js";

const { NAMES, fixedBy, merge, presetsIn } = globalThis.kontaktReader.settings;

/**
 * @typedef {object} Settings
 * @property {"viewed"|"selection"} mode
 * @property {number} port
 * @property {Record<string, boolean>} sites false: that site is not read
 * @property {boolean} roleSentence append who is answering
 * @property {"du"|"sie"} address
 * @property {"auto"|"de"|"en"} language
 * @property {"auto"|"light"|"dark"} theme
 */
/** @typedef {Pick<Settings, "roleSentence"|"address"|"language"|"theme">} Own nobody else sets these */

/** @type {{[N in keyof Own]: {initial: Own[N], isValid: (value: any) => boolean}}} */
const OWN = {
  roleSentence: { initial: true, isValid: (value) => typeof value === "boolean" },
  address: { initial: "du", isValid: (value) => value === "du" || value === "sie" },
  language: { initial: "auto", isValid: (value) => ["auto", "de", "en"].includes(value) },
  theme: { initial: "auto", isValid: (value) => ["auto", "light", "dark"].includes(value) },
};

/**
 * @param {{get(keys: any): Promise<any>}} local @param {{get(keys: any): Promise<any>}} [managed]
 * @returns {Promise<{settings: Settings, fixed: Set<string>}>} fixed: names set by the organisation, also `sites.facebook` and the like
 */
export async function readSettings(local, managed) {
  const kept = await local.get([...NAMES, ...Object.keys(OWN)]);
  const presets = await presetsIn(managed);
  const own = /** @type {Own} */ (Object.fromEntries(Object.entries(OWN).map(([name, { initial, isValid }]) => [name, isValid(kept[name]) ? kept[name] : initial])));
  return { settings: { ...merge(kept, presets), ...own }, fixed: fixedBy(presets) };
}
