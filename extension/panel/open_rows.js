/** The rows of the log that can still be corrected, read anew as long as their page is shown. */

/** @typedef {Record<string, any>} Row */
/** @typedef {import("../companion/queue.js").Operation} Operation */

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {Pick<import("../companion/client.js").Client, "request">} parts.client
 * @param {Pick<import("../companion/queue.js").Queue, "waiting">} parts.queue
 * @returns {() => Promise<void>} to be called when they may have changed
 */
export function createOpenRows({ store, client, queue }) {
  /** @param {"openRows"|"ownPosts"} name @param {string} route @param {string} field of the answer */
  async function renew(name, route, field) {
    const before = store.get()[name];
    const waited = await queue.waiting();
    const answer = await client.request("GET", route);
    if (answer.state !== "ok" || answer.error) return;
    const waiting = await queue.waiting();
    const shown = store.get()[name];
    if (shown !== before) return; // corrected meanwhile: this may be older, the next look tells
    const rows = withShown(withWaiting(answer.data[field], [...waited, ...waiting]), shown);
    if (rows !== shown) store.set({ [name]: rows });
  }

  return async () => {
    if (store.get().page !== "contacts") return;
    await renew("openRows", "/api/v1/contacts", "contacts");
    await renew("ownPosts", "/api/v1/own-posts", "own_posts");
  };
}

/**
 * What was corrected or removed here and may not have been known when the companion answered.
 * @param {Row[]} rows @param {Operation[]} operations @returns {Row[]}
 */
function withWaiting(rows, operations) {
  return rows
    .filter((row) => !operations.some(({ kind, uuid }) => kind === "remove" && uuid === row.uuid))
    .map((row) => Object.assign({}, row, ...operations.filter(({ kind, uuid }) => kind === "change" && uuid === row.uuid).map(({ body }) => body)));
}

/**
 * The rows as they are shown where nothing is new: what did not change is not drawn again.
 * @param {Row[]} rows @param {Row[]|null} shown @returns {Row[]}
 */
function withShown(rows, shown) {
  const known = new Map((shown ?? []).map((row) => [row.uuid, row]));
  const kept = rows.map((row) => {
    const same = known.get(row.uuid);
    return same && isSame(same, row) ? same : row;
  });
  return shown && kept.length === shown.length && kept.every((row, place) => row === shown[place]) ? shown : kept;
}

/** @param {Row} one @param {Row} other */
function isSame(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
