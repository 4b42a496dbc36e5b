/** What waits to be sent: sending it, and the copy of it that the panel shows. */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("../companion/queue.js").Queue} parts.queue
 * @param {(result: import("../companion/client.js").Result) => void} parts.onConnection the connection ended the sending
 */
export function createOutbox({ store, queue, onConnection }) {
  return {
    async send() {
      const stopped = await queue.drain();
      if (stopped && stopped.state !== "ok" && !stopped.aborted) onConnection(stopped);
    },

    /** Show what the queue holds now. */
    async renew() {
      store.set({ queue: (await queue.waiting()).filter((entry) => !entry.draft), setAside: await queue.setAside() });
    },
  };
}

/** @typedef {ReturnType<typeof createOutbox>} Outbox */
