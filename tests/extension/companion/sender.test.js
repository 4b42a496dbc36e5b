import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryArea, MemoryLocks } from "./storage.js";

const WAITING = { id: "o", kind: "add", table: "contacts", uuid: "u", body: {}, tried: 0 };

/** What the background needs of the browser: its events are told by hand, and clearing an alarm may take its time. */
function useBrowser() {
  const listeners = { changed: [], startup: [], alarm: [] };
  const event = (name) => ({ addListener: (listener) => listeners[name].push(listener) });
  const alarms = { waiting: undefined, clearing: Promise.resolve() };
  const local = new MemoryArea();
  globalThis.chrome = {
    storage: { local, managed: new MemoryArea(), onChanged: event("changed") },
    permissions: { contains: async () => true },
    runtime: { id: "kontakt", onStartup: event("startup") },
    alarms: {
      get: async (name) => alarms[name],
      create: async (name) => { alarms[name] = { name }; },
      clear: async (name) => { await alarms.clearing; alarms[name] = undefined; },
      onAlarm: event("alarm"),
    },
  };
  if (!globalThis.navigator?.locks) Object.defineProperty(globalThis, "navigator", { value: { locks: new MemoryLocks() }, configurable: true });
  return {
    alarms,
    async hold(queue) {
      await local.set({ queue });
      for (const listener of listeners.changed) listener({ queue: {} }, "local");
    },
  };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

test("an alarm that is just being cleared is set again for what begins to wait", async () => {
  const { alarms, hold } = useBrowser();
  const { sendWhatWaits } = await import("../../../extension/companion/sender.js");
  sendWhatWaits();
  await hold([WAITING]);
  await soon();
  assert.ok(alarms.waiting);
  let cleared;
  alarms.clearing = new Promise((resolve) => { cleared = resolve; });
  await hold([]);
  await soon();
  await hold([WAITING]);
  await soon();
  cleared();
  await soon();
  assert.ok(alarms.waiting, "something waits");
  await hold([]);
  await soon();
  assert.equal(alarms.waiting, undefined);
});
