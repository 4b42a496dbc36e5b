/**
 * Narrows the list of entries by topic, kind, status and what is due, together with the words of its search field.
 *   <div data-list-filters="TABLE-ID"> … <select data-key="topic"> <input type="checkbox" data-key="due">
 */

/** @param {HTMLElement} bar */
function narrowing(bar) {
  const table = /** @type {HTMLTableElement} */ (document.getElementById(bar.dataset.listFilters ?? ""));
  const count = /** @type {HTMLElement} */ (bar.querySelector("[data-filter-count]"));
  const nothing = /** @type {HTMLElement | null} */ (document.querySelector("[data-nothing-left]"));
  const words = /** @type {HTMLInputElement} */ (bar.querySelector("[data-filter]"));
  const fields = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...bar.querySelectorAll("[data-key]")]);
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: (row.textContent ?? "").toLocaleLowerCase("de") }));

  function narrow() {
    const asked = words.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
    /** @type {[string, string | null][]} */
    const chosen = [];
    for (const field of fields) {
      const key = field.dataset.key ?? "";
      if (field instanceof HTMLSelectElement ? field.value : field.checked) {
        chosen.push([key, field instanceof HTMLSelectElement ? field.value : null]);
      }
    }
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        chosen.every(([key, value]) => (value === null ? key in row.dataset : row.dataset[key] === value)) &&
        asked.every((word) => text.includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      shown += Number(fits);
    }
    count.textContent = chosen.length || asked.length ? `${shown} von ${rows.length}` : "";
    if (nothing) nothing.hidden = shown > 0;
  }
  bar.addEventListener("input", narrow);
  narrow();
}

for (const bar of document.querySelectorAll("[data-list-filters]")) narrowing(/** @type {HTMLElement} */ (bar));
