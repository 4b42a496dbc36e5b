import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanBody } from "../../../extension/companion/whitelist.js";
import { contactByHand, contactFor, platformOf, whenOf } from "../../../extension/panel/contact.js";
import { NOTHING } from "../../../extension/panel/reader_link.js";
import { CODEBOOK } from "./small_codebook.js";

const ITEM = { kind: "comment", text: "Anna fragt", context: "Bertas Beitrag", platform: "facebook", thread: "t", reason: "ok", adapter: "facebook", visibility: "halboeffentlich" };
const CARD = { id: "elternzeit-teilzeit", kind: "answer", version: 2, topic: "elternzeit", ampel: "gruen", referral: [] };
const what = (more = {}) => ({ item: ITEM, card: CARD, use: "unveraendert", kontaktart: "erstkontakt", now: new Date(2026, 10, 23, 20, 15), ...more });

test("what happened fills the row, and the row is codes only", () => {
  const row = contactFor(what(), CODEBOOK);
  assert.deepEqual(row, {
    tag: "2026-11-23", schicht: "abend", plattform: "facebook", format: "antwort_unterkommentar", sichtbarkeit: "halboeffentlich", raumtyp: "gruppe_geschlossen",
    kontaktart: "erstkontakt", anlass: "frage", modus: "informieren", baustein_nutzung: "unveraendert", baustein_id: "elternzeit-teilzeit", baustein_version: 2, thema: "elternzeit",
  });
  assert.deepEqual(cleanBody(row), row);
  assert.ok(!/Anna|Berta|"t"/.test(JSON.stringify(row)));
});

test("a correction names its myth, a red entry refers", () => {
  const correction = contactFor(what({ card: { ...CARD, kind: "correction" } }), CODEBOOK);
  assert.deepEqual([correction.mythos_id, correction.modus, correction.anlass], ["elternzeit-teilzeit", "richtigstellen", "falschaussage"]);
  const red = contactFor(what({ card: { ...CARD, ampel: "rot", referral: ["unbekannt", "familienkasse"] } }), CODEBOOK);
  assert.deepEqual([red.modus, red.verweisziel], ["verweisen", "familienkasse"]);
});

test("codes the codebook does not know are left out", () => {
  assert.equal("thema" in contactFor(what({ card: { ...CARD, topic: "finanzen" } }), CODEBOOK), false);
  assert.equal("thema" in contactFor(what(), null), false);
});

test("format and place by platform and depth", () => {
  const of = (item) => { const { plattform, format, raumtyp } = contactFor(what({ item: { ...ITEM, visibility: null, ...item } }), CODEBOOK); return [plattform, format, raumtyp]; };
  assert.deepEqual(of({ kind: "post" }), ["facebook", "kommentar", undefined]);
  assert.deepEqual(of({ platform: "forum", adapter: "gutefrage" }), ["gutefrage", "forenantwort", "forenfrage"]);
  assert.deepEqual(of({ visibility: "privat" }), ["facebook", "dm", "direktnachricht"]);
  assert.equal(platformOf({ ...ITEM, platform: "forum", adapter: "xenforo" }), "forum");
});

test("the room type chosen last is taken over where the page does not tell", () => {
  const open = { ...ITEM, visibility: "oeffentlich" };
  assert.equal(contactFor(what({ item: open, room: "gruppe_offen" }), CODEBOOK).raumtyp, "gruppe_offen");
  assert.equal(contactFor(what({ room: "gruppe_offen" }), CODEBOOK).raumtyp, "gruppe_geschlossen");
});

test("without a viewed post nothing is claimed about the place", () => {
  const row = contactFor(what({ item: NOTHING }), CODEBOOK);
  for (const column of ["plattform", "raumtyp", "format", "anlass"]) assert.equal(column in row, false, column);
  assert.deepEqual(contactByHand(NOTHING, new Date(2026, 10, 23, 9)), { tag: "2026-11-23", schicht: "vormittag", baustein_nutzung: "frei_geschrieben" });
});

test("part of the day at its edges", () => {
  const shift = (day, hour) => whenOf(new Date(2026, 10, day, hour)).schicht;
  assert.deepEqual([shift(23, 0), shift(23, 11), shift(23, 12), shift(23, 17), shift(23, 18), shift(27, 23), shift(28, 9), shift(29, 23)], ["vormittag", "vormittag", "nachmittag", "nachmittag", "abend", "abend", "wochenende", "wochenende"]);
});
