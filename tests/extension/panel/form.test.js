import assert from "node:assert/strict";
import { test } from "node:test";
import { shiftOn, shiftsOn } from "../../../extension/panel/contact.js";
import { createStore } from "../../../extension/panel/store.js";
import { mountForm } from "../../../extension/panel/views/form.js";
import { openPage } from "./page.js";
import { CODEBOOK } from "./small_codebook.js";

const SHIFTS = ["vormittag", "nachmittag", "abend", "wochenende"].map((code, value) => ({ code, value, label: code, missing: false }));
const WITH_DAYS = {
  ...CODEBOOK,
  vocabularies: { ...CODEBOOK.vocabularies, schicht: { label: "Schicht", hint: "", codes: SHIFTS } },
  tables: { contacts: { label: "Kontakte", derive: [], columns: ["tag", "schicht"].map((name) => ({
    name, label: name, type: name === "tag" ? "day" : "code", vocabulary: name === "tag" ? null : name, default: null, form: "full", stage: "both",
  })) } },
};

/** @param {Record<string, any>} row @param {string|null} uuid */
function openForm(row, uuid = null) {
  const dom = openPage();
  dom.window.Element.prototype.scrollIntoView = () => undefined;
  const noted = [];
  const store = createStore({ form: { table: "contacts", uuid, row, column: null, back: "read" }, page: "form", texts: {}, codebook: WITH_DAYS });
  mountForm({ store, go: () => undefined, noteByHand: (table, given) => noted.push(given), change: async (table, key, given, column, value) => ({ ...given, [column]: value }) });
  const $ = (selector) => dom.window.document.querySelector(selector);
  return {
    noted, $,
    shifts: () => [...dom.window.document.querySelectorAll("input[name=contacts-schicht]")].map((input) => `${input.value}${input.checked ? "!" : ""}`),
    setDay(day) {
      $("#contacts-tag").value = day;
      $("#contacts-tag").dispatchEvent(new dom.window.Event("change", { bubbles: true }));
      return new Promise((resolve) => { setTimeout(resolve, 5); });
    },
  };
}

test("a day on the other side of the weekend brings the shifts it can have", async () => {
  const form = openForm({ tag: "2026-11-24", schicht: "abend" });
  assert.deepEqual(form.shifts(), ["vormittag", "nachmittag", "abend!"]);
  await form.setDay("2026-11-21");
  assert.deepEqual(form.shifts(), ["wochenende!"]);
  await form.setDay("2026-11-20");
  assert.equal(form.shifts().length, 3);
  assert.equal(form.shifts().filter((shift) => shift.endsWith("!")).length, 1);
  await form.setDay("");
  form.$("[data-testid=form-save]").click();
  assert.ok(["vormittag", "nachmittag", "abend", "wochenende"].includes(form.noted[0].schicht));
});

test("a day that stays on its side keeps its shift", async () => {
  const form = openForm({ tag: "2026-11-24", schicht: "abend" });
  await form.setDay("2026-11-20");
  assert.deepEqual(form.shifts(), ["vormittag", "nachmittag", "abend!"]);
});

test("a noted contact of a weekend offers no other shift", () => {
  assert.deepEqual(openForm({ tag: "2026-11-22", schicht: "wochenende" }, "u").shifts(), ["wochenende!"]);
});

test("the shift of a day", () => {
  const evening = new Date(2026, 10, 24, 20);
  assert.equal(shiftOn("2026-11-22", "abend", evening), "wochenende");
  assert.equal(shiftOn("2026-11-23", "vormittag", evening), "vormittag");
  assert.equal(shiftOn("2026-11-23", "wochenende", evening), "abend");
  assert.equal(shiftOn("2026-11-23", undefined, evening), "abend");
  assert.deepEqual(shiftsOn("", SHIFTS).map((shift) => shift.code), SHIFTS.map((shift) => shift.code), "no day, no limit");
});
