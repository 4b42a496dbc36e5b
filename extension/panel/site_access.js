/** Which sites the browser lets the panel read, and the buttons that ask for it. */
import { api } from "../browser.js";
import { alwaysRead, isKnown, mayRead, patternOf, stopReading } from "../reader/access.js";

/** @typedef {import("./state.js").Tab} Tab */

/** Platforms named in the manifest, as host patterns. */
const knownSites = () => api.runtime.getManifest().content_scripts?.[0].matches ?? [];

/** @param {number|null} tabId @returns {Promise<Tab>} as far as the browser gives us its address */
export async function lookAtTab(tabId) {
  const address = tabId === null ? "" : ((await api.tabs.get(tabId).catch(() => null))?.url ?? "");
  const pattern = address ? patternOf(address) : null;
  const known = pattern !== null && isKnown(address);
  return {
    pattern,
    isKnown: known,
    canAlways: pattern !== null && !known && !(await mayRead(address)),
    isRevoked: !(await api.permissions.contains({ origins: knownSites() })),
  };
}

/**
 * Ask for this site for good, or for the known platforms if their permission was taken back. Call it in a click.
 * What follows from the permission is the background's business.
 * @param {Tab} tab
 * @returns {Promise<boolean>} whether the person agreed
 */
export function allowSite(tab) {
  return tab.pattern && !tab.isKnown ? alwaysRead(tab.pattern) : api.permissions.request({ origins: knownSites() });
}

/** @param {string} host */
export const forgetSite = (host) => stopReading(`https://${host}/`);
