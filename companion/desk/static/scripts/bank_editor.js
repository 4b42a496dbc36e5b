/** The editor of an entry: keeps what is typed on the companion, inserts amounts and pieces of text, lists row by row. */
import { ask } from "./ask.js";
import { markSaved } from "./forms.js";
import { watchRows } from "./rows.js";

const WAIT_MS = 700;

/** @param {HTMLFormElement} form */
function keeping(form) {
  const line = /** @type {HTMLElement} */ (form.querySelector("[data-kept]"));
  let timer = 0;
  let changes = 0;

  async function keep() {
    const mine = changes;
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    fields.delete("csrf");
    try {
      const said = await (await ask(form.dataset.draftUrl ?? "", { method: "POST", body: fields })).json();
      if (mine !== changes || form.dataset.sent) return; // there is newer text, which is kept next
      markSaved(form);
      line.textContent = `Ungesicherter Text aufgehoben, ${said.at}. Fertig ist er erst mit „Speichern“.`;
    } catch (error) {
      line.textContent = /** @type {Error} */ (error).message;
    }
  }
  form.addEventListener("input", (event) => {
    if (/** @type {HTMLElement} */ (event.target).id.startsWith("preview_")) return;
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

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
  keeping(form);
  inserting(form);
  // The choice of the preview lies outside the form, so that it stays in sight.
  for (const choice of document.querySelectorAll("[id^=preview_]")) {
    choice.addEventListener("input", () => form.dispatchEvent(new Event("kontakt:redraw")));
  }
}
