(() => {
  const { kontaktReader } = globalThis;

  // Small questions about the tree that several sites ask.

  /**
   * Elements of a list that lie in no other element of the list.
   * @template {Element} E
   * @param {Iterable<E>} elements
   * @returns {E[]} in document order
   */
  function outermost(elements) {
    const list = [...elements];
    /** @type {Set<Element>} */
    const all = new Set(list);
    return list.filter((element) => {
      for (let up = element.parentElement; up; up = up.parentElement) if (all.has(up)) return false;
      return true;
    });
  }

  /**
   * @template {Element} E
   * @param {Iterable<E | null>} elements
   * @returns {E[]} each once, in the order given
   */
  function unique(elements) {
    return [...new Set(elements)].filter((element) => element !== null);
  }

  /**
   * The nearest ancestor that satisfies a test, the element itself included.
   * @param {Element | null} from
   * @param {(element: Element) => boolean} test
   * @param {Element | null} [until] not climbed beyond
   * @returns {Element | null}
   */
  function climb(from, test, until = null) {
    for (let up = from; up; up = up.parentElement) {
      if (test(up)) return up;
      if (up === until) return null;
    }
    return null;
  }

  /**
   * What of a part lies outside an element in it, as few large elements.
   * @param {Element} element
   * @param {Element} part
   * @returns {Element[]}
   */
  function besides(element, part) {
    const found = [];
    for (let up = element; up !== part && up.parentElement; up = up.parentElement) {
      found.push(...[...up.parentElement.children].filter((child) => child !== up));
    }
    return found;
  }

  /**
   * @param {Node} first
   * @param {Node} second
   * @returns {boolean} whether the first comes before the second and does not contain it
   */
  function isBefore(first, second) {
    const position = first.compareDocumentPosition(second);
    return Boolean(position & Node.DOCUMENT_POSITION_FOLLOWING) && !(position & Node.DOCUMENT_POSITION_CONTAINED_BY);
  }

  /**
   * How many ancestors of a kind an element has below a root.
   * @param {Element} element
   * @param {string} selector
   * @param {Element | null} root
   */
  function depth(element, selector, root) {
    let count = 0;
    for (let up = element.parentElement; up && up !== root; up = up.parentElement) if (up.matches(selector)) count++;
    return count;
  }

  /**
   * The room an element takes. One without a box of its own (`display: contents`) takes that of what is in it.
   * @param {Element} element
   * @returns {DOMRect} all zero where nothing is laid out
   */
  function roomOf(element) {
    const box = element.getBoundingClientRect();
    if (box.width || box.height || box.top || !element.childElementCount) return box;
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect?.() ?? box; // tests without a browser know no layout of ranges
  }

  /**
   * Whether an element is indented against its fellows, as replies are against comments whatever their nesting.
   * @param {Element} element
   * @param {Element[]} fellows the element itself may be among them
   * @param {number} [least] CSS pixels
   */
  function isIndented(element, fellows, least = 8) {
    return startOf(element) > leastStart(fellows) + least;
  }

  /** @param {Element} element @returns {number} where it starts, in CSS pixels; NaN where nothing is laid out */
  function startOf(element) {
    const box = roomOf(element);
    if (!box.width) return Number.NaN;
    return getComputedStyle(element).direction === "rtl" ? -box.right : box.left;
  }

  /** @param {Element[]} fellows @returns {number} where the first of them starts */
  function leastStart(fellows) {
    return Math.min(...fellows.map(startOf).filter((edge) => !Number.isNaN(edge)));
  }

  /**
   * Whether an element lies deeper than its fellows, for pages that are looked at without a layout.
   * @param {Element} element
   * @param {Element[]} fellows
   * @param {Element} root
   */
  function isNestedDeeper(element, fellows, root) {
    if (roomOf(element).width) return false;
    const depths = fellows.map((one) => depth(one, "*", root));
    return depth(element, "*", root) > Math.min(...depths);
  }

  kontaktReader.tree = { outermost, unique, climb, besides, isBefore, depth, roomOf, isIndented, startOf, leastStart, isNestedDeeper };
})();
