/**
 * Lists of short texts edited row by row: add, remove, move up and down; Enter goes on to a new row.
 *   <div data-list="Fragen"><label>…<textarea>one per line</textarea></div>     without script the area itself is edited
 *   <div data-rows><div data-row><input><input></div></div>                      rows that are already fields of their own
 */

/** @param {string} words @param {string} sign @param {() => void} act */
function button(words, sign, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "quiet";
  element.textContent = sign;
  element.setAttribute("aria-label", words);
  element.addEventListener("click", act);
  return element;
}

/**
 * @param {HTMLElement} rows container of the rows
 * @param {string} label what one row is
 * @param {() => void} changed called after every change that is no typing
 */
function arrange(rows, label, changed) {
  const all = () => /** @type {HTMLElement[]} */ ([...rows.children]);
  const field = (/** @type {HTMLElement} */ row) => /** @type {HTMLInputElement} */ (row.querySelector("input"));

  function number() {
    all().forEach((row, place) => {
      const fields = [...row.querySelectorAll("input")];
      for (const input of fields) input.setAttribute("aria-label", `${input.placeholder || label} ${place + 1}`);
      const names = ["nach oben", "nach unten", "entfernen"];
      row.querySelectorAll("button").forEach((knob, at) => knob.setAttribute("aria-label", `${label} ${place + 1} ${names[at]}`));
    });
  }
  /** @param {HTMLElement} row */
  function equip(row) {
    row.append(
      button("", "↑", () => move(row, -1)),
      button("", "↓", () => move(row, 1)),
      button("", "✕", () => remove(row)),
    );
  }
  /** @param {HTMLElement} row @param {number} by */
  function move(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    /** @type {HTMLElement} */ (row.querySelectorAll("button")[by < 0 ? 0 : 1]).focus();
    number();
    changed();
  }
  /** @param {HTMLElement} row */
  function remove(row) {
    const next = /** @type {HTMLElement | null} */ (row.nextElementSibling ?? row.previousElementSibling);
    if (next) row.remove();
    else for (const input of row.querySelectorAll("input")) input.value = "";
    field(next ?? row).focus();
    number();
    changed();
  }
  /** @param {HTMLElement} after */
  function insert(after) {
    const row = /** @type {HTMLElement} */ (after.cloneNode(true));
    for (const input of row.querySelectorAll("input")) {
      input.value = "";
      input.removeAttribute("id");
    }
    for (const knob of row.querySelectorAll("button")) knob.remove();
    equip(row);
    after.after(row);
    number();
    field(row).focus();
  }
  rows.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "Enter" || !(target instanceof HTMLInputElement)) return;
    event.preventDefault(); // would send the form
    insert(/** @type {HTMLElement} */ (target.closest("[data-row]")));
  });
  for (const row of all()) equip(row);
  const more = button(`${label} hinzufügen`, `${label} hinzufügen`, () => insert(all()[all().length - 1]));
  rows.after(more);
  number();
}

/** @param {HTMLElement} box a textarea becomes rows that keep it current */
function rowsOf(box) {
  const area = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
  const rows = document.createElement("div");
  rows.dataset.rows = "";
  const lines = area.value.split("\n").filter((line) => line.trim());
  for (const line of lines.length ? lines : [""]) {
    const row = document.createElement("div");
    row.className = "row";
    row.dataset.row = "";
    const input = document.createElement("input");
    input.lang = "de";
    input.spellcheck = true;
    input.autocomplete = "off";
    input.value = line;
    row.append(input);
    rows.append(row);
  }
  const keep = () => {
    area.value = [...rows.querySelectorAll("input")].map((input) => input.value.trim()).filter(Boolean).join("\n");
  };
  rows.addEventListener("input", keep);
  area.hidden = true;
  const id = area.id;
  area.id = `${id}-lines`;
  /** @type {HTMLInputElement} */ (rows.querySelector("input")).id = id; // the label and links of findings lead here
  area.after(rows);
  arrange(rows, box.dataset.list ?? "", () => {
    keep();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** @param {Document} page */
export function watchRows(page) {
  for (const rows of page.querySelectorAll("[data-rows]")) {
    const told = () => rows.dispatchEvent(new Event("input", { bubbles: true }));
    arrange(/** @type {HTMLElement} */ (rows), "Quelle", told);
  }
  for (const box of page.querySelectorAll("[data-list]")) rowsOf(/** @type {HTMLElement} */ (box));
}
