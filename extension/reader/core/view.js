(() => {
  const { kontaktReader } = globalThis;
  const { text, tree } = kontaktReader;

  const DIALOG = '[role="dialog"], dialog[open], [aria-modal="true"]';

  /**
   * The box in which an element scrolls: its nearest ancestor that scrolls by itself, a fixed layer, or the page.
   * @param {Element} element
   * @param {Map<Element, Element>} [known] what was found around other elements at the same moment
   * @returns {Element}
   */
  function scrollerOf(element, known = new Map()) {
    const { body, scrollingElement, documentElement } = element.ownerDocument;
    if (getComputedStyle(element).position === "fixed") return element;
    let found = scrollingElement ?? documentElement;
    const passed = [];
    for (let up = element.parentElement; up && up !== body; up = up.parentElement) {
      const before = known.get(up);
      if (before) {
        found = before;
        break;
      }
      passed.push(up);
      const { overflowY, position } = getComputedStyle(up);
      if (position !== "fixed" && !(/auto|scroll|overlay/u.test(overflowY) && up.scrollHeight > up.clientHeight + 1)) continue;
      found = up;
      break;
    }
    for (const up of passed) known.set(up, found);
    return found;
  }

  /**
   * The part of a scroller that is on screen, in viewport coordinates.
   * @param {Element} scroller
   * @returns {{top: number, bottom: number, left: number, right: number}}
   */
  function windowOf(scroller) {
    const page = scroller.ownerDocument.documentElement;
    // Old boards have no doctype: there the root element is as high as the whole page.
    const screen = {
      top: 0,
      bottom: Math.min(page.clientHeight || innerHeight, innerHeight || page.clientHeight),
      left: 0,
      right: Math.min(page.clientWidth || innerWidth, innerWidth || page.clientWidth),
    };
    if (scroller === scroller.ownerDocument.scrollingElement || scroller === page) return screen;
    const box = scroller.getBoundingClientRect();
    return {
      top: Math.max(screen.top, box.top),
      bottom: Math.min(screen.bottom, box.bottom),
      left: Math.max(screen.left, box.left),
      right: Math.min(screen.right, box.right),
    };
  }

  /**
   * The box around several elements.
   * @param {Element[]} elements
   * @returns {{top: number, bottom: number, left: number, right: number} | null} null if none of them takes any room
   */
  function boxOf(elements) {
    const boxes = elements.map(tree.roomOf).filter((box) => box.width && box.height);
    if (!boxes.length) return null;
    return {
      top: Math.min(...boxes.map((box) => box.top)),
      bottom: Math.max(...boxes.map((box) => box.bottom)),
      left: Math.min(...boxes.map((box) => box.left)),
      right: Math.max(...boxes.map((box) => box.right)),
    };
  }

  /**
   * Whether a box touches a window of the page.
   * @param {{top: number, bottom: number, left: number, right: number}} box
   * @param {{top: number, bottom: number, left: number, right: number}} view
   */
  function touches(box, view) {
    return box.bottom > view.top && box.top < view.bottom && box.right > view.left && box.left < view.right;
  }

  /**
   * Elements that lie in no feed, where layers never are: feeds are long, and looking through them is dear.
   * @param {Document} document
   * @param {string} selector
   * @returns {Element[]}
   */
  function outsideFeed(document, selector) {
    const feed = document.querySelector('[role="feed"]');
    const places = feed ? tree.besides(feed, document.body) : [document.body];
    return places.flatMap((place) => [...(place.matches(selector) ? [place] : []), ...place.querySelectorAll(selector)]);
  }

  /**
   * Dialogs that are on screen, the uppermost first. Small ones (menus, cookie notes) count only if they lie over the
   * middle of the page, where they keep people from what is behind.
   * @param {Document} document
   * @returns {{element: Element, covers: boolean}[]}
   */
  function dialogs(document) {
    const screen = windowOf(document.documentElement);
    const centre = { x: screen.right / 2, y: screen.bottom / 2 };
    return outsideFeed(document, DIALOG)
      .sort((a, b) => (tree.isBefore(a, b) || a.contains(b) ? -1 : 1))
      .filter((element) => text.isShown(element))
      .map((element) => ({ element, box: boxOf([element, ...element.children]) }))
      .filter(({ box }) => box && touches(box, screen))
      .map(({ element, box }) => {
        if (!box) return { element, covers: false };
        const area = (Math.min(box.right, screen.right) - Math.max(box.left, 0)) * (Math.min(box.bottom, screen.bottom) - Math.max(box.top, 0));
        const isOverCentre = box.left < centre.x && box.right > centre.x && box.top < centre.y && box.bottom > centre.y;
        return { element, covers: isOverCentre && area > 0.2 * screen.right * screen.bottom };
      })
      .reverse();
  }

  kontaktReader.view = { scrollerOf, windowOf, boxOf, touches, outsideFeed, dialogs };
})();
