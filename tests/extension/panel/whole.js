/** The whole panel in jsdom: its real parts, with a browser, a reader and a companion that do what a test says. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { MemoryArea, MemoryLocks } from "../companion/storage.js";
import { openPage } from "./page.js";

const RealDate = globalThis.Date;
const realTimeout = globalThis.setTimeout;
const event = () => {
  const listeners = new Set();
  return { addListener: (listener) => listeners.add(listener), fire: (...args) => { for (const listener of listeners) listener(...args); } };
};

/** @param {string} text @param {Record<string, any>} [more] what the reader tells of a post */
export const post = (text, more = {}) => ({ kind: "post", text, context: null, platform: "facebook", thread: `thread of ${text}`, reason: "ok", adapter: "facebook", visibility: null, ...more });

/** @param {string} id @param {Record<string, any>} [more] a card as the companion answers it */
export const cardOf = (id, more = {}) => ({
  id, kind: "answer", version: 1, title: `Titel ${id}`, topic: "elternzeit", topic_label: "Elternzeit", band: "sehr_gut", why: [], ampel: "gruen", text: `${id} du facebook`,
  sources: [], legal_basis: [], referral: [], reviewed_on: "2026-10-20", review_by: "2099-01-31", valid_until: null, overdue: false, verdict: null, verdict_label: null, fact: null, ...more,
});

const textsOf = (id) => Object.fromEntries(["facebook", "instagram", "threads", "forum", "dm"].map((channel) => [channel, { du: `${id} du ${channel}`, sie: `${id} Sie ${channel}` }]));

/** @param {Record<string, any>} [values] kept in `storage.local` before the start */
export async function openPanel(values = {}) {
  const dom = openPage();
  dom.window.Element.prototype.scrollTo = dom.window.Element.prototype.scrollIntoView = () => undefined;
  const changed = event();
  class Area extends MemoryArea {
    async set(items) {
      if (world.isStorageFull) throw new Error("QUOTA_BYTES quota exceeded");
      await super.set(items);
      changed.fire(Object.fromEntries(Object.keys(items).map((key) => [key, {}])), this === local ? "local" : "session");
    }
  }
  const local = new Area({ language: "de", pairing: { token: "t", install: "i" }, ...values });
  const port = { onMessage: event(), onDisconnect: event(), postMessage() {}, disconnect() {} };
  const copied = [];
  const world = {
    dom, local, copied, changed,
    isStorageFull: false, isAway: false, isSlow: false, now: 0, asked: [], contacts: [],
    /** @type {Record<string, any[]>} answers by the words of the post or of the search */
    answers: {},
    version: "1",
    /** @type {() => Promise<void>} */
    beforeCopy: async () => undefined,
    /** @type {(path: string) => any} undefined: as usual */
    answer: () => undefined,

    /** @param {any} item what the person looks at now */
    look(item) { port.onMessage.fire({ type: "viewed", item }); return sleep(30); },
    $: (selector) => dom.window.document.querySelector(selector),
    all: (selector) => [...dom.window.document.querySelectorAll(selector)],
    cards: () => world.all("#list article").map((card) => card.dataset.id),
    click(selector) { world.$(selector).click(); return sleep(30); },
    queue: async () => (await local.get("queue")).queue ?? [],
    /** Every contact that was noted, whether it was sent yet or not. */
    noted: async () => [...world.contacts, ...(await world.queue()).filter((entry) => entry.kind === "add").map((entry) => entry.body)],
    wait: sleep,
  };
  globalThis.Date = class extends RealDate {
    constructor(...args) { super(...(args.length || !world.now ? args : [world.now])); }
    static now() { return world.now || RealDate.now(); }
  };
  globalThis.setTimeout = (...args) => realTimeout(...args).unref(); // nothing of the panel keeps the test running
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: { userAgent: "jsdom", locks: new MemoryLocks(), clipboard: { writeText: async (text) => { await world.beforeCopy(); copied.push(text); } } },
  });
  globalThis.chrome = {
    storage: { local, session: new Area(), managed: { get: async () => ({}) }, onChanged: changed },
    permissions: { contains: async () => true, getAll: async () => ({ origins: [] }), onAdded: event(), onRemoved: event() },
    i18n: { getUILanguage: () => "de" },
    runtime: { id: "x", getURL: (path) => `ext:${path}`, getManifest: () => ({ content_scripts: [{ matches: ["https://www.facebook.com/*"], js: [] }] }), onMessage: event() },
    windows: { getCurrent: async () => ({ id: 1 }) },
    tabs: {
      getCurrent: async () => undefined, get: async () => ({ id: 5, url: "https://www.facebook.com/", status: "complete" }), query: async () => [{ id: 5 }],
      connect: () => port, onActivated: event(), onUpdated: event(), onRemoved: event(),
    },
  };

  const json = (data, status = 200) => new Response(JSON.stringify(data), { status });
  globalThis.fetch = async (url, { method = "GET", body, signal } = {}) => {
    if (url.startsWith("ext:")) return json(JSON.parse(readFileSync(new URL(`../../../extension/${url.slice(4)}`, import.meta.url), "utf8")));
    const path = new URL(url).pathname.replace("/api/v1", "");
    const given = body ? JSON.parse(body) : null;
    world.asked.push(`${method} ${path}`);
    if (world.isAway) throw new TypeError("fetch failed");
    const own = world.answer(path);
    if (own !== undefined) return own instanceof Promise ? Promise.race([own, new Promise((_, reject) => signal.addEventListener("abort", reject))]) : json(...own);
    if (path === "/hello") return json({ app: "kontakt-companion", protocol: 1, install: "i", paired: true });
    if (path === "/status") return json({ companion: { version: "1", protocol: 1 }, bank: { version: world.version, title: "", age_days: 0, entries: 1, suggestible: 1, overdue: 0, role_sentence: "" }, log: null, matcher: { ready: true, progress: 1 } });
    if (path === "/suggestions") return json({ answers: world.answers[given.text] ?? [], corrections: [], flags: [], bank: { version: world.version, age_days: 0 } });
    if (path === "/search") return json({ results: world.answers[given.words] ?? [] });
    if (path.startsWith("/entries/")) return json({ ...cardOf(path.slice(9)), texts: textsOf(path.slice(9)) });
    if (path === "/contacts" && method === "POST") world.contacts.push(given);
    return json(path === "/codebook" ? { vocabularies: {}, tables: {} } : { contacts: [], own_posts: [] }, path === "/codebook" ? 503 : 200);
  };

  const [{ createApp }, { mountList }, { mountSearch }, { mountFrame }, { mountPost }, { mountGap }] = await Promise.all([
    import("../../../extension/panel/app.js"), import("../../../extension/panel/views/list.js"), import("../../../extension/panel/views/search.js"),
    import("../../../extension/panel/views/frame.js"), import("../../../extension/panel/views/post.js"), import("../../../extension/panel/views/gap.js"),
  ]);
  const { api } = await import("../../../extension/browser.js");
  if (api !== globalThis.chrome) Object.assign(api, globalThis.chrome); // the modules keep the first one
  const app = await createApp();
  for (const mount of [mountFrame, mountPost, mountList, mountGap, mountSearch]) mount(app);
  await app.start();
  await sleep(50);
  return Object.assign(world, { app });
}
