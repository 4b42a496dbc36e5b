import assert from "node:assert/strict";
import { test } from "node:test";
import { createQueue, judge, sendOperation } from "../../../extension/companion/queue.js";
import { MemoryArea, MemoryLocks } from "./storage.js";

/** A companion as the queue sees it: keeps rows by UUID, answers as told. */
class Ledger {
  rows = new Map();
  /** @type {string[]} */
  calls = [];
  /** @type {(operation: any) => any} what the next answers are; null: behave */
  trouble = () => null;
  inFlight = 0;
  most = 0;

  send = async (/** @type {any} */ operation) => {
    this.inFlight += 1;
    this.most = Math.max(this.most, this.inFlight);
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.inFlight -= 1;
    this.calls.push(`${operation.kind} ${operation.uuid}`);
    const trouble = this.trouble(operation);
    if (trouble?.lost) this.#apply(operation);
    return trouble ?? this.#apply(operation);
  };

  #apply({ kind, uuid, body }) {
    if (kind === "add") {
      const status = this.rows.has(uuid) ? 200 : 201;
      if (status === 201) this.rows.set(uuid, { ...body });
      return ok(status);
    }
    if (kind === "change") {
      if (!this.rows.has(uuid)) return refused(404, "unknown_contact");
      Object.assign(this.rows.get(uuid), body);
      return ok(200);
    }
    this.rows.delete(uuid);
    return ok(204);
  }
}

const ok = (status) => ({ state: "ok", status, data: null, error: null });
const refused = (status, code) => ({ state: "ok", status, data: null, error: { code, message: "Nein.", hint: "Ja." } });
const away = { state: "not_running", status: 0, data: null, error: null };

function setUp() {
  const storage = new MemoryArea();
  const locks = new MemoryLocks();
  const ledger = new Ledger();
  const open = () => createQueue({ storage, locks, send: ledger.send });
  return { storage, locks, ledger, open, queue: open() };
}

test("contacts are sent in order and leave the storage", async () => {
  const { ledger, queue } = setUp();
  for (const uuid of ["a", "b", "c"]) await queue.add("contacts", uuid, { plattform: "facebook" });
  assert.equal((await queue.waiting()).length, 3);
  assert.equal(await queue.drain(), null);
  assert.deepEqual(ledger.calls, ["add a", "add b", "add c"]);
  assert.deepEqual(await queue.waiting(), []);
});

test("what is away stays in order, survives a new window and goes out later", async () => {
  const { ledger, queue, open } = setUp();
  ledger.trouble = () => away;
  await queue.add("contacts", "a", { plattform: "facebook" });
  await queue.add("contacts", "b", { plattform: "threads" });
  assert.equal((await queue.drain())?.state, "not_running");
  assert.deepEqual(ledger.calls, ["add a"], "the second does not overtake the first");
  ledger.trouble = () => null;
  const later = open();
  await later.drain();
  assert.deepEqual([...ledger.rows.keys()], ["a", "b"]);
});

test("an answer lost on the way leads to a repeat under the same UUID, not to a second row", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  ledger.trouble = () => ({ ...away, lost: true });
  await queue.drain();
  ledger.trouble = () => null;
  await queue.drain();
  assert.deepEqual(ledger.calls, ["add a", "add a"]);
  assert.equal(ledger.rows.size, 1);
});

test("two windows never send at the same time, and both see the end", async () => {
  const { ledger, open } = setUp();
  const [one, two] = [open(), open()];
  await Promise.all(Array.from({ length: 20 }, (_, number) => (number % 2 ? one : two).add("contacts", `u${number}`, { plattform: "facebook" })));
  await Promise.all([one.drain(), two.drain(), one.drain()]);
  assert.equal(ledger.rows.size, 20);
  assert.equal(ledger.calls.length, 20);
  assert.equal(ledger.most, 1);
});

test("a contact added while the last one is being sent is not left behind", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  const first = queue.drain();
  await queue.add("contacts", "b", { plattform: "facebook" });
  await Promise.all([first, queue.drain()]);
  assert.deepEqual([...ledger.rows.keys()], ["a", "b"]);
});

test("undo of an unsent contact removes every trace of it", async () => {
  const { ledger, queue, storage } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  await queue.change("contacts", "a", { thema: "elternzeit" });
  assert.equal(await queue.undo("contacts", "a"), "forgotten");
  await queue.drain();
  assert.deepEqual(ledger.calls, []);
  assert.ok(!storage.text.includes("facebook"));
});

test("undo after attempts that surely never left removes every trace, too", async () => {
  const { ledger, queue, storage } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  ledger.trouble = () => ({ ...away, unsent: true });
  await queue.drain();
  await queue.drain();
  assert.equal(await queue.undo("contacts", "a"), "forgotten");
  assert.ok(!storage.text.includes("facebook"));
});

test("undo of a contact that may have arrived sends it to its end and removes it then", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  ledger.trouble = () => ({ ...away, lost: true });
  await queue.drain();
  assert.equal(await queue.undo("contacts", "a"), "queued");
  ledger.trouble = () => null;
  await queue.drain();
  assert.equal(ledger.rows.size, 0);
});

test("undo while the contact is on its way wins", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  const sending = queue.drain();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await queue.undo("contacts", "a");
  await Promise.all([sending, queue.drain()]);
  assert.equal(ledger.rows.size, 0);
  assert.deepEqual(await queue.waiting(), []);
});

test("what is refused after it was undone is not held against the person", async () => {
  const { ledger, queue } = setUp();
  ledger.trouble = ({ kind }) => (kind === "add" ? refused(422, "invalid_field") : null);
  await queue.add("contacts", "a", { plattform: "facebook" });
  const draining = queue.drain();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(await queue.undo("contacts", "a"), "queued");
  await draining;
  assert.deepEqual(ledger.calls, ["add a", "remove a"]);
  assert.deepEqual([await queue.waiting(), await queue.setAside()], [[], []]);
});

test("a correction changes the waiting contact itself, else it is sent after it", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook", thema: "elterngeld" });
  await queue.change("contacts", "a", { thema: "elternzeit" });
  assert.equal((await queue.waiting()).length, 1);
  await queue.drain();
  await queue.change("contacts", "a", { reaktion: "danke" });
  await queue.drain();
  assert.deepEqual(ledger.rows.get("a"), { plattform: "facebook", thema: "elternzeit", reaktion: "danke" });
  assert.deepEqual(ledger.calls, ["add a", "change a"]);
});

test("a refusal is set aside with its reason and does not hold up the rest", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "bad", { plattform: "facebook" });
  await queue.add("contacts", "good", { plattform: "facebook" });
  ledger.trouble = ({ uuid }) => (uuid === "bad" ? refused(422, "invalid") : null);
  assert.equal(await queue.drain(), null);
  const [entry] = await queue.setAside();
  assert.equal(entry.uuid, "bad");
  assert.deepEqual(entry.error, { code: "invalid", message: "Nein.", hint: "Ja." });
  assert.deepEqual([...ledger.rows.keys()], ["good"]);
  ledger.trouble = () => null;
  await queue.retry(entry.id);
  await queue.drain();
  assert.deepEqual([...ledger.rows.keys()], ["good", "bad"]);
  assert.deepEqual(await queue.setAside(), []);
});

test("a full disk is waited for, however long; a defect for one contact is not", async () => {
  const { ledger, queue } = setUp();
  await queue.add("contacts", "a", { plattform: "facebook" });
  ledger.trouble = () => refused(507, "disk_full");
  for (let round = 0; round < 30; round++) assert.equal((await queue.drain())?.status, 507);
  assert.equal((await queue.waiting()).length, 1);
  ledger.trouble = () => refused(500, "internal");
  await queue.drain();
  assert.equal((await queue.setAside()).length, 1, "kept and shown, not lost");
});

test("a draft belongs to its window as long as that lives", async () => {
  const { ledger, locks, queue, open } = setUp();
  const other = open();
  await queue.add("gaps", "g", { thema: "rente" }, true);
  await other.settleLeft();
  await other.drain();
  assert.deepEqual(ledger.calls, []);
  locks.abandon("kontakt-draft-g");
  await other.settleLeft();
  await other.drain();
  assert.deepEqual(ledger.calls, ["add g"]);
});

test("a draft that was settled or undone holds nothing", async () => {
  const { locks, queue } = setUp();
  for (const [uuid, end] of [["a", () => queue.settle("a")], ["b", () => queue.undo("gaps", "b")]]) {
    await queue.add("gaps", uuid, {}, true);
    assert.equal((await locks.query()).held.length, 1);
    await end();
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual((await locks.query()).held, []);
  }
});

test("a draft is kept but not sent before it is settled", async () => {
  const { ledger, queue } = setUp();
  await queue.add("gaps", "g", { plattform: "facebook" }, true);
  await queue.add("contacts", "a", { plattform: "facebook" });
  await queue.drain();
  assert.deepEqual(ledger.calls, ["add a"]);
  await queue.change("gaps", "g", { thema: "rente" });
  await queue.settle("g");
  await queue.drain();
  assert.deepEqual(ledger.rows.get("g"), { plattform: "facebook", thema: "rente" });
});

test("nothing but codes can be put into the storage", async () => {
  const { queue, storage } = setUp();
  await assert.rejects(queue.add("contacts", "a", { thema: "Anna sagt" }), TypeError);
  await queue.add("contacts", "b", { plattform: "facebook" });
  await assert.rejects(queue.change("contacts", "b", { thema: "Anna sagt" }), TypeError);
  assert.ok(!storage.text.includes("Anna"));
});

test("verdicts on answers", () => {
  const add = { kind: "add", tried: 1 };
  for (const [status, verdict] of [[200, "done"], [201, "done"], [400, "refused"], [404, "refused"], [408, "later"], [409, "refused"], [413, "refused"], [422, "refused"], [429, "later"], [500, "later"], [502, "later"], [503, "later"], [507, "later"]]) {
    assert.equal(judge(add, refused(status, "x")), verdict, String(status));
  }
  for (const state of ["not_running", "foreign_server", "blocked_by_browser", "not_paired", "version_mismatch"]) {
    assert.equal(judge(add, { ...away, state }), "later", state);
  }
  assert.equal(judge({ kind: "remove", tried: 1 }, refused(404, "unknown_contact")), "done");
});

test("operations become the requests of the contract", async () => {
  const seen = [];
  const client = { request: async (...call) => { seen.push(call); return ok(200); } };
  await sendOperation(client, { kind: "add", table: "own_posts", uuid: "a", body: { thema: "rente" } });
  await sendOperation(client, { kind: "change", table: "contacts", uuid: "a", body: { thema: "rente" } });
  await sendOperation(client, { kind: "remove", table: "contacts", uuid: "a", body: {} });
  await sendOperation(client, { kind: "add", table: "rooms", uuid: "a", body: { code: "fb-017", admin_status: "erlaubt" } });
  assert.deepEqual(seen, [
    ["POST", "/api/v1/own-posts", { uuid: "a", thema: "rente" }],
    ["PATCH", "/api/v1/contacts/a", { thema: "rente" }],
    ["DELETE", "/api/v1/contacts/a"],
    ["PUT", "/api/v1/rooms/fb-017", { admin_status: "erlaubt" }],
  ]);
});

test("at random: whatever is lost on the way, the companion ends with what the person did", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    let state = seed;
    const random = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
    const { ledger, open } = setUp();
    let queue = open();
    const wanted = new Map();
    ledger.trouble = () => (random() < 0.4 ? { ...away, lost: random() < 0.5 } : null);
    for (let step = 0; step < 40; step++) {
      const known = [...wanted.keys()];
      const uuid = known[Math.floor(random() * known.length)];
      const dice = random();
      if (dice < 0.4 || !uuid) {
        wanted.set(`u${step}`, { plattform: "facebook" });
        await queue.add("contacts", `u${step}`, { plattform: "facebook" });
      } else if (dice < 0.6) {
        Object.assign(wanted.get(uuid), { thema: `t${step}` });
        await queue.change("contacts", uuid, { thema: `t${step}` });
      } else if (dice < 0.75) {
        wanted.delete(uuid);
        await queue.undo("contacts", uuid);
      } else if (dice < 0.9) await queue.drain();
      else queue = open();
    }
    ledger.trouble = () => null;
    await queue.drain();
    assert.deepEqual(new Map([...ledger.rows].sort()), new Map([...wanted].sort()), `seed ${seed}`);
    assert.deepEqual(await queue.waiting(), []);
    assert.deepEqual(await queue.setAside(), []);
  }
});
