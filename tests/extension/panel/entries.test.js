import assert from "node:assert/strict";
import { test } from "node:test";
import { createEntries } from "../../../extension/panel/entries.js";
import { MemoryArea } from "../companion/storage.js";

test("an answer of the old bank that comes in after the new one is not taken for the new one's", async () => {
  /** @type {((text: string) => void)[]} */
  const waiting = [];
  const request = () => new Promise((resolve) => {
    waiting.push((text) => resolve({ state: "ok", status: 200, error: null, data: { texts: { facebook: { du: text, sie: text } } } }));
  });
  const entries = createEntries({ request, local: new MemoryArea() });
  const texts = entries.texts("x");
  entries.forget();
  waiting[0]("alt");
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(entries.textsAtHand("x"), null);
  waiting[1]("neu");
  assert.equal((await texts).facebook.sie, "neu");
  assert.equal(entries.textsAtHand("x").facebook.sie, "neu");
});
