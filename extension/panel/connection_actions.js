/** What a person can do about the connection to the companion. */
import { api } from "../browser.js";
import { ORIGIN_PATTERN } from "../companion/address.js";
import { t } from "./texts.js";

/** How the companion lists this browser. */
const browserName = () => (/Firefox\//.test(navigator.userAgent) ? "Firefox" : /Edg\//.test(navigator.userAgent) ? "Edge" : "Chromium");

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("../companion/client.js").Client} parts.client
 * @param {import("./connection.js").Connection} parts.connection
 * @param {(result: import("../companion/client.js").Result) => void} parts.onConnection
 */
export function connectionActions({ store, client, connection, onConnection }) {
  return {
    checkAgain: () => connection.again(),
    async allowCompanion() {
      await api.permissions.request({ origins: [ORIGIN_PATTERN] });
      await connection.again();
    },
    /** @param {string} code @returns {Promise<string>} why it was refused, empty if it was not */
    async pair(code) {
      const result = await client.pair(code, browserName());
      if (result.state === "ok") {
        await connection.again();
        return "";
      }
      if (result.error) return [result.error.message, result.error.hint].filter(Boolean).join(" ") || t("pairing_failed");
      onConnection(result);
      return "";
    },
    async unpair() {
      await client.unpair();
      store.set({ details: false });
      await connection.again();
    },
  };
}
