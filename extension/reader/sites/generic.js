(() => {
  const { kontaktReader } = globalThis;
  const { tree, markers, labels, board } = kontaktReader;

  /**
   * Messages of a page about which nothing is known. A message is the smallest block around a running text that also
   * holds a sign of an author or a time of its own. What stands beside no such sign is the site's own text.
   * @param {KontaktScope} scope
   * @returns {Map<Element, Element[]>} message -> its text blocks, in document order
   */
  function messages(scope) {
    return scope.once(messages, () => {
      const root = contentOf(scope.layer);
      /** @type {Map<Element, Element[]>} */
      const found = new Map();
      const lines = markers.linesIn(root);
      if (!lines) return found;
      const signs = signsOf(scope);
      if (!signs.has(root)) return found;
      /** @type {[Element, Element][]} */
      const short = [];
      for (const block of markers.textBlocks(root, lines, signs)) {
        const message = signs.has(block) ? block : tree.climb(block.parentElement, (up) => signs.has(up), root);
        if (!message || message === root) continue;
        if (markers.isRunning(block, message === block ? signs : undefined) && !isHead(block, message, signs)) found.set(message, [...(found.get(message) ?? []), block]);
        else short.push([message, block]);
      }
      // "ok danke" is an answer where it stands as the others' words do.
      const places = new Set([...found].map(([message, [block]]) => placeOf(block, message, signs)));
      for (const [message, block] of short) if (!found.has(message) && places.has(placeOf(block, message, signs))) found.set(message, [block]);
      const all = [...found.keys()];
      const around = (/** @type {Element | null} */ element) => tree.climb(element, (up) => found.has(up), root);
      const withInner = new Set(all.map((message) => around(message.parentElement)));
      const withSign = new Set(signs.in(root).map(around));
      for (const message of all) {
        const isAround = found.get(message)?.[0] === message && withInner.has(message); // bare words around whole messages are the site's
        if (isAround || !withSign.has(message)) found.delete(message);
      }
      const question = bareQuestion(root, signs);
      if (question && ![...found.keys()].some((message) => message.contains(question) || question.contains(message))) {
        found.set(question, [...question.querySelectorAll("h1")].slice(0, 1));
      }
      return found;
    });
  }

  /** @param {KontaktScope} scope @returns {KontaktSigns} */
  function signsOf(scope) {
    return scope.once(signsOf, () => markers.markers(contentOf(scope.layer)));
  }

  /**
   * Where the words of a message stand: its tag and classes, which fellows share, and on which side of the signs.
   * @param {Element} block
   * @param {Element} message
   * @param {KontaktSigns} signs
   */
  function placeOf(block, message, signs) {
    const side = signs.in(message).every((sign) => tree.isBefore(block, sign)) ? "before" : "behind";
    return `${message.localName}.${[...message.classList].sort().join(".")} ${block === message ? "bare" : side} ${block.localName}`;
  }

  /**
   * A few words in front of the first sign, or beside it, are a name or a title.
   * @param {Element} block
   * @param {Element} message
   * @param {KontaktSigns} signs
   */
  function isHead(block, message, signs) {
    const words = block.textContent?.trim() ?? "";
    if (words.length > 40 || /[.!?…]$/u.test(words)) return false;
    const own = signs.in(message);
    return own.length > 0 && (own.every((sign) => tree.isBefore(block, sign)) || own.some((sign) => sign.parentElement === block.parentElement && block.parentElement !== message));
  }

  /**
   * On question pages a question may be its title alone. Elsewhere a title is no text.
   * @param {Element} root
   * @param {KontaktSigns} signs
   */
  function bareQuestion(root, signs) {
    const isQuestionPage = root.closest("html")?.querySelector('[itemtype*="schema.org/Question"], [itemtype*="schema.org/QAPage"]');
    if (!isQuestionPage && kontaktReader.siteOf(root.ownerDocument).name !== "gutefrage") return null;
    const head = tree.climb(root.querySelector("h1"), (up) => signs.has(up), root);
    return head === root ? null : head;
  }

  /** @param {Element} layer the part of a page that is its content */
  function contentOf(layer) {
    if (layer.localName !== "body") return layer;
    const main = [...layer.querySelectorAll('main, [role="main"]')].filter((element) => !element.parentElement?.closest('main, [role="main"]'));
    return main.length === 1 ? main[0] : layer;
  }

  /** @param {KontaktScope} scope @returns {Element | null} the thread's first post, if it stands on this page */
  function firstPost(scope) {
    return scope.once(firstPost, () => {
      if (board.isLaterPage(scope.layer.ownerDocument)) return null;
      return [...messages(scope).keys()].reduce((a, b) => (!a || tree.isBefore(b, a) || b.contains(a) ? b : a), /** @type {Element | null} */ (null));
    });
  }

  /** @param {Element} item @param {KontaktScope} scope */
  function isReply(item, scope) {
    const post = firstPost(scope);
    if (tree.climb(item.parentElement, (up) => up !== post && messages(scope).has(up), scope.layer)) return true;
    const lists = (/** @type {Element} */ one) => tree.depth(one, 'ul, ol, [role="list"]', scope.layer);
    // Boxes of messages may begin with the author or with the text; the texts themselves stand one below the other.
    const text = (/** @type {Element} */ one) => messages(scope).get(one)?.[0] ?? one;
    const least = scope.once(isReply, () => {
      const others = [...messages(scope).keys()].filter((other) => other !== post);
      return { start: tree.leastStart(others.map(text)), lists: Math.min(...others.map(lists)) };
    });
    return tree.startOf(text(item)) > least.start + 12 || lists(item) > least.lists;
  }

  /** Whether an element stands beside a message's bare words. @param {Element} element @param {Element} item @param {KontaktScope} [scope] */
  function isBeside(element, item, scope) {
    if (!scope || messages(scope).get(item)?.[0] !== item) return false;
    return markers.besides(element, signsOf(scope));
  }

  kontaktReader.generic = {
    name: "generic",
    platform: "forum",
    takesSelection: true,
    privateArea: '[role="log"], [class*="private-message" i], [class*="conversationMessage" i]',
    matches: () => true,
    isPrivate: (location) => kontaktReader.private.isPersonalPlace(location),
    items: (scope) => [...messages(scope).keys()],
    kind: (item, scope) => (item === firstPost(scope) ? "post" : isReply(item, scope) ? "reply" : "comment"),
    postOf: (_, scope) => firstPost(scope),
    bodies: (item, scope) => tree.outermost(messages(scope).get(item) ?? []),
    isSponsored: (item) =>
      markers.isAdvert(item) || [...item.querySelectorAll("span, div, small, b, strong, p, a")].some((element) => labels.isSponsored(element.textContent)),
    cuts: (item, scope) => ({
      cut: (element) => markers.isQuote(element) || markers.isAdvert(element) || markers.isAside(element) || isBeside(element, item, scope),
      mention: markers.isProfile,
    }),
  };
})();
