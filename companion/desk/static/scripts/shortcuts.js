/**
 * Keys with Alt, so that none fires while somebody types: data-shortcut="KeyN" data-shortcut-label="Neuer Baustein".
 * Links and buttons are clicked, fields focused. Ctrl+S (⌘S) sends the form with data-saves. Alt+H shows the list.
 */

/** @param {string} code */
const keyName = (code) => `Alt+${code.replace(/^(Key|Digit)/, "")}`;

/** @param {Document} page */
export function watchShortcuts(page) {
  page.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyS") {
      const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form[data-saves]"));
      if (form) {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || page.querySelector("dialog[open]")) return;
    const found = /** @type {HTMLElement | null} */ (page.querySelector(`[data-shortcut="${CSS.escape(event.code)}"]`));
    if (!found) return;
    event.preventDefault();
    if (found.matches("input, select, textarea")) found.focus();
    else found.click();
  });
  const list = page.querySelector("[data-shortcut-list]");
  if (!list) return;
  const known = [...page.querySelectorAll("[data-shortcut]")].map((element) => {
    const { shortcut = "", shortcutLabel } = /** @type {HTMLElement} */ (element).dataset;
    return [keyName(shortcut), shortcutLabel ?? element.textContent?.trim() ?? ""];
  });
  if (page.querySelector("form[data-saves]")) known.push(["Strg+S", "Speichern"]);
  for (const [keys, label] of known) {
    const [term, words, key] = ["dt", "dd", "kbd"].map((name) => page.createElement(name));
    key.textContent = keys;
    words.textContent = label;
    term.append(key);
    list.append(term, words);
  }
}
