/** The answers of the jurist: what is typed stays until it is sent. */
import { keepWhatIsTyped } from "./keeping.js";

for (const form of document.querySelectorAll("form[data-draft-url]")) keepWhatIsTyped(/** @type {HTMLFormElement} */ (form));
