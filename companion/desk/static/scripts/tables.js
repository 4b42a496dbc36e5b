/**
 * Sorting and narrowing of a table that is wholly on the page (up to some thousand rows).
 *   <table id="entries" data-sortable>  … <th data-sort>  <th data-sort data-number>  <td data-value="2026-11-29">29.11.2026</td>
 *   <input data-filter="entries">       rows whose text holds every word stay
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
      body.append(...keyed.map(({ row }) => row));
    });
  });
}

/** @param {HTMLInputElement} input */
function filtering(input) {
  const table = /** @type {HTMLTableElement} */ (document.getElementById(input.dataset.filter ?? ""));
  const count = input.closest(".filter")?.querySelector("[data-filter-count]");
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: (row.textContent ?? "").toLocaleLowerCase("de") }));
  const narrow = () => {
    const words = input.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += Number(!row.hidden);
    }
    if (count) count.textContent = words.length ? `${shown} von ${rows.length}` : "";
  };
  input.addEventListener("input", narrow);
  if (input.value) narrow();
}

/** @param {Document} page */
export function watchTables(page) {
  for (const table of page.querySelectorAll("table[data-sortable]")) sortable(/** @type {HTMLTableElement} */ (table));
  for (const input of page.querySelectorAll("input[data-filter]")) filtering(/** @type {HTMLInputElement} */ (input));
}
