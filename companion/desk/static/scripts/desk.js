/** Starts what every page needs. Each module does nothing where its attributes are missing, and every page works without. */
import { watchForms } from "./forms.js";
import { watchJobs } from "./jobs.js";
import { watchLive } from "./live.js";
import { watchShortcuts } from "./shortcuts.js";
import { watchTables } from "./tables.js";

watchForms(document);
watchTables(document);
watchShortcuts(document);
watchJobs(document);
watchLive(document);
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
document.documentElement.dataset.ready = "true";
