import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, find, h } from "../../../extension/panel/dom.js";
import { openPage } from "./page.js";

test("text stays text, whatever it looks like", () => {
  openPage();
  const evil = "<img src=x onerror=alert(1)>";
  const element = h("p", { title: evil }, evil, [h("b", null, evil)]);
  assert.equal(element.querySelector("img"), null);
  assert.equal(element.textContent, evil + evil);
});

test("nothing is shown for null, false and empty text; listeners and attributes work", () => {
  openPage();
  let pressed = 0;
  const button = h("button", { type: "button", class: "a b", "data-testid": "x", "aria-label": null, onclick: () => { pressed += 1; } }, null, false, "", "ja");
  button.click();
  assert.deepEqual([button.childNodes.length, button.className, button.dataset.testid, button.hasAttribute("aria-label"), pressed], [1, "a b", "x", false, 1]);
  fill(button, "neu");
  assert.equal(button.textContent, "neu");
});

test("a missing part of the page is named", () => {
  openPage();
  assert.throws(() => find("#no-such"), /#no-such/);
});
