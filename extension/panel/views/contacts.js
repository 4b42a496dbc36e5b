/** Open contacts: how people reacted, for fourteen days; what waits; what was refused. No text of anybody, by design. */
import { fill, find, h } from "../dom.js";
import { codesOf, labelOf } from "../codebook.js";
import { t, tn } from "../texts.js";
import { choices } from "./choices.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {Record<string, any>} Row */

/** So many waiting rows are listed; their number stands above. */
const SHOWN_ROWS = 30;

/** @param {App} app */
export function mountContacts(app) {
  const page = find("#page-contacts");
  const waiting = h("section", { class: "inner", hidden: true });
  const counter = h("section");
  const open = h("section", { class: "inner" });
  page.append(waiting, open, h("div", { class: "inner" }, counter));

  app.store.watch((state) => [state.page === "contacts", state.queue, state.setAside, state.codebook, state.connection?.state, state.texts], ([isOpen, queue, setAside]) => {
    if (!isOpen) return;
    waiting.hidden = queue.length + setAside.length === 0;
    fill(waiting, ...(queue.length ? waitingRows(app, queue) : []), ...(setAside.length ? refusedRows(app, setAside) : []));
  });

  app.store.watch((state) => [state.codebook, state.texts], () => fill(counter, ...observation(app)));

  app.store.watch((state) => [state.openRows, state.ownPosts, state.codebook, state.page === "contacts", state.texts], ([rows, ownPosts, , isOpen]) => {
    if (!isOpen) return;
    const hasOwn = (ownPosts ?? []).length > 0;
    fill(open,
      h("h2", null, t("open_contacts")),
      h("p", { class: "small" }, t("open_contacts_hint")),
      rows === null ? h("p", null, t("open_contacts_unavailable"))
        : rows.length === 0 ? h("p", null, t("open_contacts_none"))
        : h("ul", { class: "rows" }, ...rows.map((row) => contactRow(app, row))),
      hasOwn && h("h2", null, t("own_posts")),
      hasOwn && h("p", { class: "small" }, t("own_posts_hint")),
      hasOwn && h("ul", { class: "rows" }, ...(ownPosts ?? []).map((/** @type {Row} */ row) => ownPostRow(app, row))),
      h("div", { class: "row" },
        h("button", { type: "button", onclick: () => app.contactByHand() }, t("note_by_hand")),
        h("button", { type: "button", onclick: () => app.noteOwnPost() }, t("note_own_post")),
        h("button", { type: "button", onclick: () => app.noteRoom() }, t("note_room"))));
  });
}

/** @param {App} app @param {Row} row @returns {HTMLElement} */
function contactRow(app, row) {
  const { codebook } = app.store.get();
  const week = t("week", Number(String(row.woche).slice(-2)));
  const about = [labelOf(codebook, "plattform", row.plattform), labelOf(codebook, "thema", row.thema)].join(" · ");
  return h("li", { "data-testid": "open-contact", "data-uuid": row.uuid },
    h("p", { class: "small" }, `${week} · ${labelOf(codebook, "schicht", row.schicht)} · ${labelOf(codebook, "kontaktart", row.kontaktart)}`),
    h("p", null, h("strong", null, row.entry_title ?? labelOf(codebook, "baustein_nutzung", row.baustein_nutzung))),
    h("p", null, about),
    h("details", null, h("summary", null, t("reaction_is", labelOf(codebook, "reaktion", row.reaktion))),
      h("div", null, choices({
        name: `reaktion-${row.uuid}`, legend: t("reaction"), isLegendHidden: true, value: row.reaktion, options: codesOf(codebook, "reaktion"),
        onchoose: (code) => void app.setReaction(row, code),
      }))),
    h("div", { class: "row" },
      h("button", { type: "button", class: "quiet", onclick: () => app.correctRow(row) }, t("change")),
      h("button", { type: "button", class: "quiet", onclick: () => void app.removeRow(row) }, t("remove"))));
}

/** @param {App} app @param {Row} row @returns {HTMLElement} */
function ownPostRow(app, row) {
  const { codebook } = app.store.get();
  const week = t("week", Number(String(row.woche).slice(-2)));
  return h("li", { "data-testid": "own-post", "data-uuid": row.uuid },
    h("p", { class: "small" }, `${week} · ${labelOf(codebook, "plattform", row.plattform)} · ${labelOf(codebook, "beitragsformat", row.beitragsformat)}`),
    h("p", null, h("strong", null, labelOf(codebook, "thema", row.thema))),
    h("div", { class: "row" },
      h("button", { type: "button", class: "quiet", onclick: () => app.correctRow(row, "own_posts") }, t("change")),
      h("button", { type: "button", class: "quiet", onclick: () => void app.removeOwnPost(row) }, t("remove"))));
}

/** @param {App} app @param {import("../../companion/queue.js").Operation[]} queue @returns {Node[]} */
function waitingRows(app, queue) {
  const { codebook, connection } = app.store.get();
  return [
    h("h2", null, tn("queued_long", queue.length)),
    h("ul", { class: "rows" }, ...queue.slice(0, SHOWN_ROWS).map((entry) => h("li", null,
      h("p", null, h("strong", null, t(`waiting_${entry.kind}`)), " ", t(`table_${entry.table}`)),
      h("p", { class: "small" }, describe(codebook, entry.body))))),
    h("div", { class: "row" }, h("button", { type: "button", disabled: connection?.state !== "ok", onclick: () => void app.sendNow() }, t("send_now"))),
  ];
}

/** @param {App} app @param {import("../../companion/queue.js").Rejected[]} setAside @returns {Node[]} */
function refusedRows(app, setAside) {
  const { codebook } = app.store.get();
  return [
    h("h2", null, tn("refused_long", setAside.length)),
    h("ul", { class: "rows" }, ...setAside.map((entry) => h("li", { "data-testid": "refused" },
      h("p", null, h("strong", null, entry.error.message || t("refused_unknown"))),
      h("p", { class: "small" }, entry.error.hint),
      h("p", { class: "small" }, `${t(`waiting_${entry.kind}`)} ${t(`table_${entry.table}`)} · ${describe(codebook, entry.body)}`),
      h("div", { class: "row" },
        h("button", { type: "button", onclick: () => void app.retryRefused(entry.id) }, t("send_again")),
        h("button", { type: "button", class: "quiet", onclick: () => void app.forgetRefused(entry.id) }, t("discard")))))),
  ];
}

/** @param {import("../codebook.js").Codebook|null} codebook @param {Record<string, any>} body */
function describe(codebook, body) {
  return ["thema", "plattform", "reaktion"].filter((column) => body[column]).map((column) => labelOf(codebook, column, body[column])).join(" · ");
}

/** @param {App} app @returns {Node[]} */
function observation(app) {
  const { codebook } = app.store.get();
  return [
    h("h2", null, t("observation")),
    h("p", { class: "small" }, t("observation_hint")),
    h("div", { class: "choices", role: "group", "aria-label": t("observation") }, ...codesOf(codebook, "plattform").map((code) => h("button", {
      type: "button", "data-testid": "observe", "data-many": "", "data-platform": code.code, onclick: () => void app.observe(code.code),
    }, `+1 ${code.label}`))),
  ];
}
