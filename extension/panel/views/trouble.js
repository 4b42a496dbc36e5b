/** The connection light, and under it the cause of a trouble, its remedy and what to press. */
import { PROTOCOL } from "../../companion/client.js";
import { fill, find, h } from "../dom.js";
import { t, tn } from "../texts.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../state.js").State} State */

/** @param {App} app */
export function mountTrouble(app) {
  const light = find("#connection");
  const words = find("#connection-words");
  const area = find("#trouble");
  /** What is drawn now, so that a half-typed code is not drawn over. */
  let drawn = "";
  if (area.querySelector("form")) {
    drawn = "not_paired";
    area.prepend(...sentences("not_paired", ""));
    wirePairing(app, area);
  }

  light.addEventListener("click", () => app.store.set({ details: !app.store.get().details }));

  app.store.watch((state) => [state.connection, state.status, state.details, state.texts], ([connection, status, details]) => {
    if (!connection) {
      words.textContent = t(drawn === "not_paired" ? "state_not_paired" : "state_looking");
      return;
    }
    light.dataset.state = connection.state;
    localStorage.setItem("paired", connection.state === "not_paired" ? "no" : "yes");
    words.textContent = headline(connection, status);
    const isOk = connection.state === "ok" && !connection.error;
    const shown = isOk ? (details ? "ok" : "") : `${connection.state} ${connection.slow ?? ""} ${connection.protocol ?? ""}`.trim();
    light.setAttribute("aria-expanded", String(shown !== ""));
    area.hidden = shown === "";
    area.classList.toggle("calm", isOk);
    if (shown !== drawn || shown === "ok") {
      drawn = shown;
      fill(area, ...(shown === "" ? [] : isOk ? facts(app, status) : cause(app, connection)));
    }
  });
}

/** @param {import("../../companion/client.js").Result} connection @param {State["status"]} status */
function headline(connection, status) {
  if (connection.state !== "ok") return t(`state_${connection.state}`);
  if (!status) return t("state_ok");
  if (status.matcher.failed && !status.matcher.ready) return `${t("state_ok")} · ${t("bank_failed")}`;
  if (!status.matcher.ready) return `${t("state_ok")} · ${t("bank_preparing", Math.round(status.matcher.progress * 100))}`;
  if (status.bank.clock_behind) return `${t("state_ok")} · ${t("clock_behind")}`;
  if (status.companion.update?.needed) return `${t("state_ok")} · ${t("fact_update")}`;
  return `${t("state_ok")} · ${bankAge(status.bank.age_days)}`;
}

/** @param {number} days @returns {string} */
function bankAge(days) {
  if (days === 0) return t("bank_today");
  return days === 1 ? t("bank_yesterday") : t("bank_days", days);
}

/** @param {App} app @param {import("../../companion/client.js").Result} connection @returns {Node[]} */
function cause(app, connection) {
  const { state } = connection;
  const remedy = state === "version_mismatch" ? (Number(connection.protocol) > PROTOCOL ? "extension" : "companion") : connection.slow ? "slow" : "";
  const key = remedy ? `${state}_${remedy}` : state;
  const nodes = sentences(key, app.store.get().settings.port);
  const actions = h("div", { class: "row" }, retryButton(app));
  if (state === "blocked_by_browser") {
    actions.prepend(h("button", { type: "button", class: "primary", onclick: () => app.allowCompanion() }, t("allow_companion")));
  }
  if (state === "not_paired") {
    const form = /** @type {HTMLTemplateElement} */ (find("#pairing-form")).content.cloneNode(true);
    const holder = h("div", null, form);
    wirePairing(app, holder);
    return [...nodes, holder];
  }
  return [...nodes, actions];
}

/** One sentence of cause and one of remedy. @param {string} key @param {string|number} port @returns {Node[]} */
function sentences(key, port) {
  return [h("p", null, h("strong", null, t(`cause_${key}`, port))), h("p", null, t(`remedy_${key}`, port))];
}

/** @param {App} app @param {State["status"]} status @returns {Node[]} */
function facts(app, status) {
  if (!status) return [retryButton(app)];
  const { bank, companion } = status;
  /** @param {string} name @param {string} value */
  const fact = (name, value) => [h("dt", null, t(name)), h("dd", null, value)];
  return [
    h("dl", { class: "facts" },
      ...fact("fact_bank", `${bank.title} (${bank.version})`),
      ...fact("fact_entries", tn("entries_usable", bank.suggestible)),
      ...(bank.clock_behind ? fact("fact_clock", t("clock_remedy")) : []),
      ...(bank.overdue ? fact("fact_overdue", tn("entries_overdue", bank.overdue)) : []),
      ...fact("fact_open", status.log ? String(status.log.open) : t("log_unavailable")),
      ...fact("fact_companion", companion.version),
      ...(companion.update ? fact("fact_update", t(companion.update.needed ? "update_needed" : "update_there", companion.update.version)) : [])),
    h("div", { class: "row" }, retryButton(app), h("button", { type: "button", onclick: () => app.unpair() }, t("unpair"))),
  ];
}

/** @param {App} app */
function retryButton(app) {
  return h("button", { type: "button", "data-testid": "check-again", onclick: () => app.checkAgain() }, t("check_again"));
}

/** @param {App} app @param {Element} holder with the fresh form */
function wirePairing(app, holder) {
  const form = /** @type {HTMLFormElement} */ (find("form", holder));
  const input = /** @type {HTMLInputElement} */ (find("input", form));
  const button = /** @type {HTMLButtonElement} */ (find("button", form));
  const error = find(".error", form);
  find("label", form).textContent = t("pairing_label");
  button.textContent = t("pairing_submit");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!/^\s*(\d\s*){6}$/.test(input.value)) {
      error.textContent = t("pairing_six_digits");
      input.focus();
      return;
    }
    button.disabled = true;
    error.textContent = "";
    const refused = await app.pair(input.value);
    button.disabled = false;
    if (refused) {
      error.textContent = refused;
      input.select();
    }
  });
}
