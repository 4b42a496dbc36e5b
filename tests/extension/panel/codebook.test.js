import assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf, completeRow, createCodebookSource, formColumns, hasCode, labelOf, withConsequences } from "../../../extension/panel/codebook.js";
import { MemoryArea } from "../companion/storage.js";
import { CODEBOOK } from "./small_codebook.js";

test("labels, codes and the columns a person fills in", () => {
  assert.equal(labelOf(CODEBOOK, "plattform", "facebook"), "Facebook");
  assert.equal(labelOf(CODEBOOK, "plattform", "neu"), "neu");
  assert.equal(labelOf(null, "plattform", "facebook"), "facebook");
  assert.ok(hasCode(CODEBOOK, "thema", "elternzeit") && !hasCode(CODEBOOK, "thema", "finanzen"));
  assert.deepEqual(codesOf(null, "thema"), []);
  assert.deepEqual(formColumns(CODEBOOK, "contacts").map((column) => column.name), ["plattform", "raumtyp", "sichtbarkeit", "thema", "modus"]);
});

test("a row is completed as the companion does it: what follows first, then defaults, given values stay", () => {
  assert.deepEqual(completeRow(CODEBOOK, "contacts", { plattform: "forum" }), { plattform: "forum", raumtyp: "forenfrage", sichtbarkeit: "oeffentlich", thema: "keine_angabe", modus: "informieren", mythos_id: "nicht_anwendbar" });
  assert.equal(completeRow(CODEBOOK, "contacts", { mythos_id: "ein-mythos" }).modus, "richtigstellen");
  assert.equal(completeRow(CODEBOOK, "contacts", { mythos_id: "nicht_anwendbar" }).modus, "informieren");
  assert.equal(completeRow(CODEBOOK, "contacts", { raumtyp: "gruppe_geschlossen", sichtbarkeit: "privat" }).sichtbarkeit, "privat");
  assert.deepEqual(completeRow(null, "contacts", { plattform: "forum" }), { plattform: "forum" });
});

test("a correction brings along what follows from it alone", () => {
  assert.deepEqual(withConsequences(CODEBOOK, "contacts", "raumtyp", "gruppe_geschlossen"), { raumtyp: "gruppe_geschlossen", sichtbarkeit: "halboeffentlich" });
  assert.deepEqual(withConsequences(CODEBOOK, "contacts", "thema", "elternzeit"), { thema: "elternzeit" });
});

test("the codebook is kept for times without a companion", async () => {
  const local = new MemoryArea();
  let answer = { state: "ok", status: 200, data: CODEBOOK, error: null };
  const source = createCodebookSource({ local, request: async () => answer });
  assert.deepEqual(await source.fresh(), CODEBOOK);
  answer = { state: "not_running", status: 0, data: null, error: null };
  assert.equal(await source.fresh(), null);
  assert.deepEqual(await source.kept(), CODEBOOK);
});
