/**
 * The one seam between the extension and the browser. Chromium and Firefox differ in the name of the namespace and in
 * what a panel is; everything else asks here.
 */

/** @type {typeof chrome} */
export const api = /** @type {any} */ (globalThis).browser?.runtime?.id ? /** @type {any} */ (globalThis).browser : chrome;

/**
 * Opens the panel of a window, or leaves it open. Both browsers allow it only inside a user's gesture, so it must be
 * called before anything is awaited.
 * @param {number} windowId
 * @returns {Promise<void>}
 */
export async function openPanel(windowId) {
  const { sidebarAction } = /** @type {any} */ (api);
  if (sidebarAction) return sidebarAction.open();
  return api.sidePanel.open({ windowId });
}
