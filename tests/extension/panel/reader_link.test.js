import assert from "node:assert/strict";
import { test } from "node:test";
import { createReaderLink } from "../../../extension/panel/reader_link.js";

const event = () => {
  const listeners = new Set();
  return { addListener: (listener) => listeners.add(listener), fire: (...args) => { for (const listener of listeners) listener(...args); } };
};
const settled = (milliseconds = 80) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A browser window with tabs; `readers` says in which of them a reader answers. */
function setUp({ tabs = [{ id: 1 }, { id: 2 }], ownTab = null, readers = new Set([1, 2]) } = {}) {
  const ports = [];
  const api = {
    loading: false, mayRead: true,
    runtime: {},
    windows: { getCurrent: async () => ({ id: 10 }) },
    tabs: {
      onActivated: event(), onUpdated: event(), onRemoved: event(),
      getCurrent: async () => (ownTab === null ? undefined : { id: ownTab }),
      query: async ({ active }) => (active ? [{ id: ownTab ?? tabs[0].id }] : tabs),
      get: async () => ({ status: api.loading ? "loading" : "complete", url: api.mayRead ? "https://forum.example/" : undefined }),
      connect: (tabId, options) => {
        const port = { tabId, options, sent: [], open: true, onMessage: event(), onDisconnect: event(), postMessage: (message) => port.sent.push(message), disconnect: () => { port.open = false; } };
        ports.push(port);
        if (!readers.has(tabId)) setTimeout(() => { if (port.open) { port.open = false; port.onDisconnect.fire(); } }, 1);
        return port;
      },
    },
  };
  const items = [];
  const links = [];
  const link = createReaderLink({ api, dayKey: async () => "key", mode: () => "viewed", onItem: (item) => items.push(item.text), onLink: (state) => links.push(state.link) });
  return { api, ports, items, links, link, readers };
}
const viewed = (text) => ({ type: "viewed", item: { kind: "post", text } });

test("one port, to the top frame of the active tab, started with mode and day key", async () => {
  const { link, ports, items, links } = setUp();
  await link.start();
  await settled();
  assert.deepEqual([ports.length, ports[0].tabId, ports[0].options], [1, 1, { name: "kontakt-reader", frameId: 0 }]);
  assert.deepEqual(ports[0].sent, [{ type: "start", mode: "viewed", dayKey: "key" }]);
  ports[0].onMessage.fire(viewed("a"));
  assert.deepEqual([items, links.at(-1)], [["a"], "connected"]);
});

test("it follows the active tab of its own window only and leaves the old reader", async () => {
  const { api, link, ports, items } = setUp();
  await link.start();
  await settled();
  api.tabs.onActivated.fire({ tabId: 5, windowId: 99 });
  api.tabs.onActivated.fire({ tabId: 2, windowId: 10 });
  await settled();
  assert.deepEqual(ports.map((port) => [port.tabId, port.open]), [[1, false], [2, true]]);
  ports[0].onMessage.fire(viewed("late word of the old tab"));
  assert.deepEqual(items, []);
});

test("a tab whose reader says nothing does not keep the post of the tab before", async () => {
  const { api, link, ports, items } = setUp();
  await link.start();
  await settled();
  ports[0].onMessage.fire(viewed("a"));
  api.tabs.onActivated.fire({ tabId: 2, windowId: 10 });
  await settled(200);
  assert.deepEqual(items, ["a"]); // most readers answer within this time: nothing flickers
  await settled(200);
  assert.deepEqual(items, ["a", ""]);
  ports[1].onMessage.fire(viewed("b"));
  await settled(400);
  assert.deepEqual(items, ["a", "", "b"]);
});

test("a browser that does not answer does not keep the post of the tab before either", async () => {
  const { api, link, ports, items } = setUp();
  await link.start();
  await settled();
  ports[0].onMessage.fire(viewed("a"));
  api.tabs.get = () => new Promise(() => undefined);
  api.tabs.onActivated.fire({ tabId: 2, windowId: 10 });
  await settled(400);
  assert.deepEqual(items, ["a", ""]);
});

test("navigation: nothing is shown until the new page answers", async () => {
  const { api, link, ports, items, readers } = setUp();
  await link.start();
  await settled();
  ports[0].onMessage.fire(viewed("a"));
  readers.delete(1);
  ports[0].open = false;
  ports[0].onDisconnect.fire();
  assert.equal(items.at(-1), "");
  readers.add(1);
  api.tabs.onUpdated.fire(1, { status: "complete" });
  await settled();
  ports.at(-1).onMessage.fire(viewed("b"));
  assert.deepEqual([items.at(-1), ports.filter((port) => port.open).length], ["b", 1]);
});

test("navigation: a page that is kept alive behind the new one is left all the same", async () => {
  const { api, link, ports, items } = setUp();
  await link.start();
  await settled();
  ports[0].onMessage.fire(viewed("a"));
  api.tabs.onUpdated.fire(1, { status: "complete" });
  await settled();
  assert.deepEqual(ports.map((port) => port.open), [false, true]);
  ports[0].onMessage.fire(viewed("late word of the page that was left"));
  assert.deepEqual(items, ["a"]);
});

test("a reader that is still there is not asked once its page may be read no longer", async () => {
  const { api, link, links, ports, items } = setUp();
  await link.start();
  await settled();
  ports[0].onMessage.fire(viewed("a"));
  api.mayRead = false;
  link.leave();
  assert.deepEqual([ports[0].open, items.at(-1), links.at(-1)], [false, "", "no_reader"]);
  api.tabs.onUpdated.fire(1, { status: "complete" });
  await settled(800);
  assert.deepEqual([ports.length, links.at(-1)], [1, "no_reader"]);
});

test("a page without reader is said to have none, until the background says that it may be read", async () => {
  const { link, links, ports, readers } = setUp({ readers: new Set() });
  await link.start();
  await settled(800);
  assert.equal(links.at(-1), "no_reader");
  readers.add(1);
  link.readable(7);
  link.readable(1);
  await settled();
  ports.at(-1).onMessage.fire(viewed("a"));
  assert.equal(links.at(-1), "connected");
});

test("a page that still loads is not said to have no reader", async () => {
  const { api, link, links } = setUp({ readers: new Set() });
  api.loading = true;
  await link.start();
  await settled(800);
  assert.equal(links.at(-1), "connecting");
});

test("as a tab of its own it stays with the tab that was active before", async () => {
  const { api, link, ports } = setUp({ ownTab: 3, tabs: [{ id: 1, lastAccessed: 5 }, { id: 2, lastAccessed: 9 }, { id: 3, lastAccessed: 10 }] });
  await link.start();
  await settled();
  assert.equal(ports[0].tabId, 2);
  api.tabs.onActivated.fire({ tabId: 3, windowId: 10 });
  await settled();
  assert.equal(ports.length, 1);
});

test("mode changes and „again“ reach the reader", async () => {
  const { link, ports } = setUp();
  await link.start();
  await settled();
  link.setMode("selection");
  link.again();
  assert.deepEqual(ports[0].sent.slice(1), [{ type: "mode", mode: "selection" }, { type: "again" }]);
});
