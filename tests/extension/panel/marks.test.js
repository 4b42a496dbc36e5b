import assert from "node:assert/strict";
import { test } from "node:test";
import { markWords } from "../../../extension/panel/marks.js";

const marked = (text, words) => markWords(text, words).filter((part) => part.marked).map((part) => part.text);

test("whole words only, any case, umlauts and phrases", () => {
  assert.deepEqual(marked("In Elternzeit oder elternzeitlich, Übergang (über) die elternzeit", ["elternzeit", "über"]), ["Elternzeit", "über", "elternzeit"]);
  assert.deepEqual(marked("32 Stunden pro Woche, 132 Stunden", ["32 stunden"]), ["32 Stunden"]);
});

test("signs of regular expressions are ordinary letters", () => {
  assert.deepEqual(marked("a+b (c) [d] §15 *x", ["a+b", "(c)", "*x", "[d]"]), ["a+b", "(c)", "[d]", "*x"]);
});

test("the parts joined are exactly the text, for any text and words", () => {
  let seed = 7;
  const letters = ["a", "ä", "ß", " ", "\n", "👩‍👧", "$", "(", "\\", "-", "B", "İ", "ﬁ"];
  const random = (length) => Array.from({ length }, () => letters[(seed = (seed * 16807) % 2147483647) % letters.length]).join("");
  for (let round = 0; round < 500; round++) {
    const text = random(round % 40);
    const words = [random(round % 4), random(2), text.slice(2, 5)];
    assert.equal(markWords(text, words).map((part) => part.text).join(""), text);
  }
});
