/** „Nichts dabei?“: report a gap with one press, and choose its topic while there is time. */
import { fill, find, h } from "../dom.js";
import { codesOf } from "../codebook.js";
import { t } from "../texts.js";

/** @param {import("../app.js").App} app */
export function mountGap(app) {
  const foot = find("#list-foot");
  const buttons = h("div", { class: "row" });
  const chooser = h("div", { class: "gap", role: "group" });
  foot.append(buttons, chooser);
  chooser.addEventListener("pointermove", () => app.holdGap());
  chooser.addEventListener("focusin", () => app.holdGap());
  chooser.addEventListener("pointerleave", () => app.letGapGo());

  app.store.watch((state) => [state.tab.canAlways, state.link.link, state.texts], ([canAlways, link]) => {
    fill(buttons, h("span", null, t("nothing_fits_question")),
      h("button", { type: "button", class: "quiet", "data-testid": "nothing-fits", onclick: () => void app.reportGap() }, t("report_gap")),
      h("button", { type: "button", class: "quiet", onclick: () => app.go("search") }, t("search_by_hand")),
      h("button", { type: "button", class: "quiet", onclick: () => app.contactByHand() }, t("note_by_hand")),
      canAlways && link === "connected" && h("button", { type: "button", class: "quiet", "data-testid": "always-read", onclick: () => void app.alwaysRead() }, t("always_read")));
  });

  app.store.watch((state) => [state.gap, state.codebook, state.texts], ([gap, codebook]) => {
    chooser.hidden = gap === null;
    buttons.hidden = gap !== null;
    if (gap === null) {
      fill(chooser);
      return;
    }
    chooser.setAttribute("aria-label", t("gap_topic"));
    fill(chooser, h("p", null, h("strong", null, t("gap_noted"))), h("div", { class: "row" },
        h("button", { type: "button", "data-testid": "undo", onclick: () => void app.undoGap() }, t("undo")),
        h("button", { type: "button", class: "quiet", onclick: () => void app.settleGap() }, t("gap_as_it_is"))),
      h("p", null, t("gap_topic")),
      h("div", { class: "choices" }, ...codesOf(codebook, "thema").filter((code) => !code.missing).map((code) => h("button", { type: "button", onclick: () => void app.settleGap(code.code) }, code.label))));
    chooser.scrollIntoView({ block: "nearest" });
  });
}
