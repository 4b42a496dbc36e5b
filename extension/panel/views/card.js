/** One suggestion: folded, opened, or the line that stands in its place after copying. */
import { h } from "../dom.js";
import { codesOf, labelOf } from "../codebook.js";
import { samePost } from "../suggest.js";
import { monthOf, t } from "../texts.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../suggest.js").Card} Card */
/** @typedef {import("../reader_link.js").Item} Item */

/** @param {Card} card @returns {string} */
export const headlineOf = (card) => (card.kind === "correction" && card.fact ? card.fact : card.title);

/** @param {Card} card @returns {HTMLElement} band or verdict, and the Ampel in words */
export function bandLine(card) {
  const first = card.kind === "correction"
    ? h("span", null, h("b", null, t("correction")), card.verdict_label && ` · ${card.verdict_label}`)
    : h("b", null, card.band ? t(`band_${card.band}`) : card.topic_label);
  return h("p", { class: "band" }, first, card.ampel !== "gruen" && h("span", { class: `chip ${card.ampel}` }, t(`ampel_${card.ampel}`)));
}

/** @param {Card} card @returns {HTMLElement} law or source, day of review, warnings */
export function sourceLine(card) {
  const source = card.legal_basis[0] ?? card.sources[0]?.title ?? card.topic_label;
  return h("p", { class: "source" }, source, " · ",
    card.reviewed_on ? t("reviewed", monthOf(card.reviewed_on)) : t("review_until", monthOf(card.review_by)),
    card.overdue && " · ", card.overdue && h("span", { class: "overdue" }, t("overdue")));
}

/** @param {App} app @param {Card} card @returns {HTMLElement|null} why only a referral may be given */
export function redLine(app, card) {
  if (card.ampel !== "rot") return null;
  const { codebook } = app.store.get();
  const places = card.referral.map((code) => labelOf(codebook, "verweisziel", code));
  return h("p", { class: "why-red" }, t("red_reason"), places.length > 0 && h("br", null), places.length > 0 && h("strong", null, t("red_places", places.join(" · "))));
}

/**
 * @param {App} app @param {Card} card @param {() => Item} itemOf what it is copied for, asked at the click
 * @returns {import("../dom.js").Child[]}
 */
export function foldedCard(app, card, itemOf) {
  const was = app.store.get().done;
  const noted = was?.cardId === card.id && samePost(was.item, itemOf()) ? was : null;
  const text = app.wordingOf(card, itemOf());
  return [
    bandLine(card),
    h("h3", null, headlineOf(card)),
    redLine(app, card) ?? h("p", { class: "lines" }, text ?? t("wording_missing")),
    sourceLine(card),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "quiet", "aria-label": `${t("open")}: ${card.title}`, onclick: () => app.open(card.id) }, t("open")),
      noted && h("button", { type: "button", class: "quiet", "data-testid": "undo", title: t("done_noted"), onclick: () => app.undo(noted) }, t("undo")),
      h("button", { type: "button", class: "primary", "data-testid": "copy", "aria-label": `${t("copy")}: ${card.title}`, onclick: () => app.copyCard(card, itemOf(), text) }, t("copy"))),
  ];
}

/**
 * The columns shown after copying; each may be pressed to correct it.
 * @type {[string, string][]} column and vocabulary
 */
const SUMMARY = [["modus", "modus"], ["thema", "thema"], ["plattform", "plattform"], ["sichtbarkeit", "sichtbarkeit"], ["kontaktart", "kontaktart"]];

/** @param {import("../codebook.js").Codebook|null} codebook @param {string} vocabulary @param {unknown} code */
function summaryOf(codebook, vocabulary, code) {
  const isMissing = codesOf(codebook, vocabulary).some((known) => known.code === code && known.missing);
  return isMissing ? t("add_missing", codebook?.vocabularies[vocabulary].label ?? vocabulary) : labelOf(codebook, vocabulary, code);
}

/** @param {App} app @param {import("../copying.js").Done} done @returns {Node[]} */
export function doneCard(app, done) {
  const { codebook, connection } = app.store.get();
  return [
    h("p", null, t(connection?.state === "ok" ? "done_noted" : "done_waiting")),
    h("ul", null, ...SUMMARY.filter(([column]) => done.row[column]).map(([column, vocabulary]) => h("li", null, h("button", {
      type: "button", class: "quiet", title: t("change_this"), onclick: () => app.correct(done, column),
    }, summaryOf(codebook, vocabulary, done.row[column]))))),
    h("div", { class: "actions" },
      h("button", { type: "button", "data-testid": "change", onclick: () => app.correct(done) }, t("change")),
      h("button", { type: "button", "data-testid": "undo", onclick: () => app.undo(done) }, t("undo"))),
  ];
}
