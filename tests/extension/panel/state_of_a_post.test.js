import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOf, openPanel, post } from "./whole.js";

const X = '#list [data-id="x"]';

test("the same card under the next post is not the copied one: it can be copied, and undo stays at the bottom", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")], b: [cardOf("x")] };
  await panel.look(post("a"));
  await panel.click(`${X} [data-testid=copy]`);
  assert.match(panel.$(X).textContent, /Kopiert/);
  await panel.look(post("b"));
  assert.doesNotMatch(panel.$(X).textContent, /Kopiert/);
  assert.equal(panel.$(`${X} [data-testid=undo]`), null);
  assert.ok(panel.$("#notice [data-testid=undo]"));
  await panel.click(`${X} [data-testid=copy]`);
  assert.equal((await panel.noted()).length, 2);
});

test("what the search finds is noted for what is viewed at the click, in the wording of its platform", async () => {
  const panel = await openPanel();
  panel.answers = { wort: [cardOf("x")] };
  await panel.look(post("a"));
  panel.app.go("search");
  panel.$("#search-field").value = "wort";
  panel.$("#search-field").dispatchEvent(new panel.dom.window.Event("input"));
  await panel.wait(200);
  panel.answers = { wort: [cardOf("x", { text: "x du instagram" })] };
  await panel.look(post("b", { platform: "instagram", adapter: "instagram" }));
  assert.match(panel.$("#results").textContent, /x du instagram/);
  await panel.click('#results [data-testid="copy"]');
  assert.deepEqual((await panel.noted()).map((row) => row.plattform), ["instagram"]);
  assert.deepEqual(panel.copied, ["x du instagram"]);
});

test("what the reader learns later of the same words is noted, and nothing is drawn again", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")] };
  await panel.look(post("a"));
  const drawn = panel.$(X);
  await panel.look(post("a", { visibility: "halboeffentlich" }));
  assert.equal(panel.$(X), drawn);
  await panel.click(`${X} [data-testid=copy]`);
  assert.deepEqual((await panel.noted()).map((row) => row.sichtbarkeit), ["halboeffentlich"]);
});
