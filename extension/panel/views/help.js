/** The keys, and what happens with what is read. */
import { fill, find, h } from "../dom.js";
import { t } from "../texts.js";
import { KEYS } from "../keys.js";

/** @param {import("../app.js").App} app */
export function mountHelp(app) {
  const page = find("#page-help");
  app.store.watch((state) => [state.texts], () => {
    fill(page, h("div", { class: "inner" },
      h("h2", null, t("help_keys")),
      h("div", { class: "keys" }, ...KEYS.flatMap(({ label, text }) => [h("kbd", null, label), h("span", null, t(text))])),
      h("section", { class: "block" }, h("h2", null, t("help_privacy")), ...["help_privacy_1", "help_privacy_2", "help_privacy_3"].map((key) => h("p", null, t(key)))),
      h("div", { class: "row" }, h("button", { type: "button", onclick: () => app.go("read") }, t("back_to_reading")))));
  });
}
