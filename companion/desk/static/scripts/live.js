/**
 * A region that the server draws again while a form is filled in.
 *   <form data-live="#preview" data-live-url="/desk/…/preview" [data-live-method="post"]> … </form> <div id="preview">…</div>
 * The form's fields go to the address; its answer, a piece of HTML, replaces the inside of the region. An answer that
 * was overtaken by further typing is dropped, and a refusal is said in the region's place.
 */
import { ask } from "./ask.js";

const WAIT_MS = 150;

/** @param {HTMLFormElement} form */
function live(form) {
  const region = /** @type {HTMLElement} */ (document.querySelector(form.dataset.live ?? ""));
  const method = (form.dataset.liveMethod ?? "get").toUpperCase();
  let timer = 0;
  /** @type {AbortController | undefined} */
  let earlier;

  async function draw() {
    earlier?.abort();
    const mine = (earlier = new AbortController());
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    fields.delete("csrf");
    const url = form.dataset.liveUrl ?? form.action;
    region.setAttribute("aria-busy", "true");
    try {
      const options = { signal: mine.signal };
      const answer = method === "GET" ? await ask(`${url}?${fields}`, options) : await ask(url, { ...options, method, body: fields });
      const html = await answer.text();
      if (mine.signal.aborted) return;
      const page = new DOMParser().parseFromString(html, "text/html");
      region.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
      region.dispatchEvent(new CustomEvent("kontakt:drawn", { bubbles: true }));
    } catch (error) {
      if (mine.signal.aborted) return;
      region.textContent = /** @type {Error} */ (error).message;
    }
    region.removeAttribute("aria-busy");
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, WAIT_MS);
  });
  form.addEventListener("kontakt:redraw", draw);
}

/** @param {Document} page */
export function watchLive(page) {
  for (const form of page.querySelectorAll("form[data-live]")) live(/** @type {HTMLFormElement} */ (form));
}
