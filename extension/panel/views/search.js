/** Searching by hand, and what was used lately. What is typed lives in the field and in the question, nowhere else. */
import { announce } from "../announce.js";
import { fill, find, h } from "../dom.js";
import { t, tn } from "../texts.js";
import { createCardList } from "./card_list.js";

/** @typedef {import("../app.js").App} App */

/** Milliseconds without a key before the companion is asked. */
const PAUSE_MS = 120;

/** @param {App} app */
export function mountSearch(app) {
  const page = find("#page-search");
  const field = h("input", { type: "search", id: "search-field", autocomplete: "off", spellcheck: false, "data-testid": "search-field" });
  const label = h("label", { class: "label", for: "search-field" });
  const line = h("p", { class: "small" });
  const results = h("div", { id: "results" });
  results.style.display = "grid";
  results.style.gap = "8px";
  const heading = h("h2", { class: "visually-hidden" });
  page.append(h("div", { class: "inner" }, heading, h("div", null, label, field), line, results));
  const list = createCardList(app, results, () => app.store.get().item, true);
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let asked = 0;

  async function ask() {
    const words = field.value.trim();
    const mine = ++asked;
    const found = words ? await app.search(words) : await app.recent();
    if (mine !== asked) return;
    if (!found) {
      list.clear();
      line.textContent = t("search_unavailable");
      return;
    }
    line.textContent = words ? (found.length ? tn("search_found", found.length) : t("search_empty")) : found.length ? t("recently_used") : t("search_hint");
    list.draw(found);
    announce(line.textContent);
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE_MS);
  });

  // The wording is that of a platform, what may be found depends on the bank and the day.
  app.store.watch((state) => [state.item.platform, state.bankOfDay], () => { if (app.store.get().page === "search") void ask(); });

  app.store.watch((state) => [state.page, state.texts], ([current]) => {
    heading.textContent = t("tab_search");
    label.textContent = t("search_label");
    field.placeholder = t("search_placeholder");
    if (current === "search") {
      void ask();
      field.focus();
    } else {
      field.value = "";
      list.clear();
      fill(line);
    }
  });
}
