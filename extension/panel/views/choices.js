/** A closed list as a row of pressable words: one press chooses. */
import { h } from "../dom.js";

/**
 * @param {object} what
 * @param {string} what.name unique in the page
 * @param {string} what.legend
 * @param {boolean} [what.isLegendHidden] only for screen readers
 * @param {unknown} what.value code chosen now
 * @param {{code: string, label: string, hint?: string}[]} what.options
 * @param {boolean} [what.disabled]
 * @param {(code: string) => void} what.onchoose
 * @returns {HTMLFieldSetElement}
 */
export function choices({ name, legend, isLegendHidden = false, value, options, disabled = false, onchoose }) {
  return h("fieldset", { "data-column": name },
    h("legend", { class: isLegendHidden ? "visually-hidden" : null }, legend),
    h("div", { class: "choices" }, ...options.map(({ code, label, hint }) => h("label", { title: hint ?? null },
      h("input", { type: "radio", name, value: code, checked: code === value, disabled, onchange: () => onchoose(code) }),
      h("span", null, label)))));
}
