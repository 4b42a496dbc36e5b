import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOf, openPanel, post } from "./whole.js";

const X = '#list [data-id="x"]';

async function edit(panel, area) {
  panel.$(area).value = "meine Worte";
  panel.$(area).dispatchEvent(new panel.dom.window.Event("input", { bubbles: true }));
}
async function edited() {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("x")], b: [cardOf("y"), cardOf("x")], wort: [cardOf("x")] };
  await panel.look(post("a"));
  panel.app.open("x");
  await edit(panel, `${X} textarea`);
  panel.dom.window.dispatchEvent(new panel.dom.window.Event("blur")); // works in the page again
  return panel;
}

test("an edited answer stays open when another post is viewed, and goes with its copying", async () => {
  const panel = await edited();
  await panel.look(post("b"));
  assert.equal(panel.$(`${X} textarea`)?.value, "meine Worte");
  assert.ok(panel.$("[data-testid=show-waiting]"));
  await panel.click(`${X} [data-testid=copy]`);
  assert.deepEqual(panel.copied, ["meine Worte"]);
  assert.deepEqual(panel.cards(), ["y", "x"], "what waited is there");
  panel.app.open("x");
  assert.equal(panel.$(`${X} textarea`).value, "x du facebook", "the next post begins with the entry's words");
});

test("folded, left for another page or given up for the new post: the words come back", async () => {
  const panel = await edited();
  panel.app.back();
  panel.app.open("x");
  assert.equal(panel.$(`${X} textarea`).value, "meine Worte");
  panel.app.go("search");
  await panel.look(post("b"));
  panel.app.go("read");
  panel.app.open("x");
  assert.equal(panel.$(`${X} textarea`).value, "meine Worte");
  await panel.click("[data-testid=show-waiting]");
  assert.deepEqual(panel.cards(), ["y", "x"]);
  panel.dom.window.dispatchEvent(new panel.dom.window.Event("blur"));
  await panel.look(post("a"));
  panel.app.open("x");
  assert.equal(panel.$(`${X} textarea`).value, "meine Worte");
});

test("the entry's own words again: nothing is held any more", async () => {
  const panel = await edited();
  panel.$(`${X} textarea`).value = "x du facebook";
  panel.$(`${X} textarea`).dispatchEvent(new panel.dom.window.Event("input", { bubbles: true }));
  panel.dom.window.dispatchEvent(new panel.dom.window.Event("blur"));
  await panel.look(post("b"));
  assert.deepEqual(panel.cards(), ["y", "x"]);
});

test("a card found by hand stays open with its words while posts come and go", async () => {
  const panel = await openPanel();
  panel.answers = { a: [cardOf("z")], b: [cardOf("y")], wort: [cardOf("x")] };
  await panel.look(post("a"));
  panel.app.go("search");
  panel.$("#search-field").value = "wort";
  panel.$("#search-field").dispatchEvent(new panel.dom.window.Event("input"));
  await panel.wait(200);
  panel.app.open("x");
  await edit(panel, "#results textarea");
  await panel.look(post("b"));
  assert.equal(panel.$("#results textarea")?.value, "meine Worte");
  await panel.look(post("c", { platform: "instagram", adapter: "instagram" }));
  assert.equal(panel.$("#results textarea")?.value, "meine Worte");
});

test("nothing of it is stored", async () => {
  const panel = await edited();
  await panel.look(post("b"));
  assert.doesNotMatch(panel.local.text, /meine Worte/);
});
