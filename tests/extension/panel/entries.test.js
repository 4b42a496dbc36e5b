import assert from "node:assert/strict";
import { test } from "node:test";
import { createEntries } from "../../../extension/panel/entries.js";
import { MemoryArea } from "../companion/storage.js";

test("an answer of the old bank that comes in after the new one is not taken for the new one's", async () => {
  /** @type {((text: string) => void)[]} */
  const waiting = [];
  const request = () => new Promise((resolve) => {
    waiting.push((text) => resolve({ state: "ok", status: 200, error: null, data: { version: 1, texts: { facebook: { du: text, sie: text } } } }));
  });
  const entries = createEntries({ request, local: new MemoryArea() });
  const [before, now] = ["alt", "neu"].map((text) => ({ id: "x", version: 1, text }));
  const texts = entries.texts(now);
  entries.forget();
  waiting[0]("alt");
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(entries.textsAtHand(before), null);
  waiting[1]("neu");
  assert.equal((await texts).facebook.sie, "neu");
  assert.equal(entries.textsAtHand(now).facebook.sie, "neu");
});

test("a card gets no wording of the bank before or after its own", async () => {
  const bank = { version: 1, text: "alt" };
  const request = async () => {
    const { version, text } = bank;
    return { state: "ok", status: 200, error: null, data: { version, texts: { facebook: { du: text, sie: `Sie ${text}` } } } };
  };
  const entries = createEntries({ request, local: new MemoryArea() });
  const old = { id: "x", version: 1, text: "alt" };
  await entries.load([old]);
  assert.equal(entries.textsAtHand(old).facebook.sie, "Sie alt");
  const fresh = { id: "x", version: 2, text: "neu" };
  assert.equal(entries.textsAtHand(fresh), null);
  assert.equal(await entries.texts(fresh), null, "the companion still has the bank before");
  Object.assign(bank, { version: 2, text: "neu" });
  assert.equal((await entries.texts(fresh)).facebook.sie, "Sie neu");
  assert.equal(entries.textsAtHand(old), null);
  bank.text = "neu, mit dem Betrag von 2027";
  assert.equal(await entries.texts({ ...fresh, text: bank.text }).then((texts) => texts.facebook.du), bank.text);
});
