/** What is being read: three lines, the words that led to suggestions marked, and what it refers to. */
import { fill, find, h } from "../dom.js";
import { markWords } from "../marks.js";
import { t } from "../texts.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../reader_link.js").Item} Item */

/** @param {App} app */
export function mountPost(app) {
  const post = find("#post");
  const title = find("#post-title");
  const text = find("#post-text");
  const hint = find("#post-hint");
  const more = find("#post-more");
  const toggle = find("#context-toggle");
  const context = find("#post-context");

  more.addEventListener("click", () => setUnfolded(!text.classList.contains("unfolded")));
  toggle.addEventListener("click", () => setContext(context.hidden === true));

  /** @param {boolean} unfolded */
  function setUnfolded(unfolded) {
    text.classList.toggle("unfolded", unfolded);
    more.setAttribute("aria-expanded", String(unfolded));
    more.textContent = t(unfolded ? "less" : "more");
  }

  /** @param {boolean} open */
  function setContext(open) {
    context.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = `${open ? "▾" : "▸"} ${t("refers_to_first_post")}`;
  }

  /** @param {Item} item */
  function drawItem(item) {
    const isRead = item.kind !== "none";
    if (app.isHeld()) post.style.height = `${post.offsetHeight}px`; // nothing below may move under the pointer
    else post.style.height = "";
    post.style.overflow = post.style.height ? "hidden auto" : "";
    post.dataset.kind = item.kind;
    post.dataset.platform = item.platform;
    title.textContent = isRead ? `${t(`kind_${item.kind}`)} · ${placeName(item)}` : t("kind_none");
    context.textContent = isRead ? (item.context ?? "") : "";
    toggle.hidden = !context.textContent;
    setContext(false);
    setUnfolded(false);
  }

  app.store.watch((state) => [state.item, state.texts], ([item]) => drawItem(item));

  app.store.watch((state) => [state.item, state.shown, state.texts], ([item, shown]) => {
    const words = shown && shown.item.text === item.text ? [...shown.answers, ...shown.corrections].flatMap((card) => card.why) : [];
    const isRead = item.kind !== "none";
    fill(text, ...(isRead ? markWords(item.text, words).map((part) => (part.marked ? h("mark", null, part.text) : part.text)) : []));
    more.hidden = !isRead || text.scrollHeight <= text.clientHeight + 2;
  });

  app.store.watch((state) => [state.item, state.link, state.tab, state.settings, state.texts], ([item, link, tab, settings]) => {
    hint.hidden = item.kind !== "none";
    fill(hint, ...(hint.hidden ? [] : explain(app, item, link.link, tab, settings)));
  });

  app.onRelease(() => { post.style.height = ""; post.style.overflow = ""; });
}

/** @param {Item} item @returns {string} */
function placeName(item) {
  if (item.adapter === "gutefrage") return "gutefrage";
  return t(`platform_${item.platform}`);
}

/**
 * Why nothing is read, and what to do.
 * @param {App} app @param {Item} item @param {import("../reader_link.js").LinkState} link
 * @param {import("../state.js").Tab} tab @param {import("../settings.js").Settings} settings
 */
function explain(app, item, link, tab, settings) {
  if (link === "no_reader") {
    const ask = (/** @type {string} */ testid, /** @type {string} */ key) => h("div", { class: "row" },
      h("button", { type: "button", "data-testid": testid, onclick: () => void app.alwaysRead() }, t(key)));
    if (tab.isRevoked && !tab.canAlways) return [h("p", null, t("page_revoked")), ask("allow-sites", "allow_sites")];
    if (!tab.canAlways || !tab.pattern) return [h("p", null, t("page_closed"))];
    return [h("p", null, t("page_unknown", tab.pattern.replace(/^https:\/\/|\/\*$/g, ""))), ask("always-read", "always_read")];
  }
  if (link === "connecting") return [h("p", null, t("page_connecting"))];
  if (item.adapter && settings.sites[item.adapter] === false) return [h("p", null, t("page_off"))];
  if (item.reason === "private") return [h("p", null, t("page_private"))];
  if (item.reason === "sponsored") return [h("p", null, t("page_sponsored"))];
  if (item.reason === "select_text" || settings.mode === "selection") return [h("p", null, t("page_select"))];
  return [h("p", null, t("page_nothing"))];
}
