/**
 * Sorting and narrowing of a table that is wholly on the page (up to some thousand rows).
 *   <table id="entries" data-sortable>  … <th data-sort>  <th data-sort data-number>  <td data-value="2026-11-29">29.11.2026</td>
 *   <div class="toolbar"> <input data-filter="entries">       rows whose text holds every word stay
 *     <select data-key="topic"> <input type="checkbox" data-key="due"> </div>       and whose data-topic, data-due fit
 *   <p hidden data-nothing-left>                              shown when none is left
 * The rows that can be seen are drawn at once, the others a moment later in slices: laying out a thousand takes longer
 * than a person waits without noticing.
 */

const FIRST = 50; // rows; a window shows about twenty
const SLICE = 100;
const collator = new Intl.Collator("de", { numeric: true, sensitivity: "base" });

/** @param {HTMLTableRowElement} row @param {number} column */
const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent?.trim() ?? "";

class Rows {
  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.body = table.tBodies[0];
    this.all = [...this.body.rows];
    this.order = this.all;
    /** @type {(row: HTMLTableRowElement) => boolean} */
    this.fits = () => true;
    /** @type {Map<number, HTMLTableRowElement[]>} */
    this.sorted = new Map();
    this.timer = 0;
  }

  /** By the values of a column. @param {number} column @param {boolean} down */
  sort(column, down) {
    let up = this.sorted.get(column);
    if (!up) {
      const keyed = this.all.map((row) => ({ row, value: valueOf(row, column) }));
      up = keyed.sort((a, b) => collator.compare(a.value, b.value)).map(({ row }) => row);
      this.sorted.set(column, up);
    }
    this.order = down ? [...up].reverse() : up;
    this.draw();
  }

  /** Show what fits, in order. @returns {number} how many do */
  draw() {
    clearTimeout(this.timer);
    const shown = this.order.filter(this.fits);
    this.body.replaceChildren(...shown.slice(0, FIRST));
    /** @param {number} from */
    const more = (from) => {
      if (from >= shown.length) return;
      this.timer = setTimeout(() => {
        this.body.append(...shown.slice(from, from + SLICE));
        more(from + SLICE);
      }, 16);
    };
    more(FIRST);
    return shown.length;
  }
}

/** @param {HTMLTableElement} table @param {Rows} rows */
function sortable(table, rows) {
  const heads = [...(table.tHead?.rows[0].cells ?? [])];
  heads.forEach((head, column) => {
    if (!head.hasAttribute("data-sort")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort(column, down);
    });
  });
}

/** @param {HTMLInputElement} input @param {Rows} rows */
function narrowing(input, rows) {
  const count = input.closest(".filter")?.querySelector("[data-filter-count]");
  const bar = input.closest(".toolbar") ?? input;
  const nothing = /** @type {HTMLElement | null} */ (document.querySelector("[data-nothing-left]"));
  const fields = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...bar.querySelectorAll("[data-key]")]);
  const texts = new Map(rows.all.map((row) => [row, (row.textContent ?? "").toLocaleLowerCase("de")]));

  /** What is chosen beside the words: key → value, or null where it only has to be there. */
  function chosen() {
    /** @type {[string, string | null][]} */
    const found = [];
    for (const field of fields) {
      const value = field instanceof HTMLSelectElement ? field.value : field.checked ? null : "";
      if (value !== "") found.push([field.dataset.key ?? "", value]);
    }
    return found;
  }

  function narrow() {
    const words = input.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
    const keys = chosen();
    rows.fits = (row) =>
      words.every((word) => texts.get(row)?.includes(word)) &&
      keys.every(([key, value]) => (value === null ? key in row.dataset : row.dataset[key] === value));
    const shown = rows.draw();
    if (count) count.textContent = words.length || keys.length ? `${shown} von ${rows.all.length}` : "";
    if (nothing) nothing.hidden = shown > 0;
  }
  bar.addEventListener("input", narrow);
  if (input.value || chosen().length) narrow(); // a browser that came back keeps what was typed
}

/** @param {Document} page */
export function watchTables(page) {
  /** @type {Map<HTMLTableElement, Rows>} */
  const known = new Map();
  /** @param {HTMLTableElement} table */
  const rowsOf = (table) => {
    const rows = known.get(table) ?? new Rows(table);
    known.set(table, rows);
    return rows;
  };
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (page.querySelectorAll("table[data-sortable]"))) {
    sortable(table, rowsOf(table));
  }
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll("input[data-filter]"))) {
    narrowing(input, rowsOf(/** @type {HTMLTableElement} */ (page.getElementById(input.dataset.filter ?? ""))));
  }
}
