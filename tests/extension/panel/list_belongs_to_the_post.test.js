import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOf, openPanel, post } from "./whole.js";

test("when a question fails, no card of the post before stays under the new words", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")] };
  await panel.look(post("a"));
  assert.deepEqual(panel.cards(), ["x"]);
  panel.isAway = true;
  await panel.look(post("b"));
  assert.deepEqual([panel.$("#post-text").textContent, panel.cards()], ["b", []]);
  assert.match(panel.$("#list").textContent, /konnte gerade nicht gesucht werden/);
  assert.doesNotMatch(panel.$("#list").textContent, /nichts Passendes/);
  panel.isAway = false;
  await panel.app.checkAgain();
  await panel.wait(30);
  assert.match(panel.$("#list").textContent, /nichts Passendes/);
});

test("a companion that refuses the question counts as not asked", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")] };
  await panel.look(post("a"));
  panel.answer = (path) => (path === "/suggestions" ? [{ error: { code: "busy", message: "Beschäftigt.", hint: "" } }, 503] : undefined);
  await panel.look(post("b"));
  assert.deepEqual(panel.cards(), []);
  assert.match(panel.$("#list").textContent, /konnte gerade nicht gesucht werden/);
});

test("somebody in the list keeps the cards of their post until they leave, also when the question failed", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")] };
  await panel.look(post("a"));
  const region = panel.$("#list-region");
  region.dispatchEvent(new panel.dom.window.Event("pointermove"));
  panel.isAway = true;
  await panel.look(post("b"));
  assert.deepEqual(panel.cards(), ["x"]);
  assert.ok(panel.$("[data-testid=show-waiting]"));
  region.dispatchEvent(new panel.dom.window.Event("pointerleave"));
  assert.deepEqual(panel.cards(), []);
});

test("back at the post that is shown, no failed question for another one waits", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")] };
  await panel.look(post("a"));
  panel.$("#list-region").dispatchEvent(new panel.dom.window.Event("pointermove"));
  panel.isAway = true;
  await panel.look(post("b"));
  await panel.look(post("a"));
  assert.deepEqual([panel.cards(), panel.$("[data-testid=show-waiting]")], [["x"], null]);
});

test("while a question takes long, the cards of the post before are gone", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")], b: [cardOf("y")] };
  await panel.look(post("a"));
  let go;
  panel.answer = (path) => (path === "/suggestions" ? new Promise((resolve) => { go = () => resolve(new Response(JSON.stringify({ answers: [cardOf("y")], corrections: [], flags: [], bank: null }))); }) : undefined);
  await panel.look(post("b"));
  assert.deepEqual(panel.cards(), ["x"], "a short while nothing flickers");
  await panel.wait(600);
  assert.deepEqual([panel.cards(), panel.$("#list").textContent], [[], ""]);
  assert.equal(panel.$("#list-line").textContent, "sucht …");
  go();
  await panel.wait(30);
  assert.deepEqual(panel.cards(), ["y"]);
});
