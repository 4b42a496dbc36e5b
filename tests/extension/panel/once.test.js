import assert from "node:assert/strict";
import { test } from "node:test";
import { ignoreSecondClicks, once } from "../../../extension/panel/once.js";
import { openPage } from "./page.js";

test("an action at work is not begun again, and then it is", async () => {
  let begun = 0;
  /** @type {() => void} */
  let end = () => undefined;
  const act = once(() => new Promise((resolve) => { begun += 1; end = resolve; }));
  const first = act();
  await act();
  assert.equal(begun, 1);
  end();
  await first;
  void act();
  assert.equal(begun, 2);
});

test("one that failed may be tried again", async () => {
  let begun = 0;
  const act = once(async () => { begun += 1; throw new Error("no room"); });
  await assert.rejects(act());
  await assert.rejects(act());
  assert.equal(begun, 2);
});

test("a second click and a held key press no button, unless it counts", () => {
  const { window } = openPage();
  globalThis.Element = window.Element;
  const { document } = window;
  document.body.innerHTML = "<button id=one><b>eins</b></button><button id=many data-many>viele</button><input id=field>";
  const pressed = [];
  for (const id of ["one", "many"]) document.getElementById(id).addEventListener("click", () => pressed.push(id));
  ignoreSecondClicks(document);
  const click = (element, detail) => element.dispatchEvent(new window.MouseEvent("click", { bubbles: true, cancelable: true, detail }));
  for (const detail of [1, 2, 3]) {
    click(document.querySelector("b"), detail);
    click(document.getElementById("many"), detail);
  }
  click(document.getElementById("one"), 0); // by the keyboard
  assert.deepEqual(pressed, ["one", "many", "many", "many", "one"]);
  const key = (element, name, repeat) => element.dispatchEvent(new window.KeyboardEvent("keydown", { key: name, repeat, bubbles: true, cancelable: true }));
  assert.deepEqual([false, true].map((repeat) => key(document.getElementById("one"), "Enter", repeat)), [true, false]);
  assert.equal(key(document.getElementById("field"), "Enter", true), true);
});
