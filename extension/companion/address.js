/** Where the companion listens: the person's setting, else the organisation's, else the usual port. */

export const DEFAULT_PORT = 47113;

/** Host permission that covers every port of this machine. Never `localhost`: one spelling only. */
export const ORIGIN_PATTERN = "http://127.0.0.1/*";

/**
 * @param {unknown} value
 * @returns {value is number}
 */
export function isPort(value) {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/**
 * @param {{get(keys: any): Promise<any>}} local `storage.local`
 * @param {{get(keys: any): Promise<any>}} [managed] `storage.managed`; Firefox rejects if no policy is set
 * @returns {Promise<number>} TCP port
 */
export async function companionPort(local, managed) {
  const own = (await local.get("port")).port;
  if (isPort(own)) return own;
  const preset = (await managed?.get("port").catch(() => ({})))?.port;
  return isPort(preset) ? preset : DEFAULT_PORT;
}

/**
 * @param {{get(keys: any): Promise<any>}} local
 * @param {{get(keys: any): Promise<any>}} [managed]
 * @returns {Promise<string>} for example `http://127.0.0.1:47113`
 */
export async function companionAddress(local, managed) {
  return `http://127.0.0.1:${await companionPort(local, managed)}`;
}
