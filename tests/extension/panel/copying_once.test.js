import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOf, openPanel, post } from "./whole.js";

const COPY = '#list [data-id="x"] [data-testid=copy]';

async function withCard(card = cardOf("x")) {
  const panel = await openPanel();
  panel.answers = { a: [card] };
  await panel.look(post("a"));
  return panel;
}

test("two clicks make one contact, and the button says so when it takes long", async () => {
  const panel = await withCard();
  let go;
  panel.beforeCopy = () => new Promise((resolve) => { go = resolve; });
  panel.$(COPY).click();
  panel.$(COPY).click();
  assert.equal(panel.$(COPY).textContent, "Kopieren");
  await panel.wait(450);
  assert.deepEqual([panel.$(COPY).textContent, panel.$(COPY).getAttribute("aria-busy")], ["kopiert …", "true"]);
  panel.$(COPY).click();
  go();
  await panel.wait(50);
  assert.equal((await panel.noted()).length, 1);
  assert.equal(panel.copied.length, 1);
  await panel.click('[data-testid="undo"]');
  assert.deepEqual([panel.$(COPY).textContent, panel.$(COPY).getAttribute("aria-busy")], ["Kopieren", null]);
});

test("a refused clipboard ends the copying: the next click works", async () => {
  const panel = await withCard();
  panel.dom.window.document.execCommand = () => false;
  panel.beforeCopy = async () => { throw new Error("refused"); };
  await panel.click(COPY);
  assert.match(panel.$("#notice").textContent, /lässt das Kopieren nicht zu/);
  panel.beforeCopy = async () => undefined;
  await panel.click(COPY);
  assert.equal((await panel.noted()).length, 1);
});

for (const [what, card, isFull] of [["the storage is full", cardOf("x"), true], ["something in the contact is no code", cardOf("x", { version: "1.5" }), false]]) {
  test(`when ${what}, the person is told that nothing was noted and the thread counts as new`, async () => {
    const panel = await withCard(card);
    panel.isStorageFull = isFull;
    await panel.click(COPY);
    assert.equal(panel.copied.length, 1);
    assert.match(panel.$("#notice").textContent, /kopiert, aber der Kontakt konnte nicht notiert werden/);
    assert.ok(panel.$(COPY), "the card is still there");
    panel.isStorageFull = false;
    panel.app.store.get().shown.answers[0].version = 1;
    await panel.click(COPY);
    assert.deepEqual((await panel.noted()).map((row) => row.kontaktart), ["erstkontakt"]);
  });
}
