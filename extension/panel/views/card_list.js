/** Cards below one another; only the card that was opened, copied or taken back is drawn again. */
import { fill, h } from "../dom.js";
import { samePost } from "../suggest.js";
import { t } from "../texts.js";
import { doneCard, foldedCard, headlineOf } from "./card.js";
import { openedCard } from "./opened.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../suggest.js").Card} Card */
/** @typedef {import("../reader_link.js").Item} Item */

/**
 * @param {App} app
 * @param {Element} container
 * @param {() => Item} itemOf what the cards are copied for, now
 * @param {boolean} isByHand found by hand: what is edited there is for whatever is viewed
 */
export function createCardList(app, container, itemOf, isByHand) {
  /** @type {{card: Card, element: HTMLElement, form: string}[]} */
  let drawn = [];

  /** @param {Card} card */
  function make(card) {
    const element = h("article", {
      class: `card ${card.kind}${card.ampel === "rot" ? " red" : ""}`, "data-testid": card.kind, "data-id": card.id, tabIndex: 0,
      "aria-label": `${card.kind === "correction" ? t("correction") : card.band ? t(`band_${card.band}`) : card.topic_label}: ${headlineOf(card)}`,
    });
    fill(element, ...foldedCard(app, card, itemOf));
    return { card, element, form: folded(card) };
  }

  /** The edited words of a card, kept for the post that is shown now. @param {Card} card @returns {import("./opened.js").Draft} */
  function draftOf(card) {
    const item = isByHand ? null : itemOf();
    return { text: app.drafts.get(card.id, item), keep: (text) => app.drafts.set(card.id, item, text) };
  }

  /** @param {Card} card @returns {string} */
  const folded = (card) => `folded ${app.wordingOf(card, itemOf())}`;

  function update() {
    const { opened, done, connection } = app.store.get();
    for (const entry of drawn) {
      const { card, element } = entry;
      const isMine = done?.cardId === card.id && samePost(done.item, itemOf());
      const form = isMine && done.fresh ? `done ${connection?.state} ${JSON.stringify(done.row)}` : opened === card.id ? "opened" : isMine ? `noted ${done.uuid} ${folded(card)}` : folded(card);
      if (form === entry.form) continue;
      const hadFocus = element.contains(document.activeElement) && document.activeElement !== element;
      const isDone = form.startsWith("done");
      if (isDone && !entry.form.startsWith("done")) element.style.minHeight = `${entry.form === "opened" ? 0 : element.offsetHeight}px`;
      if (!isDone) element.style.minHeight = "";
      element.classList.toggle("done", isDone);
      fill(element, ...(isDone && done ? doneCard(app, done) : form === "opened" ? openedCard(app, card, itemOf, draftOf(card)) : foldedCard(app, card, itemOf)));
      entry.form = form;
      if (form === "opened") element.querySelector("textarea")?.focus({ preventScroll: true });
      else if (hadFocus) element.focus({ preventScroll: true });
    }
  }

  function showCopying() {
    const { copying } = app.store.get();
    for (const { card, element } of drawn) {
      const button = element.querySelector("[data-testid=copy]");
      if (!button || (copying === card.id) === button.hasAttribute("aria-busy")) continue;
      if (copying === card.id) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
      button.textContent = t(copying === card.id ? "copying" : "copy");
    }
  }

  app.store.watch((state) => [state.copying], showCopying);
  app.store.watch((state) => [state.opened, state.done, state.item, state.shown, state.codebook, state.connection?.state, state.settings.address, state.wordings], update);

  return {
    /** @param {readonly Card[]} cards */
    draw(cards) {
      drawn = cards.map(make);
      fill(container, ...drawn.map((entry) => entry.element));
      update();
    },

    clear() {
      drawn = [];
      fill(container);
    },
  };
}
