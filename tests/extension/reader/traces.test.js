import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.js";

/** What leads to a person, as people type it; none of it may be left. */
const TRACES = [
  "@anna_mueller", "@anna.m", "＠anna_m", "@anna",
  "anna@web.de", "anna.mueller @ web.de", "anna(at)web.de", "anna [at] web [punkt] de", "anna.mueller at web.de", "Anna_Mueller@gmx", "ANNA@WEB.DE",
  "facebook.com/anna.mueller.5", "instagram.com/anna_m", "Instagram.com/anna_m?igsh=x", "wa.me/491761234567", "t.me/annaM", "fb.me/anna", "https://m.me/anna", "www.anna-mueller.de",
  "anna-mueller.de", "praxis.anna-nbg.de/kontakt", "HTTPS://WWW.FACEBOOK.COM/anna", "linktr.ee/anna", "http://x.example/anna?id=5",
  "0176 12345678", "0176/12345678", "0176-123 45 67", "(0911) 123456", "0911 / 12 34 56", "09131 123456", "09131 12 34 56", "+49 176 1234567", "+49 (0)176 1234567", "+49 (176) 1234567",
  "0049 176 1234567", "004917612345678", "01 76 12 34 56 78", "017612345678", "0176.1234567", "+49-176-123-4567", "+49 176 / 123 45 67", "+43 664 1234567", "0176 - 123 - 4567", "+49 - 176 - 1234567",
  "DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "de89 3704 0044 0532 0130 00", "AT61 1904 3002 3457 3201", "NL91 ABNA 0417 1643 00",
];
/** What looks a little like it and belongs to the question. */
const KEPT = [
  "450 Euro", "1.800,00 €", "1.800 €", "556€", "1 000 000 Euro", "100.000 Euro", "+ 300 Euro", "13,90 € brutto", "0,67", "65 %", "01.07.2026", "1.7.2026", "24.12.", "01.07.26",
  "01.07.2026-30.06.2027", "01.07.2026 – 30.06.2027", "2026-07-01", "07/2026", "2025/2026", "§ 15 Abs. 7", "§15 Abs. 7 Satz 1 Nr. 3 BEEG", "90402 Nürnberg", "01067 Dresden",
  "01067 450 Euro warm", "08:00-14:00 Uhr", "8-16 Uhr", "08.00 bis 12.30 Uhr", "20-30 Stunden", "12+2 Monate", "14 Monate", "32 Stunden/Woche", "116 016", "Hilfetelefon 116 016", "112", "z.B.", "d.h.", "u.a.", "und/oder", "Mutter/Vater",
  "Vollzeit.Teilzeit geht nicht", "krank.es tut mir leid", "Kita.Die", "Abs.1", "Std./Woche", "m/w/d", "3x in 2 Jahren", "1:1", "24/7", "#Elternzeit", "antrag.pdf", "SGB2", "SGB XII", "WG40",
];
const WORDS = ["Hallo zusammen", "ich gehe in Elternzeit", "Danke für eure Hilfe", "wer weiß was?", "LG"];
const AROUND = [
  ["Danke ", " dir"], ["Danke 🙏", "! Bis bald"], ["Hallo,", " wie gehts"], ["(", ")"], ["[", "]"], ["„", "“"], ["—", "."], ["Meldet euch:", ", bitte"], ["Tel.: ", "\nGruß"],
];

const signs = (/** @type {string} */ words) => words.replace(/[^\p{L}\p{N}]/gu, "");

test("traces: each is cut, alone, in brackets, behind an emoji, glued to a sign; what stands around it stays", async () => {
  const { reader } = await load();
  for (const trace of TRACES) {
    assert.equal(reader.text.tidy(trace), "", trace);
    for (const [before, after] of AROUND) {
      const left = reader.text.tidy(before + trace + after);
      assert.equal(signs(left), signs(before + after), `${before}${trace}${after} -> ${left}`);
    }
  }
});

test("traces: amounts, dates, paragraphs, postcodes and glued sentences stay as they are", async () => {
  const { reader } = await load();
  for (const words of KEPT) for (const [before, after] of [["", ""], ["Bekomme ", " im Monat"], ["(", ")"], ["also ", "."]]) {
    assert.equal(reader.text.tidy(before + words + after), before + words + after);
  }
});

test("traces: in sentences by lot nothing that leads to a person is left, and nothing else is lost", async () => {
  const { reader } = await load();
  let state = 20261130;
  const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const pick = (/** @type {any[]} */ list) => list[Math.floor(chance() * list.length)];
  for (let i = 0; i < 3000; i++) {
    const parts = Array.from({ length: 2 + Math.floor(chance() * 6) }, () => ({ words: pick(chance() < 0.4 ? TRACES : chance() < 0.5 ? KEPT : WORDS), glue: pick([", ", " und ", "\n", " 🙏 ", "; ", "\n– ", "\u00a0oder "]) }));
    const words = parts.map((part) => part.words + part.glue).join("");
    const left = reader.text.tidy(words);
    const stays = parts.map((part) => (TRACES.includes(part.words) ? "" : part.words) + part.glue).join("");
    assert.equal(signs(left), signs(stays), `${JSON.stringify(words)} -> ${JSON.stringify(left)}`);
  }
});

test("traces: long words without a gap take no time", async () => {
  const { reader } = await load();
  for (const letter of ["a", "a.", "0", "0 ", "@", "a@", "de", "/", "+4"]) reader.text.tidy(letter.repeat(20_000 / letter.length));
});

test("a mention that a page marks as one piece goes as a whole, a sentence that begins with one does not", async () => {
  const { document, reader } = await load(
    `<p><b>@Anna Müller</b> danke</p><p><span>@Anna von der Müller</span> danke</p><p>Hallo <span class="user-mention">@anna die müllerin</span>, danke</p>
     <p><span dir="auto">@Anna das stimmt nicht</span></p><p><span>@Anna</span> Müller dankt</p><p><span data-mention="7">Anna Müller</span> danke</p>`,
  );
  const read = [...document.querySelectorAll("p")].map((body) => reader.text.rendered([body]));
  assert.deepEqual(read, ["danke", "danke", "Hallo , danke", "das stimmt nicht", "Müller dankt", "danke"]);
});
