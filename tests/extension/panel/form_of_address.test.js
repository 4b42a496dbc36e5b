import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOf, openPanel, post } from "./whole.js";

const X = '#list [data-id="x"]';

/** A panel that reads a post for which the companion knows one card. @param {object} [settings] */
async function panelWithCard(settings) {
  const panel = await openPanel(settings);
  panel.answers = { a: [cardOf("x")] };
  await panel.look(post("a"));
  return panel;
}

test("with „Sie“ the folded card shows what it copies, also without the companion", async () => {
  const panel = await panelWithCard({ address: "sie" });
  assert.equal(panel.$(`${X} .lines`).textContent, "x Sie facebook");
  panel.isAway = true;
  await panel.click(`${X} [data-testid=copy]`);
  assert.deepEqual(panel.copied, ["x Sie facebook"]);
});

test("a wording that cannot be had is not copied as another, and comes as soon as it can be had", async () => {
  const panel = await openPanel({ address: "sie" });
  panel.answers = { a: [cardOf("x")] };
  panel.answer = (path) => (path.startsWith("/entries/") ? [{ error: { code: "failed", message: "", hint: "" } }, 500] : undefined);
  await panel.look(post("a"));
  assert.match(panel.$(`${X} .lines`).textContent, /gewählte Fassung ist gerade nicht zu haben/);
  await panel.click(`${X} [data-testid=copy]`);
  assert.deepEqual([panel.copied, await panel.noted()], [[], []]);
  assert.match(panel.$("#notice").textContent, /gewählte Fassung/);
  panel.answer = () => undefined;
  await panel.app.checkAgain();
  await panel.wait(30);
  assert.equal(panel.$(`${X} .lines`).textContent, "x Sie facebook");
});

test("choosing „Sie“ changes the cards that are there", async () => {
  const panel = await panelWithCard();
  await panel.app.saveSetting("address", "sie");
  await panel.wait(50);
  assert.equal(panel.$(`${X} .lines`).textContent, "x Sie facebook");
});

test("the opened card says what it shows: without the wording it stays where it was", async () => {
  const panel = await panelWithCard();
  panel.app.open("x");
  panel.isAway = true;
  await panel.click(`${X} input[value=sie]`);
  assert.deepEqual([panel.$(`${X} textarea`).value, panel.$(`${X} input:checked[type=radio]`).value], ["x du facebook", "du"]);
  assert.match(panel.$("#notice").textContent, /gewählte Fassung/);
});
