/**
 * Sorting and narrowing of a table that is wholly on the page (up to some thousand rows).
 *   <table id="entries" data-sortable>  … <th data-sort>  <th data-sort data-number>  <td data-value="2026-11-29">29.11.2026</td>
 *   <div class="toolbar"> <input data-filter="entries">       rows whose text holds every word stay
 *     <select data-key="topic"> <input type="checkbox" data-key="due"> </div>       and whose data-topic, data-due fit
 *   <p hidden data-nothing-left>                              shown when none is left
 */

const collator = new Intl.Collator("de", { numeric: true, sensitivity: "base" });

/** @param {HTMLTableRowElement} row @param {number} column */
const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent?.trim() ?? "";

/** @param {HTMLTableElement} table */
function sortable(table) {
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
      const body = table.tBodies[0];
      const keyed = [...body.rows].map((row) => ({ row, value: valueOf(row, column) }));
      keyed.sort((a, b) => (down ? -1 : 1) * collator.compare(a.value, b.value));
      body.replaceChildren(...keyed.map(({ row }) => row));
    });
  });
}

/** @param {HTMLInputElement} input */
function narrowing(input) {
  const table = /** @type {HTMLTableElement} */ (document.getElementById(input.dataset.filter ?? ""));
  const count = input.closest(".filter")?.querySelector("[data-filter-count]");
  const bar = input.closest(".toolbar") ?? input;
  const nothing = /** @type {HTMLElement | null} */ (document.querySelector("[data-nothing-left]"));
  const fields = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...bar.querySelectorAll("[data-key]")]);
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: (row.textContent ?? "").toLocaleLowerCase("de") }));

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
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        keys.every(([key, value]) => (value === null ? key in row.dataset : row.dataset[key] === value));
      if (row.hidden === fits) row.hidden = !fits;
      shown += Number(fits);
    }
    if (count) count.textContent = words.length || keys.length ? `${shown} von ${rows.length}` : "";
    if (nothing) nothing.hidden = shown > 0;
  }
  bar.addEventListener("input", narrow);
  narrow(); // a browser that came back keeps what was typed
}

/** @param {Document} page */
export function watchTables(page) {
  for (const table of page.querySelectorAll("table[data-sortable]")) sortable(/** @type {HTMLTableElement} */ (table));
  for (const input of page.querySelectorAll("input[data-filter]")) narrowing(/** @type {HTMLInputElement} */ (input));
}
