/**
 * Which tabs may be read, and how the reader gets there: by the manifest (known platforms), by a click on the toolbar
 * icon (activeTab, until the tab leaves the page) or for good after „Diese Seite immer lesen“ (optional permission).
 */
import { api } from "../browser.js";
import "./core/namespace.js";
import "./core/settings.js";

const { settings } = globalThis.kontaktReader;

/**
 * The reader's files in the order in which they are loaded; the manifest is the only list. From the root on: Firefox
 * resolves a relative path against the page that asks, and the panel asks too.
 */
const READER = () => (api.runtime.getManifest().content_scripts?.[0].js ?? []).map((file) => `/${file}`);

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
 * Open tabs of the platforms named in the manifest.
 * @returns {Promise<number[]>} tab ids
 */
export async function openKnownTabs() {
  const tabs = await api.tabs.query({ url: KNOWN() }).catch(() => []);
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
 * „Diese Seite immer lesen“: asks for the site's permission and registers the reader there.
 * Call it first in a click handler: the browser shows its question only inside a gesture.
 * @param {string} url
 * @returns {Promise<boolean>} whether the person agreed
 */
export async function alwaysRead(url) {
  const pattern = patternOf(url);
  if (!pattern || !(await api.permissions.request({ origins: [pattern] }))) return false;
  if (isKnown(url)) return true; // the manifest's own registration works again
  const id = scriptId(url);
  const registered = await api.scripting.getRegisteredContentScripts({ ids: [id] });
  if (!registered.length) {
    await api.scripting.registerContentScripts([
      { id, matches: [pattern], js: READER(), runAt: "document_idle", persistAcrossSessions: true },
    ]);
  }
  return true;
}

/**
 * Takes „immer lesen“ back.
 * @param {string} url
 * @returns {Promise<void>}
 */
export async function stopReading(url) {
  const pattern = patternOf(url);
  if (!pattern) return;
  await api.scripting.unregisterContentScripts({ ids: [scriptId(url)] }).catch(() => undefined);
  await api.permissions.remove({ origins: [pattern] }).catch(() => false);
}

/**
 * Whether the manifest names the page's site.
 * @param {string} url
 */
export function isKnown(url) {
  return KNOWN().includes(patternOf(url) ?? "");
}

/** @param {string} url */
function scriptId(url) {
  return `reader-${new URL(url).hostname}`;
}

/**
 * What is set: mode, port and sites, a managed value before the person's own.
 * @returns {Promise<KontaktSettings>}
 */
export function readSettings() {
  return settings.read(api.storage);
}

/**
 * Renews the copy of an institution's presets that `readSettings` looks at.
 * @returns {Promise<void>}
 */
export function renewPresets() {
  return settings.copyPresets(api.storage);
}
