/** What the browser reports: changes of its storage and of what it allows, by this panel, another window or its own menus. */
import { api } from "../browser.js";
import { allowedHosts } from "../reader/access.js";

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("./followed_tab.js").FollowedTab} parts.tab
 * @param {import("./connection.js").Connection} parts.connection
 * @param {import("./outbox.js").Outbox} parts.outbox
 * @param {() => Promise<void>} parts.applySettings
 */
export function followBrowser({ store, tab, connection, outbox, applySettings }) {
  const { get, set } = store;

  async function onPermissions() {
    void connection.again();
    await tab.renew();
    set({ allowedSites: await allowedHosts() });
  }

  /** @param {Record<string, any>} changes @param {string} area */
  async function onStorage(changes, area) {
    if (area === "local" && ("queue" in changes || "set_aside" in changes)) await outbox.renew();
    if (area === "local" && "pairing" in changes) void connection.again();
    if (area !== "session") await applySettings();
  }

  api.storage.onChanged.addListener((changes, area) => void onStorage(changes, area));
  api.runtime.onMessage.addListener((/** @type {any} */ message, sender) => {
    if (sender.id === api.runtime.id && message?.type === "reader") tab.link.readable(message.tabId);
  });
  api.permissions.onAdded.addListener(() => void onPermissions());
  api.permissions.onRemoved.addListener(({ origins = [] }) => {
    if (origins.includes(get().tab.pattern ?? "")) tab.link.leave();
    void onPermissions();
  });
}
