import assert from "node:assert/strict";
import { test } from "node:test";
import { channelOf, classifyUse, judgeLength, lengthOf, withRole } from "../../../extension/panel/wording.js";

const ROLE = "Ich antworte für kontakt next. Keine Rechtsberatung.";
const TEXT = "In der Elternzeit darfst du bis zu 32 Stunden arbeiten.\n\nNachlesen: BEEG § 15.";

test("the role sentence follows the text once", () => {
  const copied = withRole(TEXT, ROLE);
  assert.ok(copied.startsWith(TEXT) && copied.endsWith(ROLE));
  assert.equal(withRole(copied, ROLE), copied);
  assert.equal(withRole(TEXT, ""), TEXT);
});

test("unchanged is what reads the same, with or without the role sentence and whatever the blanks", () => {
  for (const copied of [TEXT, withRole(TEXT, ROLE), `  ${TEXT.replace(/\n+/g, " \r\n ")} `, TEXT.normalize("NFD")]) {
    assert.equal(classifyUse(copied, [TEXT], ROLE), "unveraendert");
  }
  assert.equal(classifyUse(withRole(TEXT, ROLE), [TEXT], ""), "angepasst", "a sentence added by hand is a change");
});

test("one letter is a change", () => {
  assert.equal(classifyUse(TEXT.replace("32", "30"), [TEXT], ROLE), "angepasst");
  assert.equal(classifyUse(withRole(`Hallo. ${TEXT}`, ROLE), [TEXT], ROLE), "angepasst");
});

test("characters are counted as people see them", () => assert.equal(lengthOf("Ä👩‍👧"), 2));

test("length against the channel's guide, limits included", () => {
  assert.deepEqual([199, 200, 450, 451, 500, 501].map((length) => judgeLength(length, "threads")), ["short", "fits", "fits", "long", "long", "too_long"]);
  assert.equal(judgeLength(1_000_000, "forum"), "long");
});

test("every platform has its channel", () => {
  assert.deepEqual(["facebook", "instagram", "threads", "forum", "gutefrage"].map(channelOf), ["facebook", "instagram", "threads", "forum", "forum"]);
});
