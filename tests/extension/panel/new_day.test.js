import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOf, openPanel, post } from "./whole.js";

const LAST = cardOf("x", { valid_until: "2026-11-30" });

async function beforeMidnight() {
  const panel = await openPanel();
  panel.now = new Date(2026, 10, 30, 23, 59).getTime();
  await panel.app.checkAgain();
  panel.answers = { a: [LAST], wort: [LAST] };
  return panel;
}
const midnight = (panel) => { panel.now = new Date(2026, 11, 1, 0, 1).getTime(); };

test("after midnight an entry that ended is not copied, also before the companion was asked", async () => {
  const panel = await beforeMidnight();
  await panel.look(post("a"));
  midnight(panel);
  panel.isAway = true;
  await panel.click('#list [data-testid="copy"]');
  assert.deepEqual([panel.copied, await panel.noted()], [[], []]);
  assert.match(panel.$("#notice").textContent, /gilt nicht mehr/);
});

test("on its last day it is copied", async () => {
  const panel = await beforeMidnight();
  await panel.look(post("a"));
  await panel.click('#list [data-testid="copy"]');
  assert.equal(panel.copied.length, 1);
});

test("a new day asks again for the list and for what is searched", async () => {
  const panel = await beforeMidnight();
  await panel.look(post("a"));
  panel.app.go("search");
  panel.$("#search-field").value = "wort";
  panel.$("#search-field").dispatchEvent(new panel.dom.window.Event("input"));
  await panel.wait(200);
  assert.deepEqual([panel.cards(), panel.all("#results article").length], [["x"], 1]);
  panel.answers = {};
  midnight(panel);
  await panel.app.checkAgain();
  await panel.wait(50);
  assert.deepEqual([panel.cards(), panel.all("#results article").length], [[], 0]);
});

test("a new bank redraws what is searched", async () => {
  const panel = await beforeMidnight();
  panel.app.go("search");
  panel.$("#search-field").value = "wort";
  panel.$("#search-field").dispatchEvent(new panel.dom.window.Event("input"));
  await panel.wait(200);
  panel.answers = { wort: [cardOf("y")] };
  panel.version = "2";
  await panel.app.checkAgain();
  await panel.wait(50);
  assert.deepEqual(panel.all("#results article").map((card) => card.dataset.id), ["y"]);
});

test("what was used lately is read anew on a new day", async () => {
  const panel = await beforeMidnight();
  await panel.local.set({ recent: ["x"] });
  panel.app.go("search");
  await panel.wait(50);
  assert.equal(panel.all("#results article").length, 1);
  panel.answer = (path) => (path.startsWith("/entries/") ? [{ error: { code: "unknown_entry", message: "", hint: "" } }, 404] : undefined);
  midnight(panel);
  await panel.app.checkAgain();
  await panel.wait(50);
  assert.equal(panel.all("#results article").length, 0);
});
