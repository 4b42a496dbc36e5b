/**
 * Which tabs may be read, and how the reader gets there: by the manifest (known platforms), by a click on the toolbar
 * icon (activeTab, until the tab leaves the page) or for good after „Diese Seite immer lesen“ (optional permission).
 */
import { api } from "../browser.js";
import "./core/namespace.js";
import "./core/settings.js";

const { settings } = globalThis.kontaktReader;

/**
 * The reader's files in the order in which they are loaded; the manifest is the only list. Firefox gives them as whole
 * addresses and resolves a relative path against the page that asks, so they are named from the root on.
 */
const READER = () => (api.runtime.getManifest().content_scripts?.[0].js ?? []).map((file) => new URL(file, api.runtime.getURL("/")).pathname);

const KNOWN = () => /** @type {string[]} */ (api.runtime.getManifest().content_scripts?.[0].matches);

/** Milliseconds before another try: the permission of a click can arrive after the click itself (Chromium 156). */
const PATIENCE = [100, 200, 400];

/**
 * Puts the reader into a tab unless it is there.
 * @param {number} tabId
 * @returns {Promise<"there" | "injected" | "refused">} refused: a page of the browser itself, or no permission
 */
export async function injectReader(tabId) {
  for (const pause of [0, ...PATIENCE]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const result = await tryInject(tabId);
    if (result !== "refused") return result;
  }
  return "refused";
}

/** @param {number} tabId @returns {Promise<"there" | "injected" | "refused">} */
async function tryInject(tabId) {
  const target = { tabId };
  try {
    const [probe] = await api.scripting.executeScript({ target, func: () => Boolean(globalThis.kontaktReader?.port) });
    if (probe?.result) return "there";
    await api.scripting.executeScript({ target, files: READER() });
    return "injected";
  } catch {
    return "refused";
  }
}

/**
 * Open tabs of some sites.
 * @param {string[]} [patterns] the platforms named in the manifest if nothing is given
 * @returns {Promise<number[]>} tab ids
 */
export async function openTabs(patterns = KNOWN()) {
  const tabs = await api.tabs.query({ url: patterns }).catch(() => []);
  return tabs.flatMap((tab) => (tab.id === undefined || tab.discarded ? [] : [tab.id]));
}

/**
 * The host pattern that stands for a page's site.
 * @param {string} url
 * @returns {string | null} null where nothing can be asked for, as on pages of the browser itself
 */
export function patternOf(url) {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" && hostname ? `https://${hostname}/*` : null;
}

/**
 * Whether the browser lets the reader into a page without a click on the toolbar icon.
 * False too if a person has taken the permission back.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export async function mayRead(url) {
  const pattern = patternOf(url);
  return pattern !== null && api.permissions.contains({ origins: [pattern] });
}

/**
 * „Diese Seite immer lesen“: asks for the site's permission. Call it first in a click handler: the browser shows its
 * question only inside a gesture. The background does the rest when the browser reports the permission.
 * @param {string} pattern of the site, as the person saw it
 * @returns {Promise<boolean>} whether the person agreed
 */
export function alwaysRead(pattern) {
  return api.permissions.request({ origins: [pattern] });
}

/**
 * Takes „immer lesen“ back.
 * @param {string} url
 * @returns {Promise<void>}
 */
export async function stopReading(url) {
  const pattern = patternOf(url);
  if (pattern) await api.permissions.remove({ origins: [pattern] });
}

/**
 * Hosts that are read for good besides the known platforms.
 * @returns {Promise<string[]>} sorted
 */
export async function allowedHosts() {
  const { origins = [] } = await api.permissions.getAll();
  const known = new Set(api.runtime.getManifest().host_permissions);
  const own = origins.filter((origin) => !known.has(origin) && /^https:\/\/[^*/]+\/\*$/u.test(origin));
  return own.map((origin) => new URL(origin.replace("*", "")).hostname).sort();
}

/**
 * Registers the reader for the allowed hosts and for no others. To be called by the background alone, after every change
 * of permissions and at its start: an update of the extension makes Chromium forget what was registered.
 * @returns {Promise<void>}
 */
export async function registerAllowed() {
  const wanted = new Map((await allowedHosts()).map((host) => [`reader-${host}`, `https://${host}/*`]));
  const there = (await api.scripting.getRegisteredContentScripts()).map(({ id }) => id);
  const gone = there.filter((id) => !wanted.has(id));
  if (gone.length) await api.scripting.unregisterContentScripts({ ids: gone });
  const missing = [...wanted].filter(([id]) => !there.includes(id));
  if (!missing.length) return;
  await api.scripting.registerContentScripts(
    missing.map(([id, pattern]) => ({ id, matches: [pattern], js: READER(), runAt: "document_idle", persistAcrossSessions: true })),
  );
}

/**
 * Whether the manifest names the page's site.
 * @param {string} url
 */
export function isKnown(url) {
  return KNOWN().includes(patternOf(url) ?? "");
}

/**
 * Renews the copy of an institution's presets that the reader looks at.
 * @returns {Promise<void>}
 */
export function renewPresets() {
  return settings.copyPresets(api.storage);
}
