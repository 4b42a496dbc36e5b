/**
 * Text that was typed and not sent: kept on the companion, so that it survives browser and companion.
 *   <form data-draft-url="/desk/…" data-done="words of its button"> … <span data-kept role="status"></span></form>
 */
import { ask } from "./ask.js";
import { markSaved } from "./forms.js";

const WAIT_MS = 700;

/** @param {HTMLFormElement} form */
export function keepWhatIsTyped(form) {
  const line = /** @type {HTMLElement} */ (form.querySelector("[data-kept]"));
  let timer = 0;
  let changes = 0;
  let before = Promise.resolve(); // one after the other, so that older text never comes in last

  async function keep() {
    if (form.dataset.sent) return;
    const mine = changes;
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    fields.delete("csrf");
    try {
      const said = await (await ask(form.dataset.draftUrl ?? "", { method: "POST", body: fields })).json();
      if (mine !== changes || form.dataset.sent) return; // there is newer text, which is kept next
      markSaved(form);
      line.textContent = said.at && `Ungesicherter Text aufgehoben, ${said.at}. Fertig ist er erst mit „${form.dataset.done}“.`;
    } catch (error) {
      line.textContent = /** @type {Error} */ (error).message;
    }
  }
  form.addEventListener("input", (event) => {
    if (/** @type {HTMLElement} */ (event.target).id.startsWith("preview_")) return;
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(() => { before = before.then(keep); }, WAIT_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
