/**
 * The panel's own queue and client, outside a browser: logs contacts, corrects and undoes some, until all are sent.
 *
 * node sender.mjs STORAGE.json ADDRESS ORIGIN CODE COUNT – CODE is empty once paired. Prints one JSON line per step:
 * `intent` before the queue keeps something, `kept` when it does. May be killed at any moment and started again.
 */
import { openSync, fsyncSync, closeSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createClient } from "../../../extension/companion/client.js";
import { createQueue, sendOperation } from "../../../extension/companion/queue.js";

const [path, address, origin, code, count] = process.argv.slice(2);

/** Like the browser's: what was set is there after a crash, whole or not at all. */
const storage = {
  async get(keys) {
    let all = {};
    try { all = JSON.parse(readFileSync(path, "utf8")); } catch { /* not written yet */ }
    return Object.fromEntries([keys].flat().filter((key) => key in all).map((key) => [key, all[key]]));
  },
  async set(items) {
    let all = {};
    try { all = JSON.parse(readFileSync(path, "utf8")); } catch { /* not written yet */ }
    const file = openSync(`${path}.new`, "w", 0o600);
    writeFileSync(file, JSON.stringify({ ...all, ...items }));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.new`, path);
  },
  async remove() {},
};

/** As `navigator.locks` within one window: one after the other by name. */
const turns = new Map();
const locks = {
  request(name, work) {
    const run = (turns.get(name) ?? Promise.resolve()).then(work);
    turns.set(name, run.catch(() => {}));
    return run;
  },
};

const client = createClient({
  local: storage,
  permissions: { contains: async () => true },
  fetch: (url, options) => fetch(url, { ...options, headers: { ...options.headers, Origin: origin } }),
  timeouts: { hello: 1000, call: 2000 },
});
await storage.set({ port: Number(new URL(address).port) });
if (code) {
  const answer = await client.pair(code, "Test");
  if (answer.state !== "ok") throw new Error(JSON.stringify(answer));
}

const say = (step) => process.stdout.write(`${JSON.stringify(step)}\n`);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const queue = createQueue({ storage, send: (operation) => sendOperation(client, operation), locks });
const mine = [];

for (let number = 0; number < Number(count); number += 1) {
  const uuid = crypto.randomUUID();
  say({ intent: "add", uuid });
  await queue.add("contacts", uuid, { plattform: pick(["facebook", "instagram"]), thema: "rente" });
  say({ kept: "add", uuid });
  mine.push(uuid);
  if (Math.random() < 0.2) {
    const [other, reaktion] = [pick(mine), pick(["danke", "like", "nachfrage"])];
    say({ intent: "change", uuid: other, reaktion });
    await queue.change("contacts", other, { reaktion });
    say({ kept: "change", uuid: other, reaktion });
  }
  if (Math.random() < 0.1) {
    const other = mine.splice(Math.floor(Math.random() * mine.length), 1)[0];
    say({ intent: "undo", uuid: other });
    await queue.undo("contacts", other);
    say({ kept: "undo", uuid: other });
  }
  void queue.drain();
  await pause(Math.random() * 25);
}
while ((await queue.waiting()).length) {
  await queue.drain();
  await pause(20);
}
say({ finished: true, refused: (await queue.setAside()).length });
