(() => {
  const { kontaktReader } = globalThis;
  const { labels, traces } = kontaktReader;

  const NEVER = new Set(
    "script style noscript template textarea input select option button summary time svg math video audio iframe object embed canvas progress meter datalist".split(" "),
  );
  const CONTROL = 'button, summary, [role="button"], [role="menuitem"], [role="tab"], [role="link"][aria-expanded]';
  const DROPPED = /[\u200B\u2060\uFEFF\u00AD]/gu;
  const EMOJI = /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}\u20E3])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200D\uFE0F\u20E3#*0-9\u{E0020}-\u{E007F}\s]+$/u;
  // A mention that is marked as one piece: by its class or data, or as a name in an element of its own.
  const MENTION_MARK = /(?:^|[\s_-])(?:mentions?|user|username|userlink|usertag|profile|member)(?=$|[\s_-])/iu;
  const MENTION_DATA = "[data-mention], [data-mention-id], [data-user-id], [data-userid], [data-username]";
  const MENTION = /^[@＠]\S+(?:\s\S+){0,4}$/u;
  const MENTIONED_NAME = /^[@＠]\p{Lu}\S*(?:\s(?:von|vom|van|zu|zum|zur|der|den|de|da|di|du|el|al|le|la|\p{Lu}[\p{L}.'’-]*)){1,4}$/u;
  const LINK_AS_WORDS = /^(?:https?:\/\/|www\.)\S+$|^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/\S*$/iu;

  /**
   * The words of an item as they are rendered: what a person can read there now, in reading order. Hidden letters,
   * decoys outside their line, folded parts, closed spoilers, controls, mentions, addresses and pictures are left out.
   * @param {Iterable<Element>} bodies the elements that hold the item's own words, none inside another
   * @param {KontaktCuts} [cuts]
   * @returns {string} one line, trimmed; empty if nothing is to be read
   */
  function rendered(bodies, cuts = {}) {
    const reading = new Reading(cuts);
    for (const body of bodies) {
      reading.enter(body);
      reading.gap();
    }
    return tidy(reading.words.join(""));
  }

  /**
   * The rendered words of a selected range, cut like a body.
   * @param {Range} range
   * @param {KontaktCuts} [cuts]
   * @returns {string}
   */
  function selected(range, cuts = {}) {
    const root = range.commonAncestorContainer;
    const element = root instanceof Element ? root : root.parentElement;
    if (!element) return "";
    const reading = new Reading(cuts, range);
    reading.enter(element);
    return tidy(reading.words.join(""));
  }

  /**
   * One line, without what may not leave a page: invisible characters, addresses, handles, telephone numbers. Umlauts that a page writes as
   * letter and dots are put together; nothing else would find them.
   * @param {string} words
   * @returns {string}
   */
  function tidy(words) {
    const lines = words.normalize("NFC").replace(DROPPED, "").replace(/[^\S\n]+/gu, " ");
    return traces.cut(lines).replace(/\s+/gu, " ").trim();
  }

  class Reading {
    /** @type {string[]} */
    words = [];
    /** Boxes that hide what lies below their lower edge. @type {DOMRect[]} */
    folds = [];

    /**
     * @param {KontaktCuts} cuts
     * @param {Range} [range] read only what lies in it
     */
    constructor(cuts, range) {
      this.cuts = cuts;
      this.range = range;
    }

    /** Starts at a body: the boxes around it may hide a part of it. @param {Element} body */
    enter(body) {
      if (!isShown(body)) return;
      const outer = this.folds;
      for (let up = body.parentElement; up && up !== up.ownerDocument.body; up = up.parentElement) {
        const fold = foldOf(up, getComputedStyle(up));
        if (fold) this.folds = [...this.folds, fold];
      }
      this.visit(body, true);
      this.folds = outer;
    }

    /** @param {Element} element @param {boolean} [isBody] */
    visit(element, isBody = false) {
      if (!isBody && this.skips(element)) return;
      const style = getComputedStyle(element);
      if (isHidden(element, style) || isClosed(element)) return;
      const block = !/^(?:inline|contents|none|ruby)/u.test(style.display);
      if (block) this.gap();
      const fold = foldOf(element, style);
      if (fold) this.folds = [...this.folds, fold];
      const silent = style.visibility !== "visible" || Number.parseFloat(style.fontSize) === 0;
      for (const child of childrenOf(element)) {
        if (child.nodeType === Node.TEXT_NODE) {
          if (!silent) this.say(/** @type {Text} */ (child));
        } else if (child instanceof Element) this.visit(child);
      }
      if (fold) this.folds = this.folds.slice(0, -1);
      if (block) this.gap();
    }

    /** What is no text of the item; an image may still be an emoji. @param {Element} element */
    skips(element) {
      const name = element.localName;
      if (name === "br" || name === "hr" || name === "wbr") {
        if (name !== "wbr") this.gap();
        return true;
      }
      if (name === "img") {
        if (this.inRange(element)) this.words.push(this.emojiOf(element));
        return true;
      }
      if (element.getAttribute("role") === "img" && EMOJI.test(element.getAttribute("aria-label") ?? "")) {
        this.words.push(element.getAttribute("aria-label") ?? "");
        return true;
      }
      if (element.matches(CONTROL)) {
        this.unfoldedBy(element);
        return true;
      }
      if (NEVER.has(name) || isEditable(element) || this.cuts.cut?.(element) || isMention(element)) return true;
      return name === "a" && this.skipsLink(/** @type {HTMLAnchorElement} */ (element));
    }

    /** @param {HTMLAnchorElement} link */
    skipsLink(link) {
      const words = (link.textContent ?? "").trim();
      if (words.startsWith("#")) return false; // a hashtag
      if (labels.isMore(words)) {
        this.unfoldedBy(link);
        return true;
      }
      if (words.startsWith("@") || LINK_AS_WORDS.test(words)) return true;
      return Boolean(words && this.cuts.mention?.(link));
    }

    /** A button right behind an ellipsis unfolds the text: the ellipsis is its part. @param {Element} control */
    unfoldedBy(control) {
      if (!isShown(control)) return;
      while (this.words.length && !this.words.at(-1)?.trim()) this.words.pop();
      const last = this.words.at(-1);
      if (last !== undefined) this.words.push(`${this.words.pop()?.replace(/\s*(?:…|\.\.\.)\s*$/u, "")} `);
    }

    /** @param {Element} image */
    emojiOf(image) {
      const style = getComputedStyle(image);
      if (isHidden(image, style) || style.visibility !== "visible") return "";
      const alt = image.getAttribute("alt") ?? "";
      const own = this.cuts.emoji?.(image);
      if (own) return own;
      if (EMOJI.test(alt)) return alt.trim();
      // Smilies of boards are written with signs (":)", ":shock:"); a name or a description never is.
      const isSmiley = /smil|emoji|emoticon/iu.test(image.getAttribute("class") ?? "");
      return isSmiley && /^[^\p{L}\p{N}\s]\S{0,20}$/u.test(alt) ? alt : "";
    }

    /** @param {Text} node */
    say(node) {
      let words = node.nodeValue ?? "";
      if (words.trim() && !isPainted(node)) return;
      if (this.range) {
        if (!this.range.intersectsNode(node)) return;
        const from = node === this.range.startContainer ? this.range.startOffset : 0;
        const to = node === this.range.endContainer ? this.range.endOffset : words.length;
        words = words.slice(from, to);
      } else if (this.folds.length && words.trim()) words = words.slice(0, shownLength(node, this.folds));
      if (words) this.words.push(words.replace(/\s+/gu, " "));
    }

    /** @param {Node} node */
    inRange(node) {
      return !this.range || this.range.intersectsNode(node);
    }

    /** A new line: no number goes on behind it. */
    gap() {
      this.words.push("\n");
    }
  }

  /** What is drawn inside an element: its shadow instead of its children, which the shadow's slots show. @param {Element} element @returns {Iterable<Node>} */
  function childrenOf(element) {
    const given = element.localName === "slot" ? /** @type {HTMLSlotElement} */ (element).assignedNodes({ flatten: true }) : [];
    return given.length ? given : (element.shadowRoot ?? element).childNodes;
  }

  /** "@Anna Müller", where the page marks it as one piece; in a row of words nobody can tell where a name ends. @param {Element} element */
  function isMention(element) {
    const isInline = () => /^inline/u.test(getComputedStyle(element).display);
    if (element.matches(MENTION_DATA)) return (element.textContent ?? "").length <= 60 && isInline();
    /** @type {Node | null} */
    let first = element;
    while (first && first.nodeType !== Node.TEXT_NODE) first = first.firstChild;
    if (!/^\s*[@＠]/u.test(first?.nodeValue ?? "")) return false;
    const words = (element.textContent ?? "").trim().normalize("NFC");
    if (words.length > 60 || !MENTION.test(words)) return false;
    if (MENTION_MARK.test(element.getAttribute("class") ?? "")) return true;
    return MENTIONED_NAME.test(words) && isInline();
  }

  /** @param {Element} element */
  function isEditable(element) {
    const value = element.getAttribute("contenteditable");
    return value !== null && value !== "false";
  }

  /**
   * Whether an element is rendered at all, its ancestors, closed details and skipped content included.
   * @param {Element} element
   * @returns {boolean}
   */
  function isShown(element) {
    if (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
    // An element without a box of its own is seen if what is in it may be seen.
    return Boolean(element.parentElement && getComputedStyle(element).display === "contents" && isShown(element.parentElement));
  }

  /**
   * Whether an element and all below it is out of sight by its own style or place.
   * @param {Element} element
   * @param {CSSStyleDeclaration} style
   */
  function isHidden(element, style) {
    if (style.display === "none" || style.opacity === "0" || style.contentVisibility === "hidden") return true;
    if (/blur\((?!0)/u.test(style.filter)) return true; // a closed spoiler
    if (isTransparent(style)) return true;
    const isPlaced = style.position === "absolute" || style.position === "fixed";
    const isClipped = /hidden|clip/u.test(style.overflowX) || /hidden|clip/u.test(style.overflowY) || style.clipPath !== "none";
    if (!isPlaced && (!isClipped || style.display === "inline")) return false;
    const box = element.getBoundingClientRect();
    if (!element.getClientRects().length) return false; // no layout (tests without a browser)
    if (isClipped && (box.width <= 1 || box.height <= 1 || /inset\((?:100|50)%/u.test(style.clipPath))) return true;
    if (!isPlaced) return false;
    if (box.width <= 1 || box.height <= 1 || /inset\(50%|rect\(0/u.test(style.clipPath) || /^rect\((?:0|1)px/u.test(style.clip)) return true;
    return isOutside(element, box);
  }

  /** Whether letters take room on the page: not shrunk to nothing, not moved off its left or upper edge. @param {Text} node */
  function isPainted(node) {
    if (!node.ownerDocument.documentElement.getClientRects().length) return true; // no layout (tests without a browser)
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((box) => box.width > 0 && box.height > 0 && !isOffPage(holderOf(node), box));
  }

  /** Whether a box lies beyond the left or upper edge, where nobody can scroll to. @param {Element | null} element @param {DOMRect} box */
  function isOffPage(element, box) {
    if (box.right > 0 && box.bottom > 0) return false;
    let { right, bottom } = box;
    for (let up = element; up; up = holderOf(up)) {
      right += up.scrollLeft;
      bottom += up.scrollTop;
    }
    return right <= 0 || bottom <= 0;
  }

  /** The element around a node, beyond the edge of a shadow too. @param {Node} node @returns {Element | null} */
  function holderOf(node) {
    return node.parentElement ?? (node.parentNode instanceof ShadowRoot ? node.parentNode.host : null);
  }

  /** @param {Element} element a closed spoiler; its title is a control */
  function isClosed(element) {
    return element.localName === "details" && !element.hasAttribute("open");
  }

  /** @param {CSSStyleDeclaration} style letters without colour, unless their background shines through */
  function isTransparent(style) {
    return /(?:^transparent$|^rgba\(.*,\s*0\)$|\/\s*0%?\)$)/u.test(style.color) && !/text/u.test(style.webkitBackgroundClip || style.backgroundClip || "");
  }

  /** Whether a positioned element lies off the page or outside the line that clips it. @param {Element} element @param {DOMRect} box */
  function isOutside(element, box) {
    if (isOffPage(holderOf(element), box)) return true;
    for (let up = element.parentElement; up; up = up.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(up);
      if (overflowX !== "visible" || overflowY !== "visible") {
        const clip = up.getBoundingClientRect();
        const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
        const scrolls = /auto|scroll/u.test(overflowY);
        return !scrolls && (middle.y >= clip.bottom || middle.y <= clip.top || middle.x >= clip.right || middle.x <= clip.left);
      }
      if (position === "fixed") return false;
    }
    return false;
  }

  /**
   * The box of an element that hides what does not fit; null if everything fits or can be scrolled to.
   * @param {Element} element
   * @param {CSSStyleDeclaration} style
   * @returns {DOMRect | null}
   */
  function foldOf(element, style) {
    if (!/hidden|clip/u.test(style.overflowY) || element === element.ownerDocument.documentElement) return null;
    if (!element.clientHeight || element.scrollHeight <= element.clientHeight + 4) return null;
    return element.getBoundingClientRect();
  }

  /**
   * How many characters of a text lie inside the boxes around it. Lines go down, so a search by halves finds the end.
   * @param {Text} node
   * @param {DOMRect[]} folds
   */
  function shownLength(node, folds) {
    const length = node.nodeValue?.length ?? 0;
    const range = node.ownerDocument.createRange();
    const isIn = (/** @type {number} */ at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      const middle = (box.top + box.bottom) / 2;
      return (!box.width && !box.height) || folds.every((fold) => middle < fold.bottom && middle > fold.top);
    };
    if (!length || isIn(length - 1)) return length;
    let low = 0;
    let high = length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isIn(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  kontaktReader.text = { rendered, selected, tidy, isShown };
})();
