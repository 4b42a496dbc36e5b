/** Whether somebody is in a region: a pointer that moved there, or the keyboard's focus. */

/**
 * @param {HTMLElement} region
 * @param {() => void} onLeave nobody is there any more
 */
export function createHold(region, onLeave) {
  let pointer = false;
  let focus = false;

  /** @param {() => void} change */
  function update(change) {
    const before = pointer || focus;
    change();
    if (before && !pointer && !focus) onLeave();
  }

  region.addEventListener("pointermove", () => { pointer = true; });
  region.addEventListener("pointerleave", () => update(() => { pointer = false; }));
  region.addEventListener("focusin", () => { focus = true; });
  region.addEventListener("keydown", () => { focus = true; });
  region.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && region.contains(event.relatedTarget))) update(() => { focus = false; });
  });
  // Somebody who works in the page again is no longer in the list, even though its element keeps the focus.
  window.addEventListener("blur", () => update(() => { focus = false; }));

  return {
    isHeld: () => pointer || focus,
    /** The reading is done, for example because an answer was copied. The next movement holds again. */
    release: () => update(() => { pointer = false; focus = false; }),
  };
}
