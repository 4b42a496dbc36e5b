/**
 * Forms: one submission per click, nothing typed that would not go along, a question before what cannot be undone, a warning before text is lost.
 *   <form data-confirm="Wirklich?" data-confirm-more="Was dann geschieht." data-confirm-yes="Ja, löschen">
 *   <form data-unsaved>                    asks before the page or window is left with changed fields, and stays while nobody is signed in
 *   <form data-download>                   its answer is a file: the page stays, and the form may be sent again
 *   <button data-opens="ID of a dialog">
 */

import { ask } from "./ask.js";
import { welcome } from "./session.js";

const unsaved = new Set();
const TWICE_MS = 2000; // a second click within that time is none
const NEXT_PAGE_MS = 120_000; // by then the next page has come, or none will

/** Tell the companion, which the window asks, whether something would be lost. */
function tellWindow() {
  const now = String(unsaved.size > 0);
  const { dataset } = document.documentElement;
  if (dataset.told === now) return;
  dataset.told = now;
  ask("/desk/unsaved", { method: "POST", body: { unsaved: unsaved.size > 0 } }).catch(() => {});
}

/** For text that is kept some other way (a draft on the companion). @param {HTMLFormElement} form */
export function markSaved(form) {
  unsaved.delete(form);
  tellWindow();
}

/** @param {HTMLFormElement} form @returns {Promise<boolean>} */
function confirmed(form) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("confirm"));
  const title = /** @type {HTMLElement} */ (dialog.querySelector("h2"));
  const yes = /** @type {HTMLElement} */ (dialog.querySelector("[data-yes]"));
  title.textContent = form.dataset.confirm ?? "";
  /** @type {HTMLElement} */ (dialog.querySelector("[data-confirm-more]")).textContent = form.dataset.confirmMore ?? "";
  yes.textContent = form.dataset.confirmYes ?? "Ja";
  dialog.returnValue = "";
  dialog.showModal();
  title.focus();
  return new Promise((resolve) => {
    yes.onclick = () => dialog.close("yes");
    /** @type {HTMLElement} */ (dialog.querySelector("[data-no]")).onclick = () => dialog.close("");
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** What is typed from now on would not go along. @param {HTMLFormElement} form */
function isSent(form) {
  form.dataset.sent = "true";
  markSaved(form);
  const stays = "download" in form.dataset;
  setTimeout(() => again(form), stays ? TWICE_MS : NEXT_PAGE_MS);
  if (stays) return;
  form.inert = true;
  form.setAttribute("aria-busy", "true");
}

/** The form may be filled in and sent once more. @param {HTMLFormElement} form */
function again(form) {
  delete form.dataset.sent;
  delete form.dataset.asked;
  form.inert = false;
  form.removeAttribute("aria-busy");
}

/** @param {Document} page */
export function watchForms(page) {
  page.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    if ((form.dataset.confirm || "unsaved" in form.dataset) && !form.dataset.asked) {
      event.preventDefault();
      const { submitter } = /** @type {SubmitEvent} */ (event);
      if (form.dataset.confirm && !(await confirmed(form))) return;
      if ("unsaved" in form.dataset && !(await welcome(submitter?.textContent?.trim() || "Speichern"))) return;
      form.dataset.asked = "true";
      return form.requestSubmit(submitter);
    }
    isSent(form);
  });
  page.addEventListener("input", (event) => {
    const form = /** @type {HTMLElement} */ (event.target).closest("form[data-unsaved]");
    if (!form || unsaved.has(form)) return;
    unsaved.add(form);
    tellWindow();
  });
  page.addEventListener("click", (event) => {
    const opener = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-opens]"));
    if (opener) /** @type {HTMLDialogElement} */ (page.getElementById(opener.dataset.opens ?? "")).showModal();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
  const allAgain = () => {
    for (const form of page.querySelectorAll("form[data-sent], form[data-asked]")) again(/** @type {HTMLFormElement} */ (form));
  };
  window.addEventListener("pageshow", allAgain); // back from the next page
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape") allAgain(); // the browser gives up on the next page
  });
  if (page.querySelector("#confirm")) tellWindow(); // an earlier page may have said otherwise
}
