/** The suggestions: corrections first, then answers. A list once drawn stays where it is until it is let go. */
import { announce } from "../announce.js";
import { fill, find, h } from "../dom.js";
import { t, tn } from "../texts.js";
import { createCardList } from "./card_list.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../suggest.js").Shown} Shown */

/** @param {App} app */
export function mountList(app) {
  const line = find("#list-line");
  const flags = find("#flags");
  const list = find("#list");
  const cardList = createCardList(app, list, () => app.store.get().shown?.item ?? app.store.get().item, false);

  app.store.watch((state) => [state.shown?.answers, state.shown?.without, state.texts], () => {
    const { shown } = app.store.get();
    fill(flags, ...(shown?.flags ?? []).map((flag) => h("div", { class: "flag", role: "note" }, h("strong", null, flag.label), h("p", null, flag.hint))));
    if (!shown || shown.item.kind === "none") {
      cardList.clear();
      return;
    }
    const cards = [...shown.corrections, ...shown.answers];
    cardList.draw(cards);
    if (shown.without === "asking") return;
    const [title, why] = shown.without === "failed" ? [t("unasked_title"), t("unasked_text")] : [t("empty_title"), t("empty_text")];
    if (!cards.length) fill(list, h("div", { class: "empty" }, h("strong", null, title), h("p", null, why)));
    announce(cards.length ? countLine(shown) : title);
  });

  app.store.watch((state) => [state.shown, state.waiting, state.asking, state.failure, state.texts], ([shown, waiting, asking, failure]) => {
    if (waiting) {
      fill(line, h("button", { type: "button", "data-testid": "show-waiting", onclick: () => app.showWaiting() }, t("waiting_line")));
      announce(t("waiting_line"));
      return;
    }
    if (failure?.error) {
      fill(line, h("span", { class: "overdue" }, `${failure.error.message} ${failure.error.hint}`));
      return;
    }
    fill(line, asking ? t("asking") : shown && shown.item.kind !== "none" ? countLine(shown) : "");
  });
}

/** @param {Shown} shown */
function countLine(shown) {
  const parts = [
    shown.corrections.length > 0 && tn("count_corrections", shown.corrections.length),
    shown.answers.length > 0 && tn("count_answers", shown.answers.length),
  ].filter(Boolean);
  return parts.join(" · ");
}
