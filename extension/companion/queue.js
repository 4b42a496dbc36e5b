/**
 * Contacts that wait for the companion: codes only, in extension storage, sent in order, each exactly once.
 *
 * An operation is stored before it is sent and leaves the storage only after a final answer. The companion knows
 * each contact by the UUID made here, so sending again after a lost answer does no harm. Two panel windows share
 * the queue: `kontakt-queue` guards reading and writing it, `kontakt-send` lets one window send at a time, and
 * `kontakt-draft-UUID` is held by the window in which that draft is being decided on, as long as the window lives.
 */
import { cleanBody } from "./whitelist.js";

/** @typedef {"add"|"change"|"remove"} Kind */
/** @typedef {"contacts"|"own_posts"|"gaps"|"feedback"|"observations"|"rooms"} Table of the codebook */
/**
 * @typedef {object} Operation
 * @property {string} id of the operation
 * @property {Kind} kind
 * @property {Table} table
 * @property {string} uuid of the row
 * @property {Record<string, any>} body codes only
 * @property {boolean} [draft] still being decided on; not sent before it is settled
 * @property {number} tried how often it was sent without a final answer; 0: certainly unknown to the companion
 */
/** @typedef {Operation & {error: {code: string, message: string, hint: string}}} Rejected */
/** @typedef {import("./client.js").Result} Result */
/**
 * @typedef {object} Locks as `navigator.locks`
 * @property {<T>(name: string, work: () => Promise<T>) => Promise<T>} request
 * @property {() => Promise<{held?: {name?: string}[]}>} query
 */

/** Plain internal errors of the companion for one operation after which it is set aside instead of blocking the rest. */
const PATIENCE = 8;
const SET_ASIDE_LIMIT = 200;

/** @param {string} uuid */
const draftLock = (uuid) => `kontakt-draft-${uuid}`;

/**
 * @param {object} parts
 * @param {import("./client.js").Area} parts.storage `storage.local`
 * @param {(operation: Operation) => Promise<Result>} parts.send
 * @param {() => void} [parts.begin] before a run of sending, for example to greet anew: what fails then was surely not sent
 * @param {Locks} [parts.locks] `navigator.locks`
 */
export function createQueue({ storage, send, begin = () => undefined, locks = /** @type {any} */ (globalThis.navigator).locks }) {
  /** @returns {Promise<{queue: Operation[], set_aside: Rejected[]}>} */
  async function read() {
    const { queue = [], set_aside = [] } = await storage.get(["queue", "set_aside"]);
    return { queue, set_aside };
  }

  /**
   * Read, change and write the stored lists as one step.
   * @template T
   * @param {(lists: {queue: Operation[], set_aside: Rejected[]}) => T} change edits the lists in place
   * @returns {Promise<T>}
   */
  function edit(change) {
    return locks.request("kontakt-queue", async () => {
      const lists = await read();
      const before = JSON.stringify(lists);
      const answer = change(lists);
      if (JSON.stringify(lists) !== before) await storage.set(lists);
      return answer;
    });
  }

  /** @param {Kind} kind @param {Table} table @param {string} uuid @param {Record<string, any>} body @returns {Operation} */
  const operation = (kind, table, uuid, body) => ({ id: crypto.randomUUID(), kind, table, uuid, body: cleanBody(body), tried: 0 });

  /** Mark the next operation as sent. @param {Operation[]} queue @returns {Operation|null} a copy of it */
  function take(queue) {
    const next = queue.find((entry) => !entry.draft);
    if (next) next.tried += 1;
    return next ? structuredClone(next) : null;
  }

  /**
   * Settle an operation after its answer and, unless the answer stops the sending, take the next one: one write for both.
   * @param {Operation} sent @param {Result} answer
   * @returns {Promise<Operation|null>}
   */
  function settle(sent, answer) {
    const verdict = judge(sent, answer);
    return edit(({ queue, set_aside }) => {
      const place = queue.findIndex((entry) => entry.id === sent.id);
      if (verdict === "later") {
        if (place >= 0 && answer.unsent) queue[place].tried -= 1;
        return null;
      }
      if (place >= 0) queue.splice(place, 1);
      const isUndone = queue.some((entry) => entry.kind === "remove" && entry.uuid === sent.uuid);
      if (place >= 0 && verdict === "refused" && !isUndone) {
        set_aside.push({ ...sent, error: answer.error ?? { code: "failed", message: "", hint: "" } });
        set_aside.splice(0, set_aside.length - SET_ASIDE_LIMIT);
      }
      return take(queue);
    });
  }

  /** Drafts of this window: let their locks go. @type {Map<string, () => void>} */
  const drafts = new Map();

  /** @param {string} uuid @returns {Promise<void>} once the lock is held */
  function holdDraft(uuid) {
    return new Promise((held) => {
      void locks.request(draftLock(uuid), () => new Promise((/** @type {(value?: unknown) => void} */ letGo) => {
        drafts.set(uuid, letGo);
        held();
      }));
    });
  }

  /** @param {string} uuid */
  function letDraftGo(uuid) {
    drafts.get(uuid)?.();
    drafts.delete(uuid);
  }

  /** @type {Promise<Result|null>|null} */
  let sending = null;

  /** @returns {Promise<Result|null>} the answer that stopped the sending, null if nothing is left */
  async function sendAll() {
    begin();
    let next = await edit(({ queue }) => take(queue));
    while (next) {
      const sent = next;
      const answer = await send(sent);
      next = await settle(sent, answer);
      if (!next && judge(sent, answer) === "later") return answer;
    }
    return null;
  }

  return {
    /**
     * @param {Table} table @param {string} uuid made here @param {Record<string, any>} body
     * @param {boolean} [draft] keep it, but do not send it before `settle`
     * @throws {TypeError} something in the body is no code; nothing is kept
     */
    async add(table, uuid, body, draft = false) {
      const fresh = operation("add", table, uuid, body);
      if (draft) {
        fresh.draft = true;
        await holdDraft(uuid);
      }
      await edit(({ queue }) => void queue.push(fresh));
    },

    /** Let a draft be sent. @param {string} uuid */
    async settle(uuid) {
      await edit(({ queue }) => {
        for (const entry of queue) if (entry.uuid === uuid) delete entry.draft;
      });
      letDraftGo(uuid);
    },

    /** Let the drafts be sent whose window is gone. */
    async settleLeft() {
      if (!(await read()).queue.some((entry) => entry.draft)) return;
      const held = new Set(((await locks.query()).held ?? []).map(({ name }) => name));
      await edit(({ queue }) => {
        for (const entry of queue) if (!held.has(draftLock(entry.uuid))) delete entry.draft;
      });
    },

    /**
     * Correct a row: in place while it is certainly unsent, else as an operation of its own.
     * @param {Table} table @param {string} uuid @param {Record<string, any>} changes
     */
    async change(table, uuid, changes) {
      await edit(({ queue }) => {
        const unsent = queue.find((entry) => entry.uuid === uuid && entry.tried === 0 && entry.kind !== "remove");
        if (unsent) Object.assign(unsent.body, cleanBody(changes));
        else queue.push(operation("change", table, uuid, changes));
      });
    },

    /**
     * Undo a row. One that was never sent vanishes; one that may have arrived is sent to its end and then removed.
     * @param {Table} table @param {string} uuid
     * @returns {Promise<"forgotten"|"queued">}
     */
    async undo(table, uuid) {
      const undone = await edit((lists) => {
        const sent = lists.queue.some((entry) => entry.uuid === uuid && entry.kind === "add" && entry.tried > 0);
        const waiting = lists.queue.some((entry) => entry.uuid === uuid && entry.kind === "add");
        lists.set_aside = lists.set_aside.filter((entry) => entry.uuid !== uuid);
        lists.queue = lists.queue.filter((entry) => entry.uuid !== uuid || entry.tried > 0);
        if (waiting && !sent) return "forgotten";
        lists.queue.push(operation("remove", table, uuid, {}));
        return "queued";
      });
      letDraftGo(uuid);
      return /** @type {"forgotten"|"queued"} */ (undone);
    },

    /**
     * Send what waits, in order. Calls during a run join it and are followed by another look at the queue.
     * @returns {Promise<Result|null>} the answer that stopped the sending, null if nothing is left
     */
    drain() {
      const before = sending ?? Promise.resolve(null);
      const run = before.then(() => locks.request("kontakt-send", sendAll));
      sending = run.finally(() => { if (sending === chained) sending = null; });
      const chained = sending;
      return run;
    },

    /** @returns {Promise<Operation[]>} */
    waiting: async () => (await read()).queue,

    /** @returns {Promise<Rejected[]>} what the companion refused, with its reason */
    setAside: async () => (await read()).set_aside,

    /** Send an operation that was set aside once more. @param {string} id */
    async retry(id) {
      await edit((lists) => {
        const found = lists.set_aside.find((entry) => entry.id === id);
        lists.set_aside = lists.set_aside.filter((entry) => entry.id !== id);
        if (found) lists.queue.push({ ...operation(found.kind, found.table, found.uuid, found.body), tried: 1 });
      });
    },

    /** Drop an operation that was set aside. @param {string} id */
    async forget(id) {
      await edit((lists) => { lists.set_aside = lists.set_aside.filter((entry) => entry.id !== id); });
    },
  };
}

/**
 * What an answer means for the operation it answers.
 * @param {Operation} operation @param {Result} answer
 * @returns {"done"|"later"|"refused"}
 */
export function judge(operation, answer) {
  if (answer.state !== "ok" || answer.aborted) return "later";
  if (answer.status >= 200 && answer.status < 300) return "done";
  if (operation.kind === "remove" && (answer.status === 404 || answer.status === 410)) return "done";
  if (answer.status === 408 || answer.status === 429) return "later";
  if (answer.status === 500) return operation.tried >= PATIENCE ? "refused" : "later";
  return answer.status > 500 ? "later" : "refused";
}

/** Where the rows of a table are sent to. @type {Record<Table, string>} */
const ROUTES = {
  contacts: "/api/v1/contacts", own_posts: "/api/v1/own-posts", gaps: "/api/v1/gaps", feedback: "/api/v1/feedback",
  observations: "/api/v1/observations", rooms: "/api/v1/rooms",
};

/**
 * Send one operation to the companion.
 * @param {Pick<import("./client.js").Client, "request">} client
 * @param {Operation} operation
 * @returns {Promise<Result>}
 */
export function sendOperation(client, { kind, table, uuid, body }) {
  const route = ROUTES[table];
  if (table === "rooms") {
    // A register: a room is known by its code, not by a UUID, and writing it again changes it.
    const { code, ...columns } = body;
    return client.request("PUT", `${route}/${code}`, columns);
  }
  if (kind === "add") return client.request("POST", route, { uuid, ...body });
  if (kind === "change") return client.request("PATCH", `${route}/${uuid}`, body);
  return client.request("DELETE", `${route}/${uuid}`);
}

/** @typedef {ReturnType<typeof createQueue>} Queue */
