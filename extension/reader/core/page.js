(() => {
  const { kontaktReader } = globalThis;
  const { text, view, labels, tree } = kontaktReader;

  const FOLDED = /\s*(?:…|\.\.\.)$/u;
  const MANY = 40; // fellows from which it pays to look for those near the screen by halves
  const EDITABLE = '[contenteditable]:not([contenteditable="false"]), textarea';

  /** One layer of a page (the page itself, a dialog) while it is read once, with what has been found out about it. */
  class Scope {
    /**
     * @param {Element} layer
     * @param {(element: Element) => boolean} isNear
     * @param {(fellows: Element[]) => Element[]} near
     */
    constructor(layer, isNear, near) {
      this.layer = layer;
      this.isNear = isNear;
      this.near = near;
      /** @type {Map<unknown, unknown>} */
      this.found = new Map();
    }

    /** What `make` finds, asked for once. @type {KontaktScope["once"]} */
    once = (key, make) => {
      if (!this.found.has(key)) this.found.set(key, make());
      return /** @type {any} */ (this.found.get(key));
    };
  }

  /**
   * What lies open on a page at one moment: the top layer and the items in it. Made for one reading and thrown away;
   * feeds reuse their nodes, so nothing of it may be kept.
   */
  class Page {
    /**
     * @param {KontaktSite} site
     * @param {Document} document
     * @param {Node[]} [places] parts of the page that matter wherever they are, besides what is near the screen
     */
    constructor(site, document, places = []) {
      this.site = site;
      this.document = document;
      this.places = places;
      this.screen = view.windowOf(document.documentElement);
      /** What lies at most so far above or below the screen is near it, in CSS pixels. */
      this.reach = this.screen.bottom / 2;
      this.hasLayout = document.documentElement.getClientRects().length > 0;
      this.scope = this.scopeOf(document.body);
      /** A dialog without anything to read lies over the page. */
      this.isCovered = false;
      this.items = this.itemsOnTop();
      this.known = new Set(this.items);
    }

    get layer() {
      return this.scope.layer;
    }

    /** @param {Element} layer */
    scopeOf(layer) {
      return new Scope(layer, (element) => this.isNear(element), (fellows) => this.near(fellows));
    }

    /** Items of the uppermost layer that has some. @returns {Element[]} */
    itemsOnTop() {
      const own = (this.site.layers?.(this.document) ?? []).map((element) => ({ element, covers: false }));
      for (const { element, covers } of [...view.dialogs(this.document), ...own]) {
        if (this.privateAround(element)) continue;
        const scope = this.scopeOf(element);
        const items = this.itemsIn(scope);
        if (!items.length && !covers) continue;
        this.scope = scope;
        this.isCovered = !items.length;
        return items;
      }
      return this.itemsIn(this.scope);
    }

    /** @param {KontaktScope} scope @returns {Element[]} in document order */
    itemsIn(scope) {
      const found = new Set(this.site.items(scope).filter((item) => !this.privateAround(item)));
      return [...found].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    }

    /** Near the screen, or around a place that matters. @param {Element} element */
    isNear(element) {
      if (!this.hasLayout) return true;
      const box = tree.roomOf(element);
      if (box.width && box.height && box.bottom > -this.reach && box.top < this.screen.bottom + this.reach) return true;
      return this.places.some((place) => element.contains(place) || place.contains(element));
    }

    /**
     * Those of many fellows that are near the screen. Units of a feed lie one below the other, so halves find the first.
     * @param {Element[]} fellows
     */
    near(fellows) {
      const boxAt = (/** @type {number} */ at) => tree.roomOf(fellows[at]);
      const isSorted = fellows.length > MANY && boxAt(0).top <= boxAt(fellows.length - 1).top;
      if (!this.hasLayout || !isSorted) return fellows.filter((element) => this.isNear(element));
      let low = 0;
      let high = fellows.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (boxAt(middle).bottom <= -this.reach) low = middle + 1;
        else high = middle;
      }
      const found = new Set(fellows.filter((element) => this.places.some((place) => element.contains(place))));
      for (let at = low; at < fellows.length && boxAt(at).top < this.screen.bottom + this.reach; at++) if (this.isNear(fellows[at])) found.add(fellows[at]);
      return fellows.filter((element) => found.has(element));
    }

    /** @param {Node} node @returns {Element | null} the private area around a node */
    privateAround(node) {
      const element = node instanceof Element ? node : node.parentElement;
      return (this.site.privateArea && element?.closest(this.site.privateArea)) || null;
    }

    /**
     * A small window of its own with a box for writing and nothing that can be answered, as chats are, in any language.
     * @param {Node} node
     * @returns {Element | null}
     */
    privateBox(node) {
      const element = node instanceof Element ? node : node.parentElement;
      const box = tree.climb(element, (up) => getComputedStyle(up).position === "fixed", this.layer);
      if (!box || box.contains(this.layer) || box.localName === "body") return null;
      return box.querySelector(EDITABLE) && !this.items.some((item) => box.contains(item) || item.contains(box)) ? box : null;
    }

    /**
     * Whether the top layer is a window for answering an item behind it: a box for writing and at most a copy of it.
     * @param {Element} item
     */
    answers(item) {
      return this.layer !== this.document.body && this.items.length <= 1 && this.layer.querySelector(EDITABLE) !== null && !this.layer.contains(item);
    }

    /**
     * The room of an item without what is nested in it.
     * @param {Element} item
     */
    roomOf(item) {
      const box = view.boxOf([item]);
      if (!box) return null;
      const nested = this.items.filter((other) => other !== item && item.contains(other));
      return { ...box, bottom: Math.min(box.bottom, ...nested.map((other) => tree.roomOf(other).top)) };
    }

    /**
     * The item a node belongs to. A box for writing belongs to the item that it answers.
     * @param {Node | null} node
     * @returns {Element | null}
     */
    itemOf(node) {
      const element = node instanceof Element ? node : (node?.parentElement ?? null);
      if (!element || !this.layer.contains(element)) return null;
      const box = element.closest(EDITABLE) ?? this.formAround(element);
      if (box) return kontaktReader.answeredBy(box, this);
      return tree.climb(element, (up) => this.known.has(up)) ?? this.site.ownerOf?.(element, this.scope, this.items) ?? null;
    }

    /** A form for writing; boards wrap whole threads into forms too. @param {Element} element */
    formAround(element) {
      const form = element.closest("form");
      return form?.querySelector(EDITABLE) && !this.items.some((item) => form.contains(item)) ? form : null;
    }

    /** @param {Element} item */
    kind(item) {
      return this.site.kind(item, this.scope);
    }

    /** @param {Element} item */
    bodies(item) {
      return this.scope.once(item, () => this.site.bodies(item, this.scope));
    }

    /** The only post of the layer, null in a feed. */
    get onlyPost() {
      const posts = this.items.filter((item) => this.kind(item) === "post");
      return posts.length === 1 ? posts[0] : null;
    }

    /**
     * What may be said about an item, and nothing else.
     * @param {Element} item
     * @returns {KontaktReading}
     */
    read(item) {
      const { site, scope } = this;
      const kind = this.kind(item);
      const post = kind === "post" ? item : site.postOf(item, scope);
      if ([item, post].some((one) => one && site.isSponsored?.(one, scope))) return this.nothing("sponsored");
      const own = this.words(item, this.bodies(item));
      const shared = post ? this.words(post, site.shared?.(post, scope) ?? []) : "";
      const first = !post ? "" : post === item ? own || shared : this.words(post, this.bodies(post)) || shared;
      const words = kind === "post" ? own || shared : own;
      if (!words) return this.nothing("nothing");
      const context = kind === "post" ? (own && shared) || null : first || null;
      const visibility = site.visibility?.(post ?? item, this.document.location) ?? null;
      const { platform, name: adapter } = site;
      return { item: { kind, text: words, context, platform, thread: null, reason: "ok", adapter, visibility }, first: first || null };
    }

    /** @param {Element} item @param {Element[]} bodies */
    words(item, bodies) {
      const words = text.rendered(bodies, this.site.cuts(item, this.scope));
      return FOLDED.test(words) && this.isFolded(item, bodies.at(-1)) ? words.replace(FOLDED, "") : words;
    }

    /** Whether the next control behind a text unfolds it. @param {Element} item @param {Element | undefined} last */
    isFolded(item, last) {
      if (!last) return false;
      for (const control of item.querySelectorAll('button, [role="button"], a')) {
        if (!tree.isBefore(last, control) || last.contains(control)) continue;
        return text.isShown(control) && labels.isMore(control.textContent);
      }
      return false;
    }

    /** @param {KontaktReason} reason @returns {KontaktReading} */
    nothing(reason) {
      return kontaktReader.nothing(reason, this.site);
    }
  }

  /**
   * The answer where nothing may or can be read.
   * @param {KontaktReason} reason
   * @param {KontaktSite} site
   * @returns {KontaktReading}
   */
  function nothing(reason, { platform, name }) {
    const item = { text: "", context: null, platform, thread: null, reason, adapter: name, visibility: null };
    return { item: { kind: "none", ...item }, first: null };
  }

  kontaktReader.Page = Page;
  kontaktReader.nothing = nothing;
})();
