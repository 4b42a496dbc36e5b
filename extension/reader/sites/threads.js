(() => {
  const { kontaktReader } = globalThis;
  const { tree, labels, blocks, text } = kontaktReader;

  // Anchors by trust: data-*, patterns of links, structure. What was checked when: docs/sites.md.
  const PRESSABLE = '[data-pressable-container="true"]';
  const TIME_LINK = 'a[href*="/post/"]:has(time)';
  const POST_ROUTE = /^\/@[^/]+\/post\/([^/?]+)/u;
  const PRIVATE_ROUTE = /^\/(?:login|settings|accounts|activity|messages|direct|inbox|privacy|saved|liked)(?:\/|$)/u;

  /** @param {HTMLAnchorElement} link */
  function isPerson(link) {
    const url = kontaktReader.safeUrl(link.href, link.ownerDocument.baseURI);
    return url !== null && /(?:^|\.)threads\.(?:net|com)$/u.test(url.hostname) && /^\/@[\w.]+\/?$/u.test(url.pathname);
  }

  /** @param {KontaktScope} scope @returns {Element[]} all items of a layer in document order */
  function all(scope) {
    return scope.once(all, () => {
      const { layer } = scope;
      const marked = tree.outermost(layer.querySelectorAll(PRESSABLE)).filter((element) => element.querySelector("a[href]"));
      if (marked.length) return marked;
      // Without the mark: the smallest box around a time that leads to a post, with a name and words of its own.
      const boxes = [...layer.querySelectorAll(TIME_LINK)].map((time) =>
        tree.climb(time, (up) => up !== layer && up.querySelector('button, [role="button"], svg[aria-label]') !== null && blocks.written(up).length > 0, layer),
      );
      return tree.unique(boxes);
    });
  }

  /**
   * The column of an item: items that hang together, as a comment and its replies do.
   * @param {Element} item
   * @param {KontaktScope} scope
   */
  function chainOf(item, scope) {
    const items = all(scope);
    const list = scope.once("list", () => tree.climb(items[0] ?? null, (up) => items.every((one) => up.contains(one)), scope.layer));
    const column = tree.climb(item, (up) => up.parentElement === list, scope.layer) ?? item;
    return items.filter((one) => column.contains(one));
  }

  /** Place of the item that the address names, 0 if it names none. @param {KontaktScope} scope */
  function focal(scope) {
    return scope.once(focal, () => {
      const id = POST_ROUTE.exec(scope.layer.ownerDocument.location.pathname)?.[1];
      if (!id) return 0;
      return Math.max(0, all(scope).findIndex((item) => item.querySelector(`a[href*="/post/${CSS.escape(id)}"]`)));
    });
  }

  /** @param {Element} item @param {KontaktScope} scope @returns {"post" | "comment" | "reply"} */
  function kind(item, scope) {
    const items = all(scope);
    const place = items.indexOf(item);
    const chain = chainOf(item, scope);
    if (!POST_ROUTE.test(scope.layer.ownerDocument.location.pathname)) return chain[0] === item ? "post" : "comment";
    const named = focal(scope);
    // Above the item that the address names stand the ones it answers, from the post downwards.
    if (place <= named) return place === 0 ? "post" : place === 1 ? "comment" : "reply";
    if (named > 0) return "reply";
    if (chain.includes(items[0])) return "comment"; // the author's thread goes on
    return chain[0] === item && !tree.isIndented(item, items.slice(1), 16) ? "comment" : "reply";
  }

  /** @param {Element} item @param {KontaktScope} scope */
  function postOf(item, scope) {
    const isThread = POST_ROUTE.test(scope.layer.ownerDocument.location.pathname);
    return (isThread ? all(scope) : chainOf(item, scope))[0] ?? null;
  }

  /** @param {Element} item @returns {Element[]} blocks of text; a quoted post has a box, a name and a time of its own */
  function bodies(item) {
    const boxAround = (/** @type {Element} */ time) => tree.climb(time, (up) => blocks.written(up).length > 0, item);
    const times = [...item.querySelectorAll(TIME_LINK)].slice(1);
    const quoted = [...item.querySelectorAll(PRESSABLE), ...times.map(boxAround)].filter((box) => box !== item);
    const written = blocks.written(item, (element) => quoted.some((box) => box?.contains(element)));
    return written.filter((element) => !isAlone(element));
  }

  /** Whether a block is nothing but a person's handle. @param {Element} element */
  function isAlone(element) {
    return text.rendered([element], { mention: isPerson }) === "";
  }

  kontaktReader.sites.push({
    name: "threads",
    platform: "threads",
    matches: ({ hostname }) => /(?:^|\.)threads\.(?:net|com)$/u.test(hostname),
    isPrivate: ({ pathname }) => PRIVATE_ROUTE.test(pathname),
    privateArea: '[role="log"], [role="grid"]:has([role="row"] [dir="auto"])',
    items: (scope) => all(scope).filter(scope.isNear),
    kind,
    postOf,
    bodies,
    shared(item, scope) {
      const own = bodies(item);
      if (kind(item, scope) !== "post") return [];
      return blocks.written(item).filter((element) => !own.includes(element) && !isAlone(element)).slice(0, 1);
    },
    isSponsored(item) {
      const body = bodies(item)[0];
      return [...item.querySelectorAll("span, div, a")].some((element) => (!body || tree.isBefore(element, body)) && labels.saysSponsored(element));
    },
    cuts: () => ({ mention: isPerson, cut: (element) => element.matches("time") }),
    visibility: () => "oeffentlich",
  });
})();
