import assert from "node:assert/strict";
import { test } from "node:test";
import { createHold } from "../../../extension/panel/hold.js";
import { openPage } from "./page.js";

function setUp() {
  const { window } = openPage();
  const region = window.document.getElementById("list-region");
  const button = region.appendChild(window.document.createElement("button"));
  let left = 0;
  const hold = createHold(region, () => { left += 1; });
  const fire = (type, target = region) => target.dispatchEvent(new window.Event(type, { bubbles: true }));
  return { window, button, hold, fire, left: () => left };
}

test("a pointer that moves in the list holds, until it leaves", () => {
  const { hold, fire, left } = setUp();
  assert.equal(hold.isHeld(), false);
  fire("pointermove");
  assert.equal(hold.isHeld(), true);
  fire("pointerleave");
  assert.deepEqual([hold.isHeld(), left()], [false, 1]);
});

test("focus in the list holds, until it goes elsewhere or the person works in the page", () => {
  const { button, hold, window, fire, left } = setUp();
  button.focus();
  assert.equal(hold.isHeld(), true);
  fire("blur", window);
  assert.deepEqual([hold.isHeld(), left()], [false, 1]);
});

test("after copying nobody holds any more, until the next movement", () => {
  const { button, hold, fire } = setUp();
  fire("pointermove");
  button.focus();
  hold.release();
  assert.equal(hold.isHeld(), false);
  fire("pointermove");
  assert.equal(hold.isHeld(), true);
});
