/** A row of the log as a form: to note something by hand, or to correct what one click has noted. */
import { fill, find, h } from "../dom.js";
import { shiftOn, shiftsOn } from "../contact.js";
import { codesOf, completeRow, formColumns, withConsequences } from "../codebook.js";
import { t } from "../texts.js";
import { choices } from "./choices.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../codebook.js").Column} Column */
/** @typedef {import("../state.js").Form} Form */

/** @param {App} app */
export function mountForm(app) {
  const page = find("#page-form");
  const inner = h("div", { class: "inner", "data-testid": "form" });
  page.append(inner);

  app.store.watch((state) => [state.form, state.page === "form", state.texts], ([form, isOpen]) => {
    if (!form || !isOpen) {
      fill(inner);
      return;
    }
    draw(app, inner, form);
    const target = form.column ? inner.querySelector(`[data-column="${form.column}"] input:checked`) ?? inner.querySelector(`[data-column="${form.column}"] input`) : inner.querySelector("h2");
    if (target instanceof HTMLElement) {
      target.focus({ preventScroll: true });
      (target.closest("fieldset") ?? target).scrollIntoView({ block: form.column ? "center" : "start" });
    }
  });
}

/** @param {App} app @param {Element} inner @param {Form} form */
function draw(app, inner, form) {
  const { codebook } = app.store.get();
  const columns = formColumns(codebook, form.table);
  if (!columns.length) {
    fill(inner, h("h2", { tabIndex: -1 }, t(`form_${form.table}`)), h("p", null, t("form_unavailable")), back(app, form));
    return;
  }
  const isNew = form.uuid === null;
  let given = form.row;
  const details = h("details", null, h("summary", null, t("form_more")));
  const quick = h("div", { class: "rows" });
  const full = h("div");

  function fields() {
    const row = completeRow(codebook, form.table, given);
    const open = columns.filter((column) => isNew || column.type === "code");
    fill(quick, ...open.filter((column) => column.form === "quick" || column.name === form.column).map((column) => field(column, row)));
    fill(full, ...open.filter((column) => column.form === "full" && column.name !== form.column).map((column) => field(column, row)));
    details.hidden = full.childElementCount === 0;
  }

  /** Choices come one after the other, each to the row as the one before left it. */
  let before = Promise.resolve();

  /** @param {Column} column @param {any} value */
  function set(column, value) {
    before = before.then(() => choose(column, value), () => choose(column, value));
    return before;
  }

  /** @param {Column} column @param {any} value */
  async function choose(column, value) {
    if (isNew) given = { ...given, ...(column.vocabulary ? withConsequences(codebook, form.table, column.name, value) : { [column.name]: value }) };
    else given = await app.change(form.table, form.uuid ?? "", given, column.name, value);
    if (column.name === "tag" && "schicht" in given) given = { ...given, schicht: shiftOn(value, given.schicht, new Date()) };
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
    const key = focused && { name: focused.name, value: focused.value };
    fields();
    if (key) /** @type {HTMLElement|null} */ (inner.querySelector(`input[name="${key.name}"][value="${key.value}"]`))?.focus({ preventScroll: true });
  }

  /** @param {Column} column @param {Record<string, any>} row */
  function field(column, row) {
    const name = `${form.table}-${column.name}`;
    if (column.type === "code" && column.vocabulary) {
      const codes = codesOf(codebook, column.vocabulary);
      const options = column.name === "schicht" ? shiftsOn(row.tag, codes) : codes;
      const fieldset = choices({ name, legend: column.label, value: row[column.name], options, onchoose: (code) => void set(column, code) });
      fieldset.dataset.column = column.name;
      return fieldset;
    }
    const kind = { day: "date", count: "number" }[column.type] ?? "text";
    const input = h("input", { type: kind, id: name, name, value: row[column.name] ?? "", onchange: (/** @type {any} */ event) => void set(column, kind === "number" ? event.target.valueAsNumber : event.target.value.trim()) });
    if (kind === "number") Object.assign(input, { min: "1", max: "9999", step: "1" });
    if (column.type === "room_code") Object.assign(input, { pattern: "[a-z]{2}-[0-9]{3}", placeholder: "fb-017", required: true });
    return h("div", { "data-column": column.name }, h("label", { class: "label", for: name }, column.label), h("br", null), input);
  }

  fields();
  details.append(full);
  fill(inner,
    h("div", { class: "head" }, h("h2", { tabIndex: -1 }, t(isNew ? `form_${form.table}` : "form_correct")), !isNew && back(app, form)),
    h("p", { class: "small" }, t(isNew ? "form_codes_only" : "form_saved_at_once")),
    quick, details,
    h("div", { class: "row" },
      isNew && h("button", {
        type: "button", class: "primary", "data-testid": "form-save",
        onclick: () => {
          const wrong = inner.querySelector("input:invalid");
          if (wrong instanceof HTMLInputElement) wrong.reportValidity();
          else void app.noteByHand(form.table, given);
        },
      }, t("form_note")),
      isNew && back(app, form)));
}

/** @param {App} app @param {Form} form */
function back(app, form) {
  return h("button", { type: "button", class: form.uuid ? "primary" : null, onclick: () => app.go(form.back) }, t(form.uuid ? "form_done" : "cancel"));
}
