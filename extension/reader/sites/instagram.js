(() => {
  const { kontaktReader } = globalThis;
  const { tree, labels, blocks, reels, text } = kontaktReader;

  // Anchors by trust: patterns of links, structure, labels last. What was checked when: docs/sites.md.
  const COMMENT_LINK = 'a[href*="/c/"]';
  // Where a caption has a heading of its own; names stand in headings too, but are no running text.
  const TITLE = 'h1, [role="heading"]:is([dir="auto"], [aria-level="1"])';
  const ACTION = 'button, [role="button"], svg[aria-label]';
  const REEL_ROUTE = /^\/(?:[\w.]+\/)?reels?\//u;
  const PRIVATE_ROUTE = /^\/(?:direct|accounts|stories|notifications|challenge|your_activity|emails|session)(?:\/|$)/u;
  const PEOPLE_ROUTE = /^\/(?:[\w.]+\/(?:followers|following|mutual\w*|similar_accounts)|explore\/people)(?:\/|$)/u;
  const PERSON = /^\/[\w.]+\/?$/u;
  const NO_PERSON = new Set(["explore", "reels", "p", "about", "legal", "directory"]);

  /** @param {HTMLAnchorElement} link a link to a person's page */
  function isPerson(link) {
    const url = kontaktReader.safeUrl(link.href, link.ownerDocument.baseURI);
    return url !== null && url.hostname.endsWith("instagram.com") && PERSON.test(url.pathname) && !NO_PERSON.has(url.pathname.split("/")[1]);
  }

  /** @param {Element} scope @returns {HTMLAnchorElement[]} */
  const people = (scope) => [...scope.querySelectorAll("a[href]")].map((link) => /** @type {HTMLAnchorElement} */ (link)).filter(isPerson);

  /**
   * The row around the time of a comment: from there to the first box with words and something to press.
   * @param {Element} time
   * @param {string} mark what each row has once
   * @param {Element} layer
   */
  function rowAround(time, mark, layer) {
    const holdsOne = (/** @type {Element} */ up) => up.querySelectorAll(mark).length === 1 && !up.querySelector("textarea, form, hr");
    const row = tree.climb(time, (up) => up !== layer && blocks.written(up).length > 0 && people(up).length > 0, layer);
    if (!row || row === layer) return null;
    let whole = row;
    while (!whole.querySelector(ACTION) && whole.parentElement && whole.parentElement !== layer && holdsOne(whole.parentElement)) whole = whole.parentElement;
    return whole;
  }

  /** @param {KontaktScope} scope @returns {Element[]} all comments and replies of a layer */
  function comments(scope) {
    return scope.once(comments, () => {
      const { layer } = scope;
      const rows = [...layer.querySelectorAll(COMMENT_LINK)].map((link) => rowAround(link, COMMENT_LINK, layer));
      // Older lists: a row is a list item with a time of its own; the first one is the caption.
      const old = [...layer.querySelectorAll("li")].filter((row) => {
        const time = [...row.querySelectorAll("time")].some((element) => element.closest("li") === row);
        return time && !row.querySelector(COMMENT_LINK) && !isCaptionRow(row);
      });
      return tree.unique([...rows, ...old]);
    });
  }

  /** @param {Element} row whether the first row of a list holds the caption: no button to answer it, or the heading */
  function isCaptionRow(row) {
    if (row.querySelector(TITLE)) return true;
    const first = row.closest("article, [role=dialog], main, body")?.querySelector("li:has(time)");
    return first === row && ![...row.querySelectorAll("button, [role=button]")].some((button) => labels.isReply(button.textContent));
  }

  /** @param {KontaktScope} scope @returns {Element[]} */
  function posts(scope) {
    return scope.once(posts, () => {
      const { layer } = scope;
      const articles = tree.outermost([...(layer.matches("article") ? [layer] : []), ...layer.querySelectorAll("article")]);
      if (articles.length) return articles;
      // A post opened by its address has no article: the caption is the first row that is no comment.
      const isOwn = (/** @type {Element | null} */ row) => row !== null && !comments(scope).some((comment) => row.contains(comment));
      const heading = tree.climb(layer.querySelector("h1[dir=auto], [role=heading][dir=auto]"), (up) => people(up).length > 0, layer);
      const times = [...layer.querySelectorAll("time")].filter((time) => !time.closest(COMMENT_LINK) && !comments(scope).some((row) => row.contains(time)));
      return tree.unique([heading, ...times.map((time) => rowAround(time, "time", layer))]).filter(isOwn).slice(0, 1);
    });
  }

  /** @param {Element} layer */
  const reelsOn = (layer) => (layer.localName === "body" ? reels.reel(layer.ownerDocument, REEL_ROUTE) : null);

  /** @param {Element} post @param {KontaktScope} scope the caption of a post */
  function caption(post, scope) {
    const rows = comments(scope);
    const isOut = (/** @type {Element} */ element) => rows.some((row) => row !== post && row.contains(element));
    const heading = [...post.querySelectorAll(TITLE)].find((element) => !isOut(element) && text.isShown(element));
    if (heading && text.rendered([heading])) return [heading];
    const written = blocks.written(post, isOut);
    const names = people(post).filter((link) => !isOut(link));
    const author = names[0]?.pathname;
    // The caption stands behind the author's name for the second time; the first is the header's.
    const [, ...again] = names.filter((link) => link.pathname === author && link.textContent?.trim());
    for (const name of again) {
      const line = tree.climb(name, (up) => written.some((block) => up.contains(block) && (block.contains(name) || tree.isBefore(name, block))), post);
      const block = line && written.find((one) => line.contains(one) && (one.contains(name) || tree.isBefore(name, one)));
      if (block) return [block];
    }
    return blocks.longest(written);
  }

  /** @param {Element} row @param {KontaktScope} scope */
  function isReply(row, scope) {
    const fellows = comments(scope).filter((one) => postOf(one, scope) === postOf(row, scope));
    const lists = (/** @type {Element} */ one) => tree.depth(one, 'ul, ol, [role="list"]', scope.layer);
    return lists(row) > Math.min(...fellows.map(lists)) || tree.isIndented(row, fellows, 16);
  }

  /** @param {Element} item @param {KontaktScope} scope */
  function postOf(item, scope) {
    const reel = reelsOn(scope.layer);
    if (reel) return reel.shown;
    const all = posts(scope);
    return all.find((post) => post.contains(item)) ?? all.findLast((post) => tree.isBefore(post, item)) ?? null;
  }

  kontaktReader.sites.push({
    name: "instagram",
    platform: "instagram",
    matches: ({ hostname }) => /(?:^|\.)instagram\.com$/u.test(hostname),
    isPrivate: ({ pathname }) => PRIVATE_ROUTE.test(pathname) || PEOPLE_ROUTE.test(pathname),
    opensPosts: true,
    privateArea: '[role="log"], [role="grid"]:has([role="row"] [dir="auto"]), [aria-label*="Direct messag" i][role="dialog"]',
    items(scope) {
      const reel = reelsOn(scope.layer);
      const rows = comments(scope).filter(scope.isNear);
      return reel ? reels.itemsOfReel(reel, rows) : [...posts(scope).filter(scope.isNear), ...rows];
    },
    kind: (item, scope) => (!comments(scope).includes(item) ? "post" : isReply(item, scope) ? "reply" : "comment"),
    postOf,
    reel: (scope) => reelsOn(scope.layer)?.shown ?? null,
    bodies(item, scope) {
      if (!comments(scope).includes(item)) return caption(item, scope);
      const inner = comments(scope).filter((row) => row !== item && item.contains(row));
      const handles = new Set(people(item).map((link) => link.pathname.replaceAll("/", "")));
      const isOut = (/** @type {Element} */ element) => inner.some((row) => row.contains(element)) || handles.has(labels.plain(element.textContent));
      return blocks.written(item, isOut).slice(0, 1);
    },
    ownerOf(element, scope, items) {
      const around = tree.climb(element, (up) => items.some((item) => up.contains(item)), scope.layer);
      const own = around?.matches('body, main, [role="main"], [role="dialog"]') ? [] : items.filter((item) => around?.contains(item));
      return own.find((item) => !comments(scope).includes(item)) ?? null;
    },
    isSponsored(item, scope) {
      if (comments(scope).includes(item)) return false;
      const body = caption(item, scope)[0];
      return [...item.querySelectorAll("span, div, a")].some((element) => (!body || tree.isBefore(element, body)) && labels.saysSponsored(element));
    },
    cuts: () => ({ cut: (element) => element.localName === "blockquote" || element.matches("h2, h3, time"), mention: isPerson }),
  });
})();
