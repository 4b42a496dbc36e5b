/** The keyboard: everything the pointer can do in the list. Listed under `?`. */

/** What the help shows. @type {{label: string, text: string}[]} */
export const KEYS = [
  { label: "↓ ↑", text: "key_arrows" }, { label: "Enter", text: "key_enter" }, { label: "e", text: "key_open" },
  { label: "u", text: "key_undo" }, { label: "g", text: "key_gap" }, { label: "n", text: "key_waiting" },
  { label: "/", text: "key_search" }, { label: "Esc", text: "key_back" }, { label: "?", text: "key_help" },
];

/** @param {EventTarget|null} target whether it takes letters itself */
function isTyping(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    || (target instanceof HTMLInputElement && !["radio", "checkbox", "button"].includes(target.type));
}

/** @param {Element|null} from @param {1|-1} step move the focus to the next card of the visible page */
function moveFocus(from, step) {
  const cards = [...document.querySelectorAll(".page:not([hidden]) .card")];
  const place = cards.findIndex((card) => card.contains(from));
  const next = cards[place < 0 ? (step > 0 ? 0 : cards.length - 1) : place + step];
  if (!(next instanceof HTMLElement)) return;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** @param {import("./app.js").App} app */
export function listenToKeys(app) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const focused = document.activeElement;
    if (event.key === "Escape") {
      app.back();
      event.preventDefault();
      return;
    }
    if (isTyping(event.target) || (event.repeat && !event.key.startsWith("Arrow"))) return;
    const isCard = focused instanceof HTMLElement && focused.classList.contains("card");
    /** @type {Record<string, () => unknown>} */
    const actions = {
      ArrowDown: () => moveFocus(focused, 1),
      ArrowUp: () => moveFocus(focused, -1),
      "/": () => app.go("search"),
      "?": () => app.go("help"),
      u: () => app.undoLast(),
      g: () => app.reportGap(),
      n: () => app.showWaiting(),
    };
    if (isCard) {
      actions.Enter = () => focused.querySelector("[data-testid=copy]")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      actions.e = () => app.open(focused.dataset.id ?? null);
    }
    if (focused instanceof HTMLInputElement && event.key.startsWith("Arrow")) return; // radio buttons move by arrows
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
