/** One click does one thing: the second click of a double click, a held key, and a click while the first is at work do nothing. */

/**
 * The action, not begun again before it has ended.
 * @template {unknown[]} Given
 * @param {(...given: Given) => Promise<void>} action
 * @returns {(...given: Given) => Promise<void>}
 */
export function once(action) {
  let isAtWork = false;
  return async (...given) => {
    if (isAtWork) return;
    isAtWork = true;
    try {
      await action(...given);
    } finally {
      isAtWork = false;
    }
  };
}

/**
 * After its first click a button may have given way to another one, which the second must not press either.
 * Buttons with `data-many` count clicks.
 * @param {EventTarget} page
 */
export function ignoreSecondClicks(page) {
  page.addEventListener("click", (event) => {
    if (/** @type {MouseEvent} */ (event).detail > 1) stop(event);
  }, true);
  page.addEventListener("keydown", (event) => {
    const { repeat, key } = /** @type {KeyboardEvent} */ (event);
    if (repeat && (key === "Enter" || key === " ")) stop(event);
  }, true);
}

/** @param {Event} event */
function stop(event) {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("button");
  if (!button || "many" in button.dataset) return;
  event.preventDefault();
  event.stopPropagation();
}
