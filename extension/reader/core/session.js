(() => {
  const { kontaktReader } = globalThis;
  const { text } = kontaktReader;

  /**
   * The reader while a panel looks on: observes the page, chooses the item, tells what changed.
   * @param {Document} document
   * @param {KontaktSessionOptions} options
   * @returns {KontaktSession}
   */
  function startSession(document, { mode, dayKey, settings, tell }) {
    const target = new kontaktReader.Target();
    const state = { mode, told: "", round: 0 };

    const page = (/** @type {Node[]} */ places = []) => new kontaktReader.Page(siteOf(document), document, places);

    const observer = kontaktReader.observe(document, {
      clicked: (element) => aim(() => target.clicked(element, page([element]), performance.now())),
      focused: (element) => aim(() => target.focused(element, page([element]), performance.now())),
      moved: (event) => target.moved(event, performance.now()),
      scrolled: (scroller) => target.didScroll(scroller, performance.now()),
      left: () => target.forget(),
      settled: () => void report(),
    });

    /** What cannot be aimed at leaves no older aim standing. @param {() => void} take */
    function aim(take) {
      try {
        take();
      } catch {
        target.explicit = null;
      }
    }

    /** What is viewed, with the mark of its thread; nothing where reading fails: an older post would be taken for this one. */
    async function read() {
      let site = kontaktReader.generic;
      try {
        site = siteOf(document);
        const { item, first } = readNow(document, target, state.mode, settings());
        if (first) item.thread = await kontaktReader.threadOf(dayKey, item.platform, first);
        return item;
      } catch {
        return kontaktReader.nothing("nothing", site).item;
      }
    }

    /** Reads, and tells the panel if something else is to be seen. */
    async function report() {
      const round = ++state.round;
      const item = await read();
      const words = JSON.stringify(item);
      if (round !== state.round || words === state.told) return;
      state.told = words;
      tell(item);
    }

    return {
      /** @param {"viewed" | "selection"} next */
      setMode(next) {
        state.mode = next;
        observer.again();
      },
      again() {
        state.told = "";
        observer.again();
      },
      stop() {
        state.round++;
        observer.stop();
        target.forget();
      },
    };
  }

  /** The site's adapter, the generic one where none knows the page. @param {Document} document @returns {KontaktSite} */
  function siteOf(document) {
    const { sites } = kontaktReader;
    return sites.find((site) => site.matches(document.location, document)) ?? kontaktReader.generic;
  }

  /** The adapter for any page, with what is known about a site's people. @param {KontaktSite} site @returns {KontaktSite} */
  function fallbackOf(site) {
    const { generic } = kontaktReader;
    /** @type {KontaktSite["cuts"]} */
    const cuts = (item, scope) => {
      const plain = generic.cuts(item, scope);
      const mention = (/** @type {HTMLAnchorElement} */ link) => Boolean(plain.mention?.(link) || site.cuts(item, scope).mention?.(link));
      return { ...plain, mention };
    };
    return { ...generic, platform: site.platform, privateArea: site.privateArea, cuts };
  }

  /**
   * @param {Document} document
   * @param {KontaktTarget} target
   * @param {"viewed" | "selection"} mode
   * @param {KontaktSettings} settings
   * @returns {KontaktReading}
   */
  function readNow(document, target, mode, settings) {
    const site = siteOf(document);
    const { location } = document;
    if (!kontaktReader.settings.allows(settings, site.site ?? site.name, location.hostname)) return kontaktReader.nothing("switched_off", site);
    if (site.isPrivate(location, document)) return kontaktReader.nothing("private", site);
    const range = kontaktReader.selection(document);
    const places = [range && kontaktReader.firstSelected(range), target.explicit?.element].filter((place) => place instanceof Node);
    const page = new kontaktReader.Page(site, document, places);
    const reading = readPage(page, target, mode);
    // A site that changed its pages must not leave people without anything: try what works for any page. On a platform only
    // for what they select themselves: it is full of lists of people, which look like messages.
    const mayGuess = site !== kontaktReader.generic && (site.platform === "forum" || range !== null);
    if (reading || !mayGuess) return reading ?? kontaktReader.nothing("select_text", site);
    const plain = fallbackOf(site);
    const fallback = new kontaktReader.Page(plain, document, places);
    return readPage(fallback, target, mode) ?? kontaktReader.nothing("select_text", plain);
  }

  /**
   * @param {KontaktPage} page
   * @param {KontaktTarget} target
   * @param {"viewed" | "selection"} mode
   * @returns {KontaktReading | null} null if the adapter finds nothing at all on the page
   */
  function readPage(page, target, mode) {
    const { item, range, isPrivate } = target.choose(page, mode);
    if (isPrivate) return page.nothing("private");
    if (item) return page.read(item);
    if (range) return readSelection(range, page);
    if (mode === "selection") return page.nothing("select_text");
    return page.items.length || page.isCovered ? page.nothing("nothing") : null;
  }

  /** A selection outside everything that was recognised: the words themselves. @param {Range} range @param {KontaktPage} page */
  function readSelection(range, page) {
    const place = range.commonAncestorContainer;
    const element = place instanceof Element ? place : place.parentElement;
    const words = element ? text.selected(range, page.site.cuts(element)) : "";
    if (!words) return page.nothing("nothing");
    const { platform, name: adapter } = page.site;
    /** @type {KontaktItem} */
    const item = { kind: "post", text: words, context: null, platform, thread: null, reason: "ok", adapter, visibility: null };
    return { item, first: words };
  }

  kontaktReader.startSession = startSession;
  kontaktReader.readNow = readNow;
  kontaktReader.siteOf = siteOf;
  kontaktReader.fallbackOf = fallbackOf;
})();
