import assert from "node:assert/strict";
import { test } from "node:test";
import { createOpenRows } from "../../../extension/panel/open_rows.js";
import { createStore } from "../../../extension/panel/store.js";

const row = (uuid, reaktion = "keine") => ({ uuid, reaktion, thema: "rente" });

/** The companion's rows, its word while `answering`, what waits, and the panel's page of contacts. */
function setUp(rows) {
  const parts = { rows, waiting: [], answering: () => undefined };
  const store = createStore({ page: "contacts", openRows: null, ownPosts: null });
  const request = async (_, route) => {
    const data = structuredClone({ contacts: parts.rows, own_posts: [] });
    await parts.answering(route);
    return { state: "ok", status: 200, error: null, data };
  };
  const renew = createOpenRows({ store, client: { request }, queue: { waiting: async () => structuredClone(parts.waiting) } });
  return { ...parts, parts, store, renew };
}

test("what did not change is the same, so that nothing is drawn again", async () => {
  const { parts, store, renew } = setUp([row("a"), row("b")]);
  await renew();
  const first = store.get().openRows;
  await renew();
  assert.equal(store.get().openRows, first);
  parts.rows = [row("a"), row("b", "positiv")];
  await renew();
  assert.notEqual(store.get().openRows, first);
  assert.equal(store.get().openRows[0], first[0]);
  assert.equal(store.get().openRows[1].reaktion, "positiv");
});

test("a correction that waits or is on its way is not taken back by an older answer", async () => {
  const { parts, store, renew } = setUp([row("a"), row("b")]);
  const change = { kind: "change", table: "contacts", uuid: "a", body: { reaktion: "positiv" } };
  parts.waiting = [change, { kind: "remove", table: "contacts", uuid: "b", body: {} }];
  await renew();
  assert.deepEqual(store.get().openRows, [row("a", "positiv")]);
  parts.answering = () => { parts.waiting = []; }; // it arrived after the companion had looked
  await renew();
  assert.deepEqual(store.get().openRows, [row("a", "positiv")]);
});

test("a correction made while the companion answers stays", async () => {
  const { parts, store, renew } = setUp([row("a")]);
  await renew();
  parts.answering = (route) => { if (route.endsWith("contacts")) store.set({ openRows: [row("a", "positiv")] }); };
  await renew();
  assert.deepEqual(store.get().openRows, [row("a", "positiv")]);
});
