import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING } from "../../../extension/panel/reader_link.js";
import { createSuggestions } from "../../../extension/panel/suggest.js";

const item = (text, more = {}) => ({ ...NOTHING, kind: "post", platform: "facebook", text, reason: "ok", ...more });
const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const told = { shown: [], waiting: false, failures: [], bodies: [] };
  let held = false;
  let answer = (body) => ({ state: "ok", status: 200, error: null, data: { answers: [{ id: body.text, why: [] }], corrections: [], flags: [], bank: { version: "1", age_days: 0 } } });
  const suggestions = createSuggestions({
    request: async (_method, _path, body, { signal }) => {
      told.bodies.push(body);
      await tick();
      if (signal.aborted) return { state: "ok", aborted: true, status: 0, data: null, error: null };
      return answer(body);
    },
    isHeld: () => held,
    show: (shown) => told.shown.push(shown.answers.map((card) => card.id).join() || shown.item.kind),
    announceWaiting: (waiting) => { told.waiting = waiting; },
    onFailure: (result) => told.failures.push(result),
  });
  return { told, suggestions, hold: (on) => { held = on; }, answer: (next) => { answer = next; } };
}

test("a new post replaces the list at once while nobody is in it", async () => {
  const { told, suggestions } = setUp();
  await suggestions.view(item("a"));
  await suggestions.view(item("b"));
  assert.deepEqual(told.shown, ["a", "b"]);
});

test("while somebody is in the list, what is new waits, and only the newest", async () => {
  const { told, suggestions, hold } = setUp();
  await suggestions.view(item("a"));
  hold(true);
  await suggestions.view(item("b"));
  await suggestions.view(item("c"));
  assert.deepEqual([told.shown, told.waiting], [["a"], true]);
  suggestions.release();
  assert.deepEqual([told.shown, told.waiting], [["a", "c"], false]);
});

test("going back to the post that is shown lets nothing wait", async () => {
  const { told, suggestions, hold } = setUp();
  await suggestions.view(item("a"));
  hold(true);
  await suggestions.view(item("b"));
  await suggestions.view(item("a"));
  assert.deepEqual([told.shown, told.waiting], [["a"], false]);
});

test("an empty list holds nothing back", async () => {
  const { told, suggestions, hold } = setUp();
  await suggestions.view(NOTHING);
  hold(true);
  await suggestions.view(item("a"));
  assert.deepEqual(told.shown, ["none", "a"]);
});

test("an answer to a post that is no longer viewed is not shown", async () => {
  const { told, suggestions } = setUp();
  const first = suggestions.view(item("a"));
  const second = suggestions.view(item("b"));
  await Promise.all([first, second]);
  assert.deepEqual(told.shown, ["b"]);
});

test("only the words, the kind and the platform are sent, cut to what the companion takes", async () => {
  const { told, suggestions } = setUp();
  await suggestions.view(item("x".repeat(30_000), { context: "y".repeat(30_000), thread: "secret", visibility: "oeffentlich" }));
  const [body] = told.bodies;
  assert.deepEqual(Object.keys(body).sort(), ["context", "kind", "platform", "text"]);
  assert.deepEqual([body.text.length, body.context.length], [20_000, 20_000]);
});

test("no sign is cut in half, and half signs of a page are not passed on", async () => {
  const { told, suggestions } = setUp();
  await suggestions.view(item(`${"a".repeat(19_999)}😂`, { context: "eins \ud83d zwei" }));
  const [body] = told.bodies;
  assert.equal(body.text, "a".repeat(19_999));
  assert.equal(body.context, "eins \ufffd zwei");
});

test("however wide the letters, a question stays below what the companion takes in one piece; the post goes before what it refers to", async () => {
  const long = { umlauts: "ü".repeat(30_000), signs: "€".repeat(30_000), emoji: "😂".repeat(30_000), quotes: '"\\'.repeat(20_000), mixed: 'Aé€😂"'.repeat(10_000) };
  for (const text of Object.values(long)) for (const context of Object.values(long)) {
    const { told, suggestions } = setUp();
    await suggestions.view(item(text, { context }));
    const [body] = told.bodies;
    assert.ok(new TextEncoder().encode(JSON.stringify(body)).length < 64 * 1024);
    assert.ok(body.text.isWellFormed() && body.context.isWellFormed());
    assert.ok(text.startsWith(body.text) && context.startsWith(body.context));
    assert.ok(body.text.length >= 9_000 && body.context.length >= 4_000, `${body.text.length}, ${body.context.length}`);
  }
  const { told, suggestions } = setUp();
  await suggestions.view(item("ü".repeat(20_000), { context: "kurz" }));
  assert.deepEqual([told.bodies[0].text.length, told.bodies[0].context], [20_000, "kurz"]);
});

test("the same post is not asked twice, but again after a failure and for a new bank", async () => {
  const { told, suggestions, answer } = setUp();
  await suggestions.view(item("a"));
  await suggestions.view(item("a"));
  await suggestions.catchUp();
  assert.equal(told.bodies.length, 1);
  answer(() => ({ state: "not_running", status: 0, data: null, error: null }));
  await suggestions.refresh();
  assert.equal(told.failures.length, 1);
  answer(() => ({ state: "ok", status: 200, error: null, data: { answers: [{ id: "new" }], corrections: [], flags: [], bank: null } }));
  await suggestions.catchUp();
  assert.deepEqual([told.bodies.length, told.shown.at(-1)], [3, "new"]);
});

test("a new bank that says the same redraws nothing under the pointer", async () => {
  const { told, suggestions } = setUp();
  await suggestions.view(item("a"));
  await suggestions.refresh();
  assert.deepEqual(told.shown, ["a"]);
});
