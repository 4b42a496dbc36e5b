(() => {
  const { kontaktReader } = globalThis;
  const { view, text } = kontaktReader;

  const JITTER = 6; // CSS pixels a resting hand moves a mouse while it turns the wheel
  const TOGETHER = 120; // ms between a movement and a scroll event that belong together
  const PROGRAMMATIC = 1500; // ms after a click in which a moved focus is the page's doing, not the person's

  /**
   * Which item a person is looking at: what is selected, else what was last clicked or focused, else what the pointer
   * rests on, else what lies nearest to the centre line of its own scroll container.
   */
  class Target {
    constructor() {
      /** @type {{element: Element, place: Element, item: Element | null, start: string} | null} the last explicit target */
      this.explicit = null;
      /** @type {{x: number, y: number} | null} where the pointer rests, if it was moved there */
      this.pointer = null;
      /** @type {{x: number, y: number} | null} */
      this.rest = null;
      /** @type {WeakSet<object>} what was scrolled on this page */
      this.scrolled = new WeakSet();
      this.clickedAt = Number.NEGATIVE_INFINITY;
      this.movedAt = Number.NEGATIVE_INFINITY;
      this.hasScrolled = false;
    }

    /** Another page: nothing of the old one counts. */
    forget() {
      Object.assign(this, new Target());
    }

    /**
     * A click, or the start of a touch. To be called in the capture phase: the clicked node may be gone afterwards.
     * @param {Element} element
     * @param {KontaktPage} page
     * @param {number} now ms
     */
    clicked(element, page, now) {
      this.clickedAt = now;
      this.aim(element, page);
    }

    /** @param {Element} element @param {KontaktPage} page @param {number} now ms */
    focused(element, page, now) {
      if (now - this.clickedAt > PROGRAMMATIC) this.aim(element, page);
    }

    /** @param {Element} element @param {KontaktPage} page */
    aim(element, page) {
      const area = page.privateAround(element) ?? page.privateBox(element);
      const item = area ? null : page.itemOf(element);
      // A click on a menu or on the margin says nothing about what is read.
      if (area) this.explicit = { element: area, place: element, item: null, start: "" };
      else if (item) this.explicit = { element: item, place: element, item, start: startOf(item, page) };
    }

    /** @param {{clientX: number, clientY: number}} event the pointer was moved by hand @param {number} now ms */
    moved({ clientX, clientY }, now) {
      const far = !this.rest || Math.abs(clientX - this.rest.x) + Math.abs(clientY - this.rest.y) > JITTER;
      if (!far) return;
      this.pointer = this.rest = { x: clientX, y: clientY };
      this.movedAt = now;
    }

    /**
     * From now on the centre line says more than a pointer at rest.
     * @param {object} scroller what was scrolled
     * @param {number} now ms
     */
    didScroll(scroller, now) {
      this.scrolled.add(scroller);
      this.hasScrolled = true;
      if (now - this.movedAt > TOGETHER) this.pointer = null;
    }

    /**
     * @param {KontaktPage} page
     * @param {"viewed" | "selection"} mode
     * @returns {{item: Element | null, range: Range | null, isPrivate: boolean}} range: a selection outside all items
     */
    choose(page, mode) {
      const found = (/** @type {Element | null} */ item) => ({ item, range: null, isPrivate: false });
      const range = selection(page.document);
      if (range) {
        const start = firstSelected(range);
        if ([range.startContainer, start].some((place) => page.privateAround(place) || page.privateBox(place))) return { item: null, range: null, isPrivate: true };
        // What holds the whole of a selection that slipped beyond a comment may be the post around them.
        const item = page.itemOf(start) ?? page.itemOf(range.commonAncestorContainer);
        if (item) return found(item);
        if (mode === "selection" || page.site.takesSelection) return { item: null, range, isPrivate: false };
      }
      if (mode === "selection") return found(null);
      const explicit = this.stillAimed(page);
      if (explicit) return { item: explicit.item, range: null, isPrivate: !explicit.item };
      if (page.isCovered) return found(null);
      return found(this.hovered(page) ?? this.opened(page) ?? this.nearest(page));
    }

    /** The explicit target while it is on screen and still the same. @param {KontaktPage} page */
    stillAimed(page) {
      if (!this.explicit) return null;
      const { element, place, item, start } = this.explicit;
      // The box for an answer may be far from what it answers; a clicked button may be gone.
      const seen = isThere(place) ? place : element;
      const box = view.boxOf([seen]);
      const isInSight = box && view.touches(box, view.windowOf(view.scrollerOf(seen))) && view.touches(box, page.screen);
      // A feed reuses its nodes: after scrolling the same node may hold another post.
      const isReused = item && this.hasScrolled && !startOf(item, page).startsWith(start.slice(0, 20));
      if (!isThere(element) || isReused || (page.hasLayout && !isInSight)) this.explicit = null;
      const isBehind = item && !page.layer.contains(item) && !page.answers(item);
      return isBehind ? null : this.explicit;
    }

    /** @param {KontaktPage} page */
    hovered(page) {
      if (!this.pointer) return null;
      const under = page.document.elementFromPoint(this.pointer.x, this.pointer.y);
      return under && page.itemOf(under);
    }

    /**
     * A thread that was just opened in a dialog or a column of its own shows its post, wherever the centre line is.
     * On a page that scrolls as a whole the centre line decides from the start, unless the site says otherwise.
     * @param {KontaktPage} page
     */
    opened(page) {
      const reel = page.site.reel?.(page.scope);
      if (reel) {
        // Reels are changed by scrolling; only a scrolled column of comments says that something else is read.
        const others = page.items.filter((item) => item !== reel).map((item) => view.scrollerOf(item));
        return others.some((scroller) => this.scrolled.has(scroller)) ? null : reel;
      }
      const scrollerOf = (/** @type {Element} */ item) => view.scrollerOf(page.bodies(item)[0] ?? item);
      const isPage = (/** @type {Element} */ scroller) => scroller === page.document.scrollingElement || scroller === page.document.documentElement;
      const decides = (/** @type {Element} */ scroller) => isPage(scroller) && !page.site.opensPosts;
      // Looking for the only post of a long feed is dear.
      if (!page.items.length || decides(scrollerOf(page.items[0]))) return null;
      const post = page.onlyPost;
      if (!post) return null;
      const scroller = scrollerOf(post);
      if (decides(scroller) || scroller.scrollTop > 0 || this.scrolled.has(isPage(scroller) ? page.document : scroller)) return null;
      const box = view.boxOf(page.bodies(post));
      return box && view.touches(box, view.windowOf(scroller)) ? post : null;
    }

    /** @param {KontaktPage} page @returns {Element | null} the item nearest to the centre line */
    nearest(page) {
      /** @type {{item: Element, away: number, off: number}[]} */
      const candidates = [];
      /** @type {Map<Element, Element>} */
      const scrollers = new Map();
      for (const item of page.items) {
        const room = view.boxOf([item]);
        if (room && !view.touches(room, page.screen)) continue;
        const bodies = page.bodies(item);
        const box = view.boxOf(bodies) ?? page.roomOf(item);
        if (!box || !view.touches(box, page.screen)) continue;
        const shown = view.windowOf(view.scrollerOf(bodies[0] ?? item, scrollers));
        if (!view.touches(box, shown)) continue;
        const centre = (shown.top + shown.bottom) / 2;
        const away = Math.max(box.top - centre, centre - box.bottom, 0);
        // An item without words (a GIF, a placeholder) is looked at only while it lies on the line itself.
        if (!bodies.length && away > 0) continue;
        candidates.push({ item, away, off: Math.abs((box.top + box.bottom) / 2 - centre) });
      }
      candidates.sort((a, b) => a.away - b.away || a.off - b.off);
      return candidates[0]?.item ?? null;
    }
  }

  /** @param {Document} document @returns {Range | null} a selection that holds words */
  function selection(document) {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount || !chosen.toString().trim()) return null;
    const range = chosen.getRangeAt(0);
    const place = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
    return place?.closest('[contenteditable]:not([contenteditable="false"]), textarea, input') ? null : range;
  }

  /** The first text of which something is selected: a range often begins at the end of the text before. @param {Range} range @returns {Node} */
  function firstSelected(range) {
    const { startContainer: start, startOffset, endContainer: end, endOffset, commonAncestorContainer: root } = range;
    const walker = /** @type {Document} */ (root.ownerDocument ?? root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
    walker.currentNode = start.childNodes[startOffset] ?? start;
    for (let node = /** @type {Node | null} */ (walker.currentNode); node && range.comparePoint(node, 0) <= 0; node = walker.nextNode()) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const words = (node.nodeValue ?? "").slice(node === start ? startOffset : 0, node === end ? endOffset : undefined);
      if (words.trim() && node.parentElement && text.isShown(node.parentElement)) return node;
    }
    return start;
  }

  /** @param {Element} element */
  function isThere(element) {
    return element.isConnected && text.isShown(element);
  }

  /** The first words of an item, to know it again. @param {Element} item @param {KontaktPage} page */
  function startOf(item, page) {
    return text.rendered(page.bodies(item)).slice(0, 60);
  }

  kontaktReader.Target = Target;
  kontaktReader.selection = selection;
  kontaktReader.firstSelected = firstSelected;
})();
