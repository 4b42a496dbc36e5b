/** Keeps the strip of long work current while something runs. */
import { ask } from "./ask.js";

const EVERY_MS = 500;
const LATEST_MS = 8000; // between two questions that nobody answered

/** A page without its content yet: <p data-reload-after="ID OF A JOB">. @param {string} [id] */
const waitingFor = (id) => `[data-reload-after="${CSS.escape(id ?? "")}"]`;

/** @param {HTMLElement} strip */
async function follow(strip) {
  const progress = /** @type {HTMLProgressElement} */ (strip.querySelector("progress"));
  const step = /** @type {HTMLElement} */ (strip.querySelector("[data-job-step]"));
  for (let pause = EVERY_MS; ; ) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    let state;
    try {
      state = await (await ask(`${strip.dataset.url}/state`)).json();
      pause = EVERY_MS;
    } catch (error) {
      const { message, hint, status } = /** @type {import("./ask.js").Refused} */ (error);
      if (status === 404) return forget(strip, { message, hint });
      if (step.textContent !== message) step.textContent = message; // read out once
      pause = Math.min(2 * pause, LATEST_MS);
      continue;
    }
    if (state.state === "done" && document.querySelector(waitingFor(strip.dataset.job))) return location.reload();
    if (state.state !== "running") return finish(strip).catch(() => tell(strip, state));
    if (!state.stoppable) strip.querySelector("[data-job-stop]")?.remove();
    if (state.share === null) progress.removeAttribute("value");
    else progress.value = state.share;
    const words = state.stopping ? "Wird angehalten …" : state.step || "Läuft …";
    if (step.textContent !== words) step.textContent = words;
  }
}

/**
 * The companion was started anew and knows nothing of it: a page that waits for it is asked for anew.
 * @param {HTMLElement} strip @param {{message: string, hint: string}} said
 */
function forget(strip, said) {
  if (document.querySelector(waitingFor(strip.dataset.job))) return location.reload();
  tell(strip, said);
}

/** The server draws how it ended, so that there is one template for it. @param {HTMLElement} strip */
async function finish(strip) {
  const html = await (await ask(`${strip.dataset.url}/strip`)).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const ended = page.querySelector(`[data-job="${CSS.escape(strip.dataset.job ?? "")}"]`);
  if (!ended) return strip.remove();
  const fresh = document.importNode(ended, true);
  const words = /** @type {HTMLElement} */ (fresh.querySelector("[data-job-step]"));
  const step = /** @type {HTMLElement} */ (strip.querySelector("[data-job-step]"));
  step.textContent = words.textContent; // announced where it was read before
  words.replaceWith(step);
  strip.replaceWith(fresh);
  fresh.dispatchEvent(new CustomEvent("kontakt:job-ended", { bubbles: true }));
}

/**
 * The piece cannot be had now: how it ended is known all the same, and the next page draws it.
 * @param {HTMLElement} strip @param {{message: string, hint: string}} ended
 */
function tell(strip, { message, hint }) {
  for (const part of strip.querySelectorAll("progress, [data-job-stop]")) part.remove();
  const step = /** @type {HTMLElement} */ (strip.querySelector("[data-job-step]"));
  step.textContent = `${message} ${hint}`.trim() || "Angehalten.";
  strip.dispatchEvent(new CustomEvent("kontakt:job-ended", { bubbles: true }));
}

/** @param {Document} page */
export function watchJobs(page) {
  for (const strip of page.querySelectorAll('[data-job][data-state="running"]')) follow(/** @type {HTMLElement} */ (strip));
  const waiting = /** @type {HTMLElement | null} */ (page.querySelector("[data-reload-after]"));
  const id = CSS.escape(waiting?.dataset.reloadAfter ?? "");
  if (waiting && !page.querySelector(`[data-job="${id}"]:is([data-state="running"], [data-state="failed"])`)) location.reload();
}
