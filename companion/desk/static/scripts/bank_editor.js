/** The editor of an entry: inserts amounts and pieces of text, lists row by row. */
import { keepWhatIsTyped } from "./keeping.js";
import { watchRows } from "./rows.js";

/** @param {HTMLFormElement} form */
function inserting(form) {
  const bar = /** @type {HTMLElement | null} */ (form.querySelector("[data-insert-bar]"));
  if (!bar) return;
  bar.hidden = false;
  let target = /** @type {HTMLTextAreaElement} */ (form.querySelector("#text"));
  form.addEventListener("focusin", (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field instanceof HTMLTextAreaElement && field.name.startsWith("text")) target = field;
  });
  bar.querySelector("[data-insert]")?.addEventListener("click", () => {
    const choice = /** @type {HTMLSelectElement} */ (bar.querySelector("select"));
    target.setRangeText(choice.value, target.selectionStart, target.selectionEnd, "end");
    target.focus();
    target.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("editor"));
if (form) {
  watchRows(document);
  keepWhatIsTyped(form);
  inserting(form);
  // The choice of the preview lies outside the form, so that it stays in sight.
  for (const choice of document.querySelectorAll("[id^=preview_]")) {
    choice.addEventListener("input", () => form.dispatchEvent(new Event("kontakt:redraw")));
  }
}
