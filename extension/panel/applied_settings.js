/** Settings at work: taken over when the person or the organisation changes them. */
import { api } from "../browser.js";
import { readSettings } from "./settings.js";
import { loadTexts, pickLanguage } from "./texts.js";

/** @param {import("./settings.js").Settings} settings */
export const loadTextsFor = ({ language }) => loadTexts(pickLanguage(language, api.i18n.getUILanguage()), api.runtime.getURL);

/**
 * @param {object} parts
 * @param {import("../companion/client.js").Area} parts.local `storage.local`
 * @param {{get(keys: any): Promise<any>}} [parts.managed] `storage.managed`
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("./chosen_wording.js").ChosenWording} parts.wording
 * @param {import("./reader_link.js").ReaderLink} parts.link
 * @param {import("./connection.js").Connection} parts.connection
 * @returns {() => Promise<void>} to be called when they may have changed
 */
export function createAppliedSettings({ local, managed, store, wording, link, connection }) {
  const { get, set } = store;
  return async () => {
    const { settings, fixed } = await readSettings(local, managed);
    const { settings: before, fixed: beforeFixed } = get();
    if (JSON.stringify([settings, [...fixed]]) === JSON.stringify([before, [...beforeFixed]])) return;
    set({ settings, fixed });
    if (settings.address !== before.address) void wording.renew();
    if (settings.mode !== before.mode) link.setMode(settings.mode);
    if (settings.port !== before.port) void connection.again();
    if (settings.language !== before.language) {
      await loadTextsFor(settings);
      set({ texts: get().texts + 1 });
    }
  };
}
