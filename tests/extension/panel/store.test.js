import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../extension/panel/store.js";

test("a view is drawn at once and again only when its part changes", () => {
  const store = createStore({ a: 1, b: 1 });
  const drawn = [];
  const stop = store.watch((state) => [state.a], ([a]) => drawn.push(a));
  store.set({ b: 2 });
  store.set({ a: 2 });
  store.set({ a: 2 });
  stop();
  store.set({ a: 3 });
  assert.deepEqual(drawn, [1, 2]);
});

test("a view may change the state while it is drawn", () => {
  const store = createStore({ a: 1, b: 0 });
  store.watch((state) => [state.a], ([a]) => store.set({ b: a * 2 }));
  store.set({ a: 5 });
  assert.equal(store.get().b, 10);
});
