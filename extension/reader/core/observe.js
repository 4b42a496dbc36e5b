(() => {
  const { kontaktReader } = globalThis;

  const SETTLE = 150; // ms of quiet after the last event of a person before the page is read
  const QUIET = 120; // ms of quiet after a change of the page
  const LATEST = 3000; // ms after which a page that never comes to rest is read all the same
  const PATIENCE = 50; // ms by which changes of the page may delay the reading after an event of a person
  const AFTERWARDS = [500, 1200]; // ms after a click: what was asked for may have arrived by then

  /**
   * Watches a page and says when it is worth reading. Nothing is watched before `start` and nothing after `stop`.
   * @param {Document} document
   * @param {KontaktEvents} tell
   * @returns {KontaktObserver}
   */
  function observe(document, tell) {
    const view = /** @type {Window & typeof globalThis} */ (document.defaultView);
    const stopping = new AbortController();
    const listening = { capture: true, passive: true, signal: stopping.signal };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @type {Set<ReturnType<typeof setTimeout>>} */
    const later = new Set();
    let due = 0;
    let latest = 0;
    let address = place(document);
    let pointerAt = { x: Number.NaN, y: Number.NaN };

    /** A person did something: read when the pause is over. Changes of the page may delay that by a moment only. */
    function soon(pause = SETTLE) {
      const now = performance.now();
      due = now + pause;
      latest = due + PATIENCE;
      arm(now);
    }

    /** The page changed: read when it comes to rest, and now and then if it never does. */
    function changed() {
      const now = performance.now();
      if (timer === undefined) latest = now + LATEST;
      due = Math.min(Math.max(due, now + QUIET), latest);
      arm(now);
    }

    let rings = Number.POSITIVE_INFINITY;

    /** Sets the clock; one that rings too early looks again, so that a busy page does not set it anew each time. @param {number} now */
    function arm(now) {
      if (timer !== undefined && rings <= due) return;
      clearTimeout(timer);
      rings = Math.max(due, now);
      timer = setTimeout(ring, rings - now);
    }

    function ring() {
      timer = undefined;
      const now = performance.now();
      if (now < due) return arm(now);
      due = 0;
      checkAddress();
      if (document.visibilityState !== "hidden") tell.settled();
    }

    /** Single pages change their address without loading; the old page's targets count no more. */
    function checkAddress() {
      const now = place(document);
      if (now === address) return;
      address = now;
      tell.left();
    }

    const onAddress = () => {
      checkAddress();
      soon();
    };

    /** @type {[EventTarget, string, (event: any) => void][]} */
    const listeners = [
      [document, "pointerdown", (event) => onPress(event)],
      [document, "click", (event) => onPress(event)],
      [document, "focusin", (event) => onFocus(event)],
      [document, "pointermove", (event) => onMove(event)],
      [document, "scroll", (event) => onScroll(event)],
      [document, "selectionchange", () => soon()],
      [document, "visibilitychange", () => soon(0)],
      [view, "resize", () => soon()],
      [view, "popstate", onAddress],
      [view, "hashchange", onAddress],
    ];
    const { navigation } = /** @type {any} */ (view);
    if (navigation) listeners.push([navigation, "navigatesuccess", onAddress]);

    /** @param {Event} event */
    function onPress(event) {
      const [element] = event.composedPath();
      if (!event.isTrusted || !(element instanceof Element)) return;
      tell.clicked(element);
      soon();
      if (event.type !== "click") return;
      for (const pause of AFTERWARDS) {
        const id = setTimeout(() => {
          later.delete(id);
          soon(0);
        }, pause);
        later.add(id);
      }
    }

    /** @param {FocusEvent} event */
    function onFocus(event) {
      if (!(event.target instanceof Element)) return;
      tell.focused(event.target);
      soon();
    }

    /** @param {PointerEvent} event */
    function onMove(event) {
      // Browsers report a move when the page slides under a pointer at rest.
      if (event.screenX === pointerAt.x && event.screenY === pointerAt.y) return;
      pointerAt = { x: event.screenX, y: event.screenY };
      tell.moved(event);
      soon();
    }

    /** @param {Event} event */
    function onScroll(event) {
      if (event.target) tell.scrolled(event.target);
      soon();
    }

    for (const [target, name, listener] of listeners) target.addEventListener(name, listener, listening);
    const changes = new MutationObserver(changed);
    changes.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["open", "hidden", "aria-hidden", "aria-modal"],
    });
    soon(0);

    return {
      again: () => soon(0),
      stop() {
        stopping.abort();
        changes.disconnect();
        clearTimeout(timer);
        for (const id of later) clearTimeout(id);
      },
    };
  }

  /** The address as far as it names a page; a fragment does so only in old routers. @param {Document} document */
  function place({ location }) {
    return location.href.slice(location.origin.length).replace(/#(?![/!]).*$/u, "").replace(/#$/u, "");
  }

  kontaktReader.observe = observe;
})();
