/** Settings: what is read where, how answers are worded, how the panel looks. What the organisation fixed is shown so. */
import { fill, find, h } from "../dom.js";
import { t } from "../texts.js";
import { choices } from "./choices.js";

/** @typedef {import("../app.js").App} App */

/** Platforms named in the manifest. */
const SITES = ["facebook", "instagram", "threads", "gutefrage", "urbia"];

/** @param {App} app */
export function mountMore(app) {
  const page = find("#page-more");
  app.store.watch((state) => [state.settings, state.fixed, state.allowedSites, state.texts], ([settings, fixed, allowedSites]) => {
    const focus = document.activeElement instanceof HTMLInputElement ? { name: document.activeElement.name, value: document.activeElement.value } : null;

    /** @param {"mode"|"address"|"theme"|"language"} name @param {string[]} codes */
    const choice = (name, codes) => choices({
      name, legend: t(`set_${name}`), value: settings[name], disabled: fixed.has(name),
      options: codes.map((code) => ({ code, label: t(`set_${name}_${code}`) })),
      onchoose: (code) => void app.saveSetting(name, code),
    });

    /** @param {string} name @param {string} label @param {boolean} checked @param {boolean} disabled @param {(on: boolean) => void} onchange */
    const check = (name, label, checked, disabled, onchange) => h("label", { class: "check" },
      h("input", { type: "checkbox", name, value: "on", checked, disabled, onchange: (/** @type {any} */ event) => onchange(event.target.checked) }), label);

    fill(page, h("div", { class: "inner" },
      h("h2", null, t("set_reading")),
      choice("mode", ["viewed", "selection"]),
      h("p", { class: "small" }, t(settings.mode === "selection" ? "set_mode_selection_hint" : "set_mode_viewed_hint"), fixed.has("mode") && ` ${t("set_fixed")}`),
      h("fieldset", null, h("legend", null, t("set_sites")),
        ...SITES.map((site) => check(`site-${site}`, t(`site_${site}`), settings.sites[site] !== false, fixed.has(`sites.${site}`),
          (on) => void app.saveSetting("sites", { ...settings.sites, [site]: on }))),
        fixed.has("sites") && h("p", { class: "small" }, t("set_fixed"))),
      allowedSites.length > 0 && h("div", null, h("p", { class: "label" }, t("set_always")),
        h("ul", { class: "rows" }, ...allowedSites.map((host) => h("li", null, h("div", { class: "row" }, host,
          h("button", { type: "button", class: "quiet", onclick: () => void app.stopReading(host) }, t("set_stop")))))))),
    h("div", { class: "inner" }, h("section", { class: "block" },
      h("h2", null, t("set_wording")),
      choice("address", ["du", "sie"]),
      check("roleSentence", t("with_role"), settings.roleSentence, false, (on) => void app.saveSetting("roleSentence", on))),
    h("section", { class: "block" },
      h("h2", null, t("set_look")),
      choice("theme", ["auto", "light", "dark"]),
      choice("language", ["auto", "de", "en"])),
    h("section", { class: "block" },
      h("h2", null, t("set_companion")),
      h("div", null, h("label", { class: "label", for: "port" }, t("set_port")), h("br", null),
        h("input", { type: "number", id: "port", name: "port", min: "1", max: "65535", value: String(settings.port), onchange: (/** @type {any} */ event) => {
          if (event.target.reportValidity()) void app.saveSetting("port", event.target.valueAsNumber);
        } }))),
    h("div", { class: "row" }, h("button", { type: "button", onclick: () => app.go("help") }, t("help")))));
    if (focus) /** @type {HTMLElement|null} */ (page.querySelector(`input[name="${focus.name}"][value="${focus.value}"]`))?.focus({ preventScroll: true });
  });
}
