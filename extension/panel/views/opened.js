/** The opened card: whole text to edit, channel and form of address, length, sources, feedback. */
import { fill, h } from "../dom.js";
import { t } from "../texts.js";
import { CHANNELS, channelOf, GUIDES, judgeLength, lengthOf, withRole } from "../wording.js";
import { bandLine, headlineOf, redLine, sourceLine } from "./card.js";
import { choices } from "./choices.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../suggest.js").Card} Card */

const GRUENDE = ["passt_nicht", "veraltet", "wortlaut"];

/** @typedef {{text: string|undefined, keep: (text: string|null) => void}} Draft words that were edited before, and how to keep them */

/**
 * @param {App} app @param {Card} card @param {() => import("../reader_link.js").Item} itemOf what it is copied for, asked at the click
 * @param {Draft} draft
 * @returns {import("../dom.js").Child[]}
 */
export function openedCard(app, card, itemOf, draft) {
  const { settings, status } = app.store.get();
  const isRed = card.ampel === "rot";
  const own = app.wordingOf(card, itemOf());
  const wording = { channel: channelOf(itemOf().platform), address: own === null ? "du" : settings.address, role: settings.roleSentence };
  let had = { ...wording }; // what is chosen is what is shown, also where another wording cannot be had
  let original = own ?? card.text;
  const area = h("textarea", { value: draft.text ?? original, "aria-label": t("text_to_copy"), spellcheck: true, lang: "de" });
  const fixed = h("p", { class: "fixed-text", lang: "de" }, original);
  const length = h("p", { class: "length", "data-testid": "length" });
  const sources = h("ul", { class: "sources" }, ...card.sources.map((source) => h("li", null, sourceLink(source))));
  const roleSentence = status?.bank.role_sentence ?? "";

  const text = () => (isRed ? original : area.value);
  const role = () => (wording.role ? roleSentence : "");

  function measure() {
    const count = lengthOf(withRole(text(), role()));
    const { from, to } = GUIDES[wording.channel];
    length.textContent = t("length", count, from, to);
    length.dataset.judgement = judgeLength(count, wording.channel);
    if (length.dataset.judgement === "too_long") length.textContent += ` – ${t("length_too_long")}`;
  }

  /** Take over the wording of the chosen channel and address, unless the person has already written. */
  async function choose() {
    const texts = await app.textsOf(card);
    const next = texts?.[wording.channel]?.[wording.address];
    if (!next) {
      Object.assign(wording, { channel: had.channel, address: had.address });
      channel.value = had.channel;
      for (const input of address.querySelectorAll("input")) input.checked = input.value === had.address;
      app.say(t("wording_missing"));
      return;
    }
    had = { ...wording };
    if (area.value === original) {
      original = area.value = next;
      fixed.textContent = next;
    } else {
      original = next;
    }
    measure();
  }

  area.addEventListener("input", () => {
    draft.keep(area.value === original ? null : area.value);
    measure();
  });
  measure();
  const channel = h("select", {
    onchange: (/** @type {any} */ event) => { wording.channel = event.target.value; void choose(); },
  }, ...CHANNELS.map((code) => h("option", { value: code, selected: code === wording.channel }, t(`channel_${code}`))));
  const address = choices({
    name: `address-${card.id}`, legend: t("address"), isLegendHidden: true, value: wording.address,
    options: [{ code: "du", label: t("address_du") }, { code: "sie", label: t("address_sie") }],
    onchoose: (code) => { wording.address = /** @type {"du"|"sie"} */ (code); void choose(); },
  });

  return [
    bandLine(card),
    h("h3", null, headlineOf(card)),
    redLine(app, card),
    isRed ? fixed : area,
    length,
    h("div", { class: "switches" },
      h("label", null, h("span", { class: "visually-hidden" }, t("channel")), channel), address),
    roleSentence && h("label", { class: "check" }, h("input", {
      type: "checkbox", checked: wording.role, onchange: (/** @type {any} */ event) => { wording.role = event.target.checked; measure(); },
    }), t("with_role")),
    sourceLine(card),
    card.legal_basis.length > 1 && h("p", { class: "small" }, card.legal_basis.slice(1).join(" · ")),
    sources,
    h("div", { class: "actions" },
      h("button", { type: "button", class: "quiet", onclick: () => app.open(null) }, t("fold")),
      h("button", {
        type: "button", class: "primary", "data-testid": "copy", "aria-label": `${t("copy")}: ${card.title}`,
        onclick: () => app.copyText(card, itemOf(), text(), [original], role(), () => draft.keep(null)),
      }, t("copy"))),
    feedback(app, card),
  ];
}

/** @param {{title: string, url: string}} source @returns {Node} a link only where it leads to the web */
function sourceLink({ title, url }) {
  return /^https?:\/\//.test(url) ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : h("span", null, title);
}

/** @param {App} app @param {Card} card @returns {HTMLElement} */
function feedback(app, card) {
  const row = h("div", { class: "feedback", role: "group", "aria-label": t("feedback_question") }, h("span", { class: "small" }, t("feedback_question")));
  row.append(...GRUENDE.map((grund) => h("button", {
    type: "button", class: "quiet", "data-grund": grund,
    onclick: async () => {
      await app.feedback(card, grund);
      fill(row, h("span", { class: "small" }, t("feedback_thanks")));
    },
  }, t(`feedback_${grund}`))));
  return row;
}

