import assert from "node:assert/strict";
import { test } from "node:test";
import { createSession } from "../../../extension/panel/session.js";
import { MemoryArea, MemoryLocks } from "../companion/storage.js";

function setUp() {
  const storage = new MemoryArea();
  const locks = new MemoryLocks();
  const clock = { now: new Date(2026, 10, 23, 23, 50) };
  const open = () => createSession({ storage, locks, now: () => clock.now });
  return { storage, clock, open };
}

test("every panel of a day uses the same key of 32 bytes; the next day another", async () => {
  const { open, clock } = setUp();
  const [one, two] = await Promise.all([open().dayKey(), open().dayKey()]);
  assert.equal(one, two);
  assert.equal(Buffer.from(one, "base64").length, 32);
  clock.now = new Date(2026, 10, 24, 0, 1);
  assert.notEqual(await open().dayKey(), one);
});

test("first contact, follow-up, and first again after it was taken back", async () => {
  const session = setUp().open();
  assert.equal(await session.answered("t1"), "erstkontakt");
  assert.equal(await session.answered("t1"), "folgekontakt");
  assert.equal(await session.answered("t2"), "erstkontakt");
  await session.takeBack("t1");
  assert.equal(await session.answered("t1"), "erstkontakt");
});

test("without a thread every contact is a first one", async () => {
  const session = setUp().open();
  assert.equal(await session.answered(null), "erstkontakt");
  assert.equal(await session.answered(null), "erstkontakt");
});

test("with the day all threads and rooms are gone from memory", async () => {
  const { open, storage, clock } = setUp();
  const session = open();
  await session.answered("thread-hash");
  await session.rememberRoom("facebook", "gruppe_geschlossen");
  assert.equal(await session.roomOf("facebook"), "gruppe_geschlossen");
  clock.now = new Date(2026, 10, 24, 8, 0);
  assert.equal(await session.roomOf("facebook"), undefined);
  assert.ok(!storage.text.includes("thread-hash"));
});
