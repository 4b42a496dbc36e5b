/** Which sites the browser lets the panel read, and the buttons that ask for it. */
import { api } from "../browser.js";
import { alwaysRead, injectReader, isKnown, mayRead, patternOf, stopReading } from "../reader/access.js";

/** @typedef {import("./state.js").Tab} Tab */

const MANIFEST = () => api.runtime.getManifest();
/** Platforms named in the manifest, as host patterns. */
const knownSites = () => MANIFEST().content_scripts?.[0].matches ?? [];

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
 * @param {Tab} tab @param {number|null} tabId
 * @returns {Promise<boolean>}
 */
export async function allowSite(tab, tabId) {
  const agreed = tab.pattern && !isKnown(address) ? await alwaysRead(address) : await api.permissions.request({ origins: knownSites() });
  if (agreed && tabId !== null) await injectReader(tabId);
  return agreed;
}

/** @returns {Promise<string[]>} hosts that are read for good besides the known platforms */
export async function allowedSites() {
  const { origins = [] } = await api.permissions.getAll();
  const fromManifest = new Set(MANIFEST().host_permissions);
  return origins.filter((origin) => !fromManifest.has(origin) && origin.startsWith("https://") && !origin.includes("//*")).map((origin) => new URL(origin.replace("/*", "/")).hostname).sort();
}

/** @param {string} host */
export const forgetSite = (host) => stopReading(`https://${host}/`);
