/**
 * The line from the panel to the reader in the tab that is viewed: one port, to the active tab of the panel's window.
 * It follows tab changes, comes back after navigation and after the background says that a page may be read.
 */

/**
 * @typedef {object} Item what is viewed, words only
 * @property {"post"|"comment"|"reply"|"none"} kind
 * @property {string} text
 * @property {string|null} context
 * @property {"facebook"|"instagram"|"threads"|"forum"} platform
 * @property {string|null} thread keyed hash, for first and follow-up contacts; never leaves the browser's memory
 * @property {"ok"|"nothing"|"private"|"sponsored"|"select_text"|"switched_off"} reason
 * @property {string} adapter
 * @property {"oeffentlich"|"halboeffentlich"|"privat"|null} visibility
 */
/** @typedef {"connecting"|"connected"|"no_reader"} LinkState */
/** @typedef {{link: LinkState, tabId: number|null}} Link */

/** @type {Item} */
export const NOTHING = Object.freeze({ kind: "none", text: "", context: null, platform: "forum", thread: null, reason: "nothing", adapter: "", visibility: null });

/** Milliseconds between attempts: a page that has just loaded may not have its reader yet. */
const ATTEMPTS = [60, 150, 400];

/** Milliseconds after which a page that has said nothing is shown as nothing: the post of the one before is not its own. */
const SILENCE_MS = 300;

/**
 * @param {object} parts
 * @param {any} parts.api the WebExtension interface (`tabs`, `windows`, `runtime`)
 * @param {() => Promise<string>} parts.dayKey
 * @param {() => "viewed"|"selection"} parts.mode
 * @param {(item: Item) => void} parts.onItem
 * @param {(link: Link) => void} parts.onLink
 */
export function createReaderLink({ api, dayKey, mode, onItem, onLink }) {
  /** @type {number|null} */
  let tabId = null;
  /** @type {any} */
  let port = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout>|undefined} runs while a page has not said a word */
  let silence;
  /** Counts the attempts: only the latest goes on, an older one that still waits must not take its place. */
  let round = 0;
  /** @type {number|null} the panel's own tab when it is open as one */
  let ownTab = null;
  /** @type {number|null} */
  let ownWindow = null;

  function drop() {
    clearTimeout(timer);
    const old = port;
    port = null;
    old?.disconnect();
  }

  /** @param {Item} item */
  function say(item) {
    clearTimeout(silence);
    onItem(item);
  }

  /** @param {number} attempt */
  async function connect(attempt = 0) {
    drop();
    const current = ++round;
    if (tabId === null) {
      onLink({ link: "no_reader", tabId });
      say(NOTHING);
      return;
    }
    if (attempt === 0) {
      clearTimeout(silence);
      silence = setTimeout(() => onItem(NOTHING), SILENCE_MS);
    }
    const wanted = tabId;
    const key = await dayKey();
    const tab = await api.tabs.get(tabId).catch(() => null);
    if (current !== round) return;
    const fail = () => {
      if (attempt < ATTEMPTS.length) timer = setTimeout(() => void connect(attempt + 1), ATTEMPTS[attempt]);
      else void giveUp(wanted);
    };
    if (attempt === 0) onLink({ link: "connecting", tabId });
    // The browser tells an address only where something may be read. A reader outlives the permission that brought it.
    if (!tab?.url) {
      say(NOTHING);
      fail();
      return;
    }
    const mine = api.tabs.connect(tabId, { name: "kontakt-reader", frameId: 0 });
    port = mine;
    mine.onMessage.addListener((/** @type {any} */ message) => {
      if (port !== mine || message?.type !== "viewed") return;
      onLink({ link: "connected", tabId });
      say(message.item);
    });
    mine.onDisconnect.addListener(() => {
      void api.runtime.lastError; // read, so that the browser does not report it as unhandled
      if (port !== mine) return;
      port = null;
      say(NOTHING);
      fail();
    });
    mine.postMessage({ type: "start", mode: mode(), dayKey: key });
  }

  /** No reader in a page that is there; one that still loads is tried again when it is complete. @param {number} wanted */
  async function giveUp(wanted) {
    const tab = await api.tabs.get(wanted).catch(() => null);
    if (wanted === tabId && !port) onLink({ link: tab?.status === "loading" ? "connecting" : "no_reader", tabId });
  }

  /** @param {number|null} next */
  function follow(next) {
    if (next !== null && next === ownTab) return;
    if (next === tabId && port) return;
    tabId = next;
    void connect();
  }

  /** The tab a panel opened as a tab of its own belongs to: the one that was active last. */
  async function lastTab() {
    const tabs = await api.tabs.query({ active: true });
    const others = tabs.filter((/** @type {any} */ tab) => tab.id !== ownTab);
    const all = others.length ? others : (await api.tabs.query({ windowId: ownWindow })).filter((/** @type {any} */ tab) => tab.id !== ownTab);
    all.sort((/** @type {any} */ a, /** @type {any} */ b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
    return all[0]?.id ?? null;
  }

  return {
    async start() {
      ownTab = (await api.tabs.getCurrent?.())?.id ?? null;
      ownWindow = (await api.windows.getCurrent()).id;
      api.tabs.onActivated.addListener((/** @type {any} */ info) => {
        if (ownTab !== null || info.windowId === ownWindow) follow(info.tabId);
      });
      api.tabs.onUpdated.addListener((/** @type {number} */ id, /** @type {any} */ change) => {
        // Even with a port: Firefox keeps the page that was left alive, and its port open.
        if (id === tabId && change.status === "complete") void connect();
      });
      api.tabs.onRemoved.addListener((/** @type {number} */ id) => {
        if (id !== tabId) return;
        tabId = null;
        void connect();
      });
      if (ownTab !== null) follow(await lastTab());
      else follow((await api.tabs.query({ active: true, windowId: ownWindow }))[0]?.id ?? null);
    },

    /** A page was just allowed to be read. @param {number} [id] its tab; without: any */
    readable(id) {
      if (id === undefined || id === tabId) void connect();
    },

    /** The page may be read no longer, though its reader is still there. */
    leave() {
      drop();
      round++;
      onLink({ link: "no_reader", tabId });
      say(NOTHING);
    },

    /** @param {"viewed"|"selection"} next */
    setMode(next) { port?.postMessage({ type: "mode", mode: next }); },

    /** Ask the reader to look once more. */
    again() {
      if (port) port.postMessage({ type: "again" });
      else void connect();
    },
  };
}

/** @typedef {ReturnType<typeof createReaderLink>} ReaderLink */
