/** Which sites the browser lets the panel read, and the buttons that ask for it. */
import { api } from "../browser.js";
import { alwaysRead, isKnown, mayRead, patternOf, stopReading } from "../reader/access.js";

/** @typedef {import("./state.js").Tab} Tab */

/** Platforms named in the manifest, as host patterns. */
const knownSites = () => api.runtime.getManifest().content_scripts?.[0].matches ?? [];

/** Address of the followed tab, in memory only and only as far as the browser gives it to us. */
let address = "";

/** @param {number|null} tabId @returns {Promise<Tab>} */
export async function lookAtTab(tabId) {
  const tab = tabId === null ? null : await api.tabs.get(tabId).catch(() => null);
  address = tab?.url ?? "";
  const pattern = address ? patternOf(address) : null;
  return {
    pattern,
    canAlways: pattern !== null && !isKnown(address) && !(await mayRead(address)),
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
  return tab.pattern && !isKnown(address) ? alwaysRead(address) : api.permissions.request({ origins: knownSites() });
}

/** @param {string} host */
export const forgetSite = (host) => stopReading(`https://${host}/`);
