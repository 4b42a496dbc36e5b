/** Opens the panel on a click on the toolbar icon, sends what waits without a panel, and brings the reader into tabs that have none. */
import { api, openPanel } from "./browser.js";
import { sendWhatWaits } from "./companion/sender.js";
import { injectReader, openTabs, registerAllowed, renewPresets } from "./reader/access.js";

api.action.onClicked.addListener((tab) => {
  void openPanel(tab.windowId).catch(() => undefined); // first and not awaited: the gesture ends with the first await
  if (tab.id !== undefined) void readTab(tab.id);
});

sendWhatWaits();

// The reader looks at a copy of an institution's presets, see reader/core/settings.js.
api.runtime.onStartup.addListener(() => void renewPresets());
api.storage.onChanged.addListener((_, area) => area === "managed" && void renewPresets());
void renewPresets();

// Tabs that were open before the extension was installed or updated have no reader yet.
api.runtime.onInstalled.addListener(() => void readOpenTabs());

// Permissions come and go by the panel's buttons and by the browser's own menus; one change may follow another.
let registering = registerAllowed().catch(() => undefined);
const register = () => (registering = registering.then(registerAllowed).catch(() => undefined));
api.permissions.onAdded.addListener(async ({ origins = [] }) => {
  await register();
  await readOpenTabs(origins.filter((origin) => origin.startsWith("https:")));
});
api.permissions.onRemoved.addListener(() => void register());

/** @param {string[]} [patterns] */
async function readOpenTabs(patterns) {
  for (const tabId of await openTabs(patterns)) void readTab(tabId);
}

/**
 * Puts the reader into a tab and tells an open panel to connect to it.
 * @param {number} tabId
 */
async function readTab(tabId) {
  const result = await injectReader(tabId);
  // Nobody listens while the panel is closed; it connects by itself when it opens.
  await api.runtime.sendMessage({ type: "reader", tabId, result }).catch(() => undefined);
}
