/** The head's tabs, the number of waiting contacts and the line at the bottom. */
import { fill, find, h } from "../dom.js";
import { t, tn } from "../texts.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../state.js").Page} Page */

/** @type {Page[]} */
const TABS = ["read", "search", "contacts", "more"];
/** @type {Page[]} */
const PAGES = [...TABS, "form", "help"];

/** @param {App} app */
export function mountFrame(app) {
  const tabs = find("#tabs");
  const queued = find("#queued");
  const notice = find("#notice");

  app.store.watch((state) => [state.page, state.texts], ([page]) => {
    tabs.setAttribute("aria-label", t("tabs_label"));
    fill(tabs, ...TABS.map((name) => h("button", {
      type: "button", "data-page": name, "aria-current": name === page ? "page" : null, onclick: () => app.go(name),
    }, t(`tab_${name}`))));
    for (const name of PAGES) find(`#page-${name}`).hidden = name !== page;
  });

  app.store.watch((state) => [state.queue.length, state.setAside.length, state.texts], ([count, refused]) => {
    queued.dataset.count = String(count);
    queued.hidden = count + refused === 0;
    queued.textContent = refused ? tn("refused_short", refused) : tn("queued_short", count);
    queued.title = refused ? "" : tn("queued_long", count);
  });
  queued.addEventListener("click", () => app.go("contacts"));

  app.store.watch((state) => [state.notice, state.texts], ([message]) => {
    notice.hidden = message === null;
    notice.setAttribute("aria-label", t("notice"));
    if (!message) return;
    notice.classList.toggle("trouble", message.isTrouble === true);
    fill(notice, h("p", { role: message.isTrouble ? "alert" : null }, message.text),
      message.action && h("button", { type: "button", "data-testid": message.action.testid ?? null, onclick: message.action.run }, message.action.label),
      !message.action && h("button", { type: "button", class: "quiet", onclick: () => app.store.set({ notice: null }) }, t("close")));
  });
}
