/**
 * What a person may choose, kept in `storage.local`; what the organisation has set (`storage.managed`) wins and is
 * shown as fixed. Nothing in here says anything about a post, a person or the work of anybody.
 */
import { DEFAULT_PORT, isPort } from "../companion/address.js";

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
/** @typedef {keyof Settings} Name */

/** @type {{[N in Name]: {initial: Settings[N], isValid: (value: any) => boolean}}} */
const KNOWN = {
  mode: { initial: "viewed", isValid: (value) => value === "viewed" || value === "selection" },
  port: { initial: DEFAULT_PORT, isValid: isPort },
  sites: { initial: {}, isValid: (value) => typeof value === "object" && value !== null && Object.values(value).every((on) => typeof on === "boolean") },
  roleSentence: { initial: true, isValid: (value) => typeof value === "boolean" },
  address: { initial: "du", isValid: (value) => value === "du" || value === "sie" },
  language: { initial: "auto", isValid: (value) => ["auto", "de", "en"].includes(value) },
  theme: { initial: "auto", isValid: (value) => ["auto", "light", "dark"].includes(value) },
};
const NAMES = /** @type {Name[]} */ (Object.keys(KNOWN));

/**
 * @param {{get(keys: any): Promise<any>}} local @param {{get(keys: any): Promise<any>}} [managed]
 * @returns {Promise<{settings: Settings, fixed: Set<string>}>} fixed: names set by the organisation, also `sites.facebook` and the like
 */
export async function readSettings(local, managed) {
  const own = await local.get(NAMES);
  const presets = (await managed?.get(["mode", "port", "sites"]).catch(() => null)) ?? {};
  /** @type {any} */
  const settings = {};
  /** @type {Set<string>} */
  const fixed = new Set();
  for (const name of NAMES) {
    const { initial, isValid } = KNOWN[name];
    const preset = isValid(presets[name]) ? presets[name] : undefined;
    const chosen = isValid(own[name]) ? own[name] : undefined;
    if (name === "sites") {
      settings.sites = { ...chosen, ...preset };
    } else if (name === "port") {
      settings.port = chosen ?? preset ?? initial;
    } else {
      settings[name] = preset ?? chosen ?? initial;
      if (preset !== undefined) fixed.add(name);
    }
  }
  for (const site of Object.keys(presets.sites ?? {})) fixed.add("sites").add(`sites.${site}`);
  return { settings, fixed };
}
