/** Where the companion listens: the person's setting, else the organisation's, else the usual port. */
import "../reader/core/namespace.js";
import "../reader/core/settings.js";

const { isPort, merge, presetsIn } = globalThis.kontaktReader.settings;

/** Host permission that covers every port of this machine. Never `localhost`: one spelling only. */
export const ORIGIN_PATTERN = "http://127.0.0.1/*";

/**
 * @param {{get(keys: any): Promise<any>}} local `storage.local`
 * @param {{get(keys: any): Promise<any>}} [managed] `storage.managed`
 * @returns {Promise<number>} TCP port
 */
export async function companionPort(local, managed) {
  const own = await local.get("port");
  // Chromium may take seconds for what is managed, so it is asked only where it can matter.
  return merge(own, isPort(own.port) ? {} : await presetsIn(managed)).port;
}

/**
 * @param {{get(keys: any): Promise<any>}} local
 * @param {{get(keys: any): Promise<any>}} [managed]
 * @returns {Promise<string>} for example `http://127.0.0.1:47113`
 */
export async function companionAddress(local, managed) {
  return `http://127.0.0.1:${await companionPort(local, managed)}`;
}
