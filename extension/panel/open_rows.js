/** The rows of the log that can still be corrected, read anew as long as their page is shown. */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {Pick<import("../companion/client.js").Client, "request">} parts.client
 * @returns {() => Promise<void>} to be called when they may have changed
 */
export function createOpenRows({ store, client }) {
  return async () => {
    if (store.get().page !== "contacts") return;
    const answer = await client.request("GET", "/api/v1/contacts");
    if (answer.state === "ok" && !answer.error) store.set({ openRows: answer.data.contacts });
    const own = await client.request("GET", "/api/v1/own-posts");
    if (own.state === "ok" && !own.error) store.set({ ownPosts: own.data.own_posts });
  };
}
