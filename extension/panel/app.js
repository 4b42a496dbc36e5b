/** Puts the panel together: what it knows, what it can do, and who is told. */
import { api } from "../browser.js";
import { allowedHosts } from "../reader/access.js";
import { ORIGIN_PATTERN } from "../companion/address.js";
import { createClient } from "../companion/client.js";
import { createQueue, sendOperation } from "../companion/queue.js";
import { copyText } from "./clipboard.js";
import { createCodebookSource } from "./codebook.js";
import { whenOf } from "./contact.js";
import { createConnection } from "./connection.js";
import { createCopying } from "./copying.js";
import { createDrafts } from "./drafts.js";
import { createEntries } from "./entries.js";
import { createHold } from "./hold.js";
import { find } from "./dom.js";
import { logActions } from "./log_actions.js";
import { createReaderLink } from "./reader_link.js";
import { createSession } from "./session.js";
import { readSettings } from "./settings.js";
import { allowSite, forgetSite, lookAtTab } from "./site_access.js";
import { UNKNOWN_TAB, initialState } from "./state.js";
import { createStore } from "./store.js";
import { createSuggestions, samePost } from "./suggest.js";
import { loadTexts, pickLanguage, t } from "./texts.js";
import { channelOf, withRole } from "./wording.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Page} Page */
/** @typedef {import("./state.js").Tab} Tab */
/** @typedef {import("./suggest.js").Card} Card */
/** @typedef {import("./reader_link.js").Item} Item */

/** Milliseconds after which a button says that it is still copying. */
const BUSY_MS = 300;

/** with settings and texts at hand, not yet started */
export async function createApp() {
  const { local, session: memory } = api.storage;
  const managed = api.storage.managed;
  // Chromium may take seconds for the first word on managed settings; the panel does not wait for it, reading does.
  const first = await readSettings(local);
  await loadTexts(pickLanguage(first.settings.language, api.i18n.getUILanguage()), api.runtime.getURL);
  /** @type {import("./store.js").Store<State>} */
  const store = createStore(initialState(first.settings, first.fixed));
  const { get, set } = store;

  const client = createClient({ local, managed, permissions: api.permissions });
  const queue = createQueue({ storage: local, send: (operation) => sendOperation(client, operation), begin: client.doubt });
  const session = createSession({ storage: memory });
  const entries = createEntries({ request: client.request, local });
  const codebook = createCodebookSource({ local, request: client.request });
  const copying = createCopying({
    copyText, queue, session, codebook: () => get().codebook,
    send: () => void send(), remember: (id) => void entries.used(id).catch(() => undefined),
  });

  async function send() {
    const stopped = await queue.drain();
    if (stopped && stopped.state !== "ok" && !stopped.aborted) onConnection(stopped);
  }

  async function readQueue() {
    set({ queue: (await queue.waiting()).filter((entry) => !entry.draft), setAside: await queue.setAside() });
  }

  /** @param {import("../companion/client.js").Result} result */
  function onConnection(result) {
    const { status } = get();
    const isOk = result.state === "ok" && !result.error;
    set({ connection: result, status: isOk && result.data?.bank ? result.data : status });
  }

  /** With „Sie“, before cards are drawn: what they show must be what they copy. @param {readonly Card[]|null} cards */
  async function loadWordings(cards) {
    if (cards && get().settings.address === "sie") await entries.load(cards.map((card) => card.id));
    return cards;
  }

  /** Once more for the cards that are shown, for example because „Sie“ was just chosen. */
  async function renewWordings() {
    const { shown, settings } = get();
    const missing = [...(shown?.answers ?? []), ...(shown?.corrections ?? [])].filter((card) => !entries.textsAtHand(card.id));
    if (settings.address !== "sie" || !missing.length) return;
    await loadWordings(missing);
    set({ wordings: get().wordings + 1 });
  }

  const releaseListeners = /** @type {(() => void)[]} */ ([]);
  const hold = createHold(find("#list-region"), () => {
    for (const listener of releaseListeners) listener();
    if (!isEdited()) suggestions.release();
  });
  const drafts = createDrafts();

  /** Whether an answer of the shown list was edited and not copied yet: then the list waits for it. */
  function isEdited() {
    const { shown } = get();
    return shown !== null && drafts.isAny([...shown.answers, ...shown.corrections].map((card) => card.id), shown.item);
  }

  const suggestions = createSuggestions({
    request: async (...call) => {
      set({ asking: true, failure: null });
      const result = await client.request(...call);
      if (result.state === "ok" && !result.error && !result.aborted) await loadWordings([...result.data.answers, ...result.data.corrections]);
      if (!call[3].signal.aborted) set({ asking: false });
      return result;
    },
    isHeld: () => isEdited() || (get().page === "read" && hold.isHeld()),
    show: (shown) => {
      const { done } = get();
      const isGone = done?.fresh && !(samePost(done.item, shown.item) && [...shown.answers, ...shown.corrections].some((card) => card.id === done.cardId));
      set({ shown, opened: get().page === "search" ? get().opened : null, ...(isGone && done ? { notice: app.doneNotice(done) } : {}) });
    },
    update: (shown) => set({ shown }),
    announceWaiting: (waiting) => set({ waiting }),
    onFailure: (result) => {
      if (result.state === "ok") set({ failure: result });
      else onConnection(result);
    },
  });

  const link = createReaderLink({
    api, dayKey: session.dayKey, mode: () => get().settings.mode,
    onItem: (item) => {
      set({ item });
      void suggestions.view(item);
    },
    onLink: (state) => {
      const isOther = state.link === "connecting" || state.tabId !== get().link.tabId;
      set({ link: state, ...(isOther ? { tab: UNKNOWN_TAB } : {}) });
      void renewTab();
    },
  });

  let looks = 0;

  /** What the browser tells about the followed tab now; an older answer that comes late belongs to another page. */
  async function renewTab() {
    const look = ++looks;
    const tab = await lookAtTab(get().link.tabId);
    if (look === looks) set({ tab });
  }

  let isCopying = false;
  let bankOfDay = ""; // what may be suggested depends on both
  let wasReady = false;
  const connection = createConnection({
    client,
    onResult: onConnection,
    whenOk: async () => {
      const { status, codebook: known } = get();
      const version = `${status?.bank.version ?? ""} ${whenOf(new Date()).tag}`;
      const isReady = status?.matcher.ready ?? true;
      if (version !== bankOfDay || (isReady && !wasReady)) {
        entries.forget();
        if (bankOfDay) void suggestions.refresh();
        bankOfDay = version;
        set({ bankOfDay });
        wasReady = isReady;
        void codebook.fresh().then((fresh) => { if (fresh) set({ codebook: fresh }); });
      } else if (!known) {
        void codebook.fresh().then((fresh) => { if (fresh) set({ codebook: fresh }); });
      }
      void suggestions.catchUp();
      void renewWordings();
      await send();
      if (get().page === "contacts") await app.loadOpenRows();
    },
  });

  /** @param {Page} page */
  function go(page) {
    set({ page, opened: null });
    if (page === "contacts") void app.loadOpenRows();
    if (page === "more") void allowedHosts().then((hosts) => set({ allowedSites: hosts }));
    if (page !== "search" && page !== "form") find("#main").focus({ preventScroll: true });
    if (page !== "form") document.querySelector("main")?.scrollTo(0, 0);
  }

  const app = {
    store, isHeld: hold.isHeld, drafts,
    /** @param {() => void} listener when nobody is in the list any more */
    onRelease: (listener) => void releaseListeners.push(listener),

    // connection
    checkAgain: () => connection.again(),
    async allowCompanion() {
      await api.permissions.request({ origins: [ORIGIN_PATTERN] });
      await connection.again();
    },
    /** @param {string} code @returns {Promise<string>} why it was refused, empty if it was not */
    async pair(code) {
      const name = /Firefox\//.test(navigator.userAgent) ? "Firefox" : /Edg\//.test(navigator.userAgent) ? "Edge" : "Chromium";
      const result = await client.pair(code, name);
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
      set({ details: false });
      await connection.again();
    },

    // reading
    showWaiting: () => suggestions.release(),
    alwaysRead: () => allowSite(get().tab),
    /** @param {string} host */
    stopReading: (host) => forgetSite(host),
    /** @param {string} name @param {any} value */
    saveSetting: (name, value) => local.set({ [name]: value }),

    // answers
    /** @param {string|null} id */
    open: (id) => set({ opened: id }),
    /** @param {string} id */
    textsOf: (id) => entries.texts(id),
    /** @param {string} words */
    search: async (words) => loadWordings(await entries.search(words, get().item.platform)),
    recent: () => (get().connection?.state === "ok" ? entries.recent(get().item.platform) : Promise.resolve([])),
    /** The wording of the chosen form of address; null: not to be had now. @param {Card} card @param {Item} item */
    wordingOf: (card, item) => (get().settings.address === "sie" ? (entries.textsAtHand(card.id)?.[channelOf(item.platform)]?.sie ?? null) : card.text),
    /** One click on a folded card. @param {Card} card @param {Item} item @param {string|null} text as it is shown */
    async copyCard(card, item, text) {
      const { settings, status } = get();
      if (text === null) {
        set({ notice: { text: t("wording_missing"), isTrouble: true } });
        return;
      }
      await app.copyText(card, item, text, [text], settings.roleSentence ? (status?.bank.role_sentence ?? "") : "");
    },
    /**
     * @param {Card} card @param {Item} item @param {string} text @param {string[]} originals @param {string} roleSentence
     * @param {() => void} [whenDone] before what waited is shown
     */
    async copyText(card, item, text, originals, roleSentence, whenDone) {
      if (card.valid_until && card.valid_until < whenOf(new Date()).tag) {
        set({ notice: { text: t("copy_expired"), isTrouble: true } });
        return;
      }
      if (isCopying) return; // a second click makes no second contact
      isCopying = true;
      const slow = setTimeout(() => set({ copying: card.id }), BUSY_MS);
      const done = await copying.copy({ card, item, copied: withRole(text, roleSentence), originals, roleSentence }).finally(() => {
        clearTimeout(slow);
        isCopying = false;
        set({ copying: null });
      });
      if (done === "refused" || done === "unnoted") {
        set({ notice: { text: t(done === "refused" ? "copy_failed" : "copied_not_noted"), isTrouble: true } });
        return;
      }
      whenDone?.();
      app.showDone(done);
      hold.release(); // last: drawing moves the focus
      if (!isEdited()) suggestions.release(); // what waited for an edited answer only
    },

    // pages
    go,
    /** One step back: fold the card, close the notice, or return to reading. */
    back() {
      const { opened, page, notice, form } = get();
      if (opened) set({ opened: null });
      else if (page === "form") go(form?.back ?? "read");
      else if (page !== "read") go("read");
      else if (notice) set({ notice: null });
      else suggestions.release();
    },

    ...logActions({ store, queue, copying, client, send, go, release: hold.release }),

    /** Begin: settings, queue, connection, reader. */
    async start() {
      set({ codebook: await codebook.kept() });
      await queue.settle();
      await readQueue();
      api.storage.onChanged.addListener((changes, area) => void onStorage(changes, area));
      api.runtime.onMessage.addListener((/** @type {any} */ message, sender) => {
        if (sender.id === api.runtime.id && message?.type === "reader") link.readable(message.tabId);
      });
      api.permissions.onAdded.addListener(() => void onPermissions());
      api.permissions.onRemoved.addListener(({ origins = [] }) => {
        if (origins.includes(get().tab.pattern ?? "")) link.leave();
        void onPermissions();
      });
      void connection.look();
      await applySettings();
      await link.start();
    },
  };

  /** What the browser allows has changed, here or in the browser's own menus. */
  async function onPermissions() {
    void connection.again();
    await renewTab();
    set({ allowedSites: await allowedHosts() });
  }

  /** @param {Record<string, any>} changes @param {string} area */
  async function onStorage(changes, area) {
    if (area === "local" && ("queue" in changes || "set_aside" in changes)) await readQueue();
    if (area === "local" && "pairing" in changes) void connection.again();
    if (area !== "session") await applySettings();
  }

  /** Take over what is set now, by the person and by the organisation. */
  async function applySettings() {
    const { settings, fixed } = await readSettings(local, managed);
    const { settings: before, fixed: beforeFixed } = get();
    if (JSON.stringify([settings, [...fixed]]) === JSON.stringify([before, [...beforeFixed]])) return;
    set({ settings, fixed });
    if (settings.address !== before.address) void renewWordings();
    if (settings.mode !== before.mode) link.setMode(settings.mode);
    if (settings.port !== before.port) void connection.again();
    if (settings.language !== before.language) {
      await loadTexts(pickLanguage(settings.language, api.i18n.getUILanguage()), api.runtime.getURL);
      set({ texts: get().texts + 1 });
    }
  }

  return app;
}

/** @typedef {Awaited<ReturnType<typeof createApp>>} App */
