/**
 * Keeps the connection light true: asks the companion every few seconds while the panel can be seen, tells what changed,
 * and sends what waits.
 */

/** @typedef {import("../companion/client.js").Result} Result */

/** @typedef {import("./store.js").Store<import("./state.js").State>} Store */

/** What an answer says about the connection, and a status about the companion. @param {Store} store @param {Result} result */
export function showConnection({ get, set }, result) {
  const isOk = result.state === "ok" && !result.error;
  set({ connection: result, status: isOk && result.data?.bank ? result.data : get().status });
}

/** Milliseconds between looks at the companion. */
export const LOOK_MS = 2500;

/**
 * @param {object} parts
 * @param {import("../companion/client.js").Client} parts.client
 * @param {(result: Result) => void} parts.onResult
 * @param {() => Promise<unknown>} parts.whenOk what to do while connected, for example sending the queue
 * @param {number} [parts.every] milliseconds
 */
export function createConnection({ client, onResult, whenOk, every = LOOK_MS }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @type {Promise<Result>|null} */
  let looking = null;

  /** @returns {Promise<Result>} */
  function look() {
    clearTimeout(timer);
    looking ??= (async () => {
      const result = await client.check();
      onResult(result);
      if (result.state === "ok" && !result.error) await whenOk();
      return result;
    })().finally(() => {
      looking = null;
      if (document.visibilityState === "visible") timer = setTimeout(() => void look(), every);
    });
    return looking;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void look();
    else clearTimeout(timer);
  });

  return {
    look,
    /**
     * Something has changed, or the person asks: greet anew, so that the true cause shows. A look that already runs
     * answers for what was before, so it is waited for and followed by another one.
     */
    async again() {
      await looking?.catch(() => undefined);
      client.doubt();
      return look();
    },
  };
}

/** @typedef {ReturnType<typeof createConnection>} Connection */
