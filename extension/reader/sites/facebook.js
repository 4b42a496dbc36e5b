(() => {
  const { kontaktReader } = globalThis;
  const { tree, view, labels, blocks, reels, text } = kontaktReader;

  // Anchors by trust: roles in data-*, ARIA, patterns of links, labels last. What was checked when: docs/sites.md.
  const MESSAGE = '[data-ad-rendering-role="story_message"], [data-ad-preview="message"], [data-ad-comet-preview="message"]';
  const NAME = '[data-ad-rendering-role="profile_name"]';
  const LIKE = '[data-ad-rendering-role="like_button"]';
  const ACTION = `${LIKE}, [data-ad-rendering-role="comment_button"], [data-ad-rendering-role="share_button"]`;
  const CARD = ["meta", "title", "description", "image", "cta-"].map((role) => `[data-ad-rendering-role="${role}"]`).join();
  const TITLE = 'h2, h3, h4, [role="heading"]:not([aria-level="1"])';
  const HEADING = `${NAME}, :is(${TITLE}) a`;
  const MARK = `${MESSAGE}, ${LIKE}, ${NAME}, [aria-posinset]`;
  const LOADING = '[data-visualcompletion="loading-state"], [role="progressbar"]';
  const BUTTON = '[role="button"], button';
  const ARTICLE = '[role="article"]';
  const FEED = '[role="feed"]';
  const ANY = `${MARK}, ${LOADING}, ${ARTICLE}`;
  const COMMENT_LINK = 'a[href*="comment_id="]';
  const REPLY_LINK = 'a[href*="reply_comment_id="]';
  const TEXT = 'div[dir="auto"][style*="text-align"]';
  const NO_TEXT = 'a, button, [role="button"], [role="heading"], h1, h2, h3, h4, [contenteditable="true"]';
  const FOOTER = '[data-visualcompletion="ignore-dynamic"]';
  const VIEWER = '[data-pagelet*="MediaViewer"]';
  const ADVERT = 'a[href*="/ads/about"], [data-ad-rendering-role^="cta"]';
  const COMMENT_LABEL = /^(?:kommentar von|comment by|antwort von|reply by)\s/iu;
  const REPLY_LABEL = /^(?:antwort von|reply by)\s/iu;
  const PERSON = /\/user\/|\/people\/|profile\.php|^\/[\w.-]+\/?$/u;
  const PRIVATE = ["messages", "settings", "login", "checkpoint", "notifications", "recover", "privacy", "stories", "accounts"].join("|");
  const PRIVATE_ROUTE = new RegExp(`^/(?:${PRIVATE}|accountscenter|two_step_verification|marketplace/inbox|t)(?:[./]|$)`, "iu");
  // Lists of people and what they tell about themselves: nobody is answered there.
  const PEOPLE = ["members?", "people", "friends", "followers", "following", "about", "member[-_]requests", "participant_requests", "admins?"].join("|");
  const PEOPLE_ROUTE = new RegExp(`^/(?:(?:groups/[^/]+|(?!groups/)[^/]+)/(?:${PEOPLE})|friends)(?:[/_]|$)`, "iu");
  const PEOPLE_PART = new RegExp(`[?&]sk=(?:${PEOPLE})(?:[&_]|$)`, "iu");

  /** @param {Element} element @param {string} selector */
  const has = (element, selector) => element.matches(selector) || element.querySelector(selector) !== null;

  /** Elements of an article that lie in no article inside it. @param {Element} article @param {string} selector */
  const own = (article, selector) =>
    [...article.querySelectorAll(selector)].filter((element) => element.closest(ARTICLE) === article);

  /** A comment or reply, by link, label or place. @param {Element} article */
  function isComment(article) {
    if (article.hasAttribute("aria-posinset")) return false;
    if (COMMENT_LABEL.test(article.getAttribute("aria-label") ?? "")) return true;
    if (own(article, `${MESSAGE}, ${NAME}, ${ACTION}`).length) return false;
    if (own(article, COMMENT_LINK).length) return true;
    if (own(article, HEADING).length) return false;
    const around = article.parentElement?.closest(`${ARTICLE}, ${FEED}`);
    if (around) return around.matches(ARTICLE);
    // Below a post that is no article itself. Side columns have articles of their own and no post.
    const column = article.closest('[role="complementary"], [role="dialog"], [role="main"]') ?? article.ownerDocument.body;
    const first = column.querySelector(`${MESSAGE}, ${HEADING}`);
    return first !== null && tree.isBefore(first, article);
  }

  /** @param {Element} element */
  function inComment(element) {
    for (let up = element.closest(ARTICLE); up; up = up.parentElement?.closest(ARTICLE) ?? null) if (isComment(up)) return true;
    return false;
  }

  /** The post around one of its parts. @param {Element} seed @param {Element} layer */
  function postAround(seed, layer) {
    const article = tree.climb(seed, (up) => up.matches(`${ARTICLE}, [aria-posinset]`), layer);
    if (article && article !== layer) return article.closest("[aria-posinset]") ?? article;
    let post = tree.climb(seed, (up) => has(up, HEADING) && has(up, `${MESSAGE}, ${ACTION}`), layer);
    const isWhole = (/** @type {Element} */ up) => headOf(up) !== null && blocks.written(up, inComment).length > 0;
    if (!post && !seed.matches(MARK)) return tree.climb(seed, isWhole, layer);
    if (!post) return tree.climb(seed, (up) => up.parentElement?.matches(FEED) ?? false, layer) ?? (seed.matches(MESSAGE) ? seed : null);
    // The name of a shared post may be nearer than that of the post around it: grow inside one row of buttons.
    const parts = (/** @type {Element} */ element) => element.querySelectorAll(`${NAME}, ${MESSAGE}`).length;
    const rows = (/** @type {Element} */ element) => element.querySelectorAll(LIKE).length;
    for (let up = post.parentElement; up && up !== layer && !up.matches(FEED) && rows(up) < 2; up = up.parentElement) {
      if (rows(up) === 1 && (rows(post) === 0 || parts(up) > parts(post))) post = up;
    }
    return post;
  }

  /**
   * Marks and articles near the screen. A feed of hundreds of posts is looked through by its children first.
   * @param {KontaktScope} scope
   * @returns {Element[]}
   */
  function nearby(scope) {
    return scope.once(nearby, () => {
      const { layer, isNear, near } = scope;
      const feed = layer.querySelector(FEED);
      const inside = (/** @type {Element[]} */ areas) => areas.flatMap((area) => [...(area.matches(ANY) ? [area] : []), ...area.querySelectorAll(ANY)]);
      const units = inside(feed ? shells(scope) : []);
      return [...(near ? units : units.filter(isNear)), ...inside(feed ? tree.besides(feed, layer) : [...layer.children]).filter(isNear)];
    });
  }

  /** @param {KontaktScope} scope @returns {Element[]} children of the feed near the screen */
  function shells({ layer, isNear, near, once }) {
    return once(shells, () => {
      const units = [...(layer.querySelector(FEED)?.children ?? [])];
      return near ? near(units) : units.filter(isNear);
    });
  }

  /** Where the name of a part's author stands. @param {Element} part @returns {Element | null} */
  function headOf(part) {
    const heading = [...part.querySelectorAll(HEADING)].find((element) => !inComment(element));
    if (heading) return heading.closest(`${NAME}, ${TITLE}`);
    const isName = (/** @type {HTMLAnchorElement} */ link) => PERSON.test(pathOf(link.href)) && link.textContent?.trim() && !inComment(link);
    return [...part.querySelectorAll("a")].find(isName) ?? null;
  }

  /**
   * Rows of buttons below posts, for a layer in which nothing is marked: three or more of them, a few words, no text.
   * @param {Element} layer
   * @returns {Element[]}
   */
  function buttonRows(layer) {
    if (layer.querySelector(MARK)) return [];
    const buttons = [...layer.querySelectorAll(BUTTON)].filter((button) => !inComment(button) && (button.textContent ?? "").length < 30);
    const rows = buttons.map((button) => tree.climb(button, (up) => up.querySelectorAll(BUTTON).length > 2, layer));
    return tree.unique(rows).filter((row) => row !== layer && !has(row, "a[href], h2, h3, h4, img") && (row.textContent ?? "").length < 120);
  }

  /** @param {KontaktScope} scope @returns {Element[]} posts near the screen */
  function posts(scope) {
    const { layer, isNear } = scope;
    const found = nearby(scope);
    const seeds = [...found.filter((seed) => seed.matches(MARK)), ...buttonRows(layer).filter(isNear)];
    /** @type {Element[]} */
    const around = [];
    for (const seed of seeds) {
      if (around.at(-1)?.contains(seed) || inComment(seed)) continue;
      const post = postAround(seed, layer);
      if (post) around.push(post);
    }
    // Posts without any role of their own: what lies in the feed is a post.
    const bare = shells(scope).filter(
      (element) => !element.matches("h1, h2, h3") && !inComment(element) && !has(element, `${MESSAGE}, ${ACTION}, ${NAME}, [aria-posinset]`),
    );
    const articles = tree.outermost(bare).map((element) => element.querySelector(ARTICLE) ?? element);
    const empty = found.filter((seed) => seed.matches(LOADING) && !inComment(seed)).map((seed) => seed.closest(ARTICLE) ?? seed);
    return tree.outermost(new Set([...around, ...articles, ...empty]));
  }

  /** The smallest part of the page that holds a comment and the post above it. @param {Element} comment @param {Element} layer */
  function threadAround(comment, layer) {
    const isAbove = (/** @type {Element} */ seed) => !inComment(seed) && tree.isBefore(seed, comment);
    const seeds = `${MESSAGE}, ${NAME}, ${ACTION}, [aria-posinset]`;
    const rows = buttonRows(layer);
    const hasPost = (/** @type {Element} */ up) =>
      up.matches("[aria-posinset]") || [...up.querySelectorAll(seeds), ...rows.filter((row) => up.contains(row))].some(isAbove) || (up.matches(ARTICLE) && !inComment(up));
    return tree.climb(comment.parentElement, hasPost, layer) ?? layer;
  }

  /** @param {Element} item @param {KontaktScope} scope @returns {Element | null} the thread's post */
  function postOf(item, { layer }) {
    const reel = reelOn(layer);
    if (reel) return reel;
    const thread = threadAround(item, layer);
    const isInside = (/** @type {Element} */ element) => thread.contains(element) || element.contains(thread);
    const above = posts({ layer, isNear: isInside, once: (_, make) => make() });
    return above.findLast((post) => post.contains(item) || tree.isBefore(post, item)) ?? null;
  }

  /** @param {Element} layer */
  const reelsOn = (layer) => (layer.localName === "body" ? reels.reel(layer.ownerDocument, /^\/reel\//u) : null);

  /** @param {Element} layer */
  const reelOn = (layer) => reelsOn(layer)?.shown ?? null;

  /** @param {Element} comment @param {KontaktScope} scope */
  function isReply(comment, { layer }) {
    const label = comment.getAttribute("aria-label") ?? "";
    if (REPLY_LABEL.test(label) || own(comment, REPLY_LINK).length) return true;
    const around = comment.parentElement?.closest(ARTICLE);
    if (around && isComment(around)) return true;
    if (COMMENT_LABEL.test(label)) return false;
    const fellows = [...threadAround(comment, layer).querySelectorAll(ARTICLE)].filter(isComment);
    return tree.isIndented(comment, fellows) || tree.isNestedDeeper(comment, fellows, layer);
  }

  /** A post shared inside another one: it has a second name or a second message. @param {Element} post */
  function embedded(post) {
    const marked = [...post.querySelectorAll(NAME)];
    const names = marked.length ? marked : [...post.querySelectorAll(HEADING)].map((link) => /** @type {Element} */ (link.closest(TITLE)));
    const [first, ...others] = tree.unique(names).filter((name) => !inComment(name));
    for (const name of others) {
      const block = tree.climb(name, (up) => up.contains(first) || has(up, `${MESSAGE}, ${TEXT}`) || blocks.written(up).length > 0, post);
      if (block && !block.contains(first)) return block;
    }
    return tree.outermost([...post.querySelectorAll(MESSAGE)].filter((message) => !inComment(message)))[1] ?? null;
  }

  /** The elements that hold a text, in a whole post or in the part that is shared. @param {Element} post @param {Element} part @param {Element | null} without */
  function texts(post, part, without) {
    const isOut = (/** @type {Element} */ element) =>
      Boolean(without?.contains(element) || element.closest(CARD)) || inComment(element);
    const messages = [part, ...part.querySelectorAll(MESSAGE)].filter((element) => element.matches(MESSAGE) && !isOut(element));
    if (messages.length) return tree.outermost(messages).slice(0, 1);
    const header = headOf(part);
    const footer = [...post.querySelectorAll(ACTION), ...buttonRows(post)].find((element) => !inComment(element));
    const isAside = (/** @type {Element} */ element) =>
      isOut(element) || Boolean(header?.contains(element) || element.closest(FOOTER)) || Boolean(footer && tree.isBefore(footer, element));
    const styled = [...part.querySelectorAll(TEXT)].filter((element) => !isAside(element) && !element.closest(NO_TEXT));
    if (styled.length) return tree.outermost(styled);
    const isPost = part !== post || part.querySelector("video") || part.querySelectorAll(BUTTON).length > 1;
    if (!header || !isPost) return []; // a suggestion, a birthday
    return blocks.longest(blocks.written(part, isAside).filter((element) => tree.isBefore(header, element)));
  }

  /** @param {Element} comment */
  function commentTexts(comment) {
    const styled = own(comment, TEXT).filter((element) => !element.closest(NO_TEXT));
    if (styled.length) return tree.outermost(styled);
    const written = blocks.written(comment, (element) => element.closest(ARTICLE) !== comment);
    // What stands first is the name; that of somebody without a page ("Anonymes Mitglied") looks like a text.
    return blocks.longest(written.length && !hasWordsBefore(comment, written[0]) ? written.slice(1) : written);
  }

  /** Whether something is to be read in front of a block, badges aside. @param {Element} comment @param {Element} block */
  function hasWordsBefore(comment, block) {
    const walker = comment.ownerDocument.createTreeWalker(comment, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && !block.contains(node); node = walker.nextNode()) {
      const words = node.nodeValue?.trim();
      if (words && node.parentElement && !blocks.isBadge(words) && text.isShown(node.parentElement)) return true;
    }
    return false;
  }

  /** @param {Element} post */
  function isSponsored(post) {
    if (isCommentItem(post)) return false;
    const outside = (/** @type {Element} */ element) => !inComment(element);
    if ([...post.querySelectorAll(ADVERT)].some(outside)) return true;
    const body = texts(post, post, embedded(post))[0] ?? post.querySelector(ACTION);
    const header = [...post.querySelectorAll("a, span, div, svg, b, strong")].filter(
      (element) => outside(element) && (!body || tree.isBefore(element, body)) && !element.closest(MESSAGE),
    );
    return header.some(isPaid);
  }

  /** @param {Element} element */
  function isPaid(element) {
    const tracking = element.localName === "a" ? /__cft__(?:\[0\]|%5B0%5D)=([^&]*)/u.exec(element.getAttribute("href") ?? "") : null;
    return (tracking !== null && tracking[1].length > 300) || labels.saysSponsored(element);
  }

  kontaktReader.sites.push({
    name: "facebook",
    platform: "facebook",
    matches: ({ hostname }) => /(?:^|\.)(?:facebook|messenger)\.com$/u.test(hostname),
    isPrivate: ({ hostname, pathname, search }) =>
      /messenger\.com$/u.test(hostname) || PRIVATE_ROUTE.test(pathname) || PEOPLE_ROUTE.test(pathname) || PEOPLE_PART.test(search),
    privateArea:
      '[data-pagelet*="ChatTab"], [data-pagelet^="MW"], [aria-label*="Chat with" i], [aria-label*="Chat mit" i], [role="log"], [role="grid"]:has([role="row"] [dir="auto"])',
    layers(document) {
      const [viewer] = view.outsideFeed(document, VIEWER);
      const column = viewer && tree.climb(viewer.parentElement, (up) => up.querySelector(`[role="complementary"] :is(${HEADING})`) !== null);
      return column && column !== document.body ? [column] : [];
    },
    items(scope) {
      const comments = nearby(scope).filter((element) => element.matches(ARTICLE) && isComment(element));
      const shown = reelsOn(scope.layer);
      return shown ? reels.itemsOfReel(shown, comments) : [...posts(scope), ...comments];
    },
    kind: (item, scope) => (!isCommentItem(item) ? "post" : isReply(item, scope) ? "reply" : "comment"),
    postOf,
    reel: (scope) => reelOn(scope.layer),
    bodies: (item) => (isCommentItem(item) ? commentTexts(item) : texts(item, item, embedded(item))),
    shared(post) {
      const part = embedded(post);
      return part ? texts(post, part, null) : [];
    },
    isSponsored,
    cuts: () => ({
      cut: (element) => element.localName === "blockquote" || element.matches(CARD),
      mention: ({ href }) => PERSON.test(pathOf(href)),
    }),
    visibility(post) {
      const marks = [...post.querySelectorAll("[title], [aria-label]")].filter((element) => !inComment(element));
      const words = marks.map((mark) => `${mark.getAttribute("title") ?? ""} ${mark.getAttribute("aria-label") ?? ""}`).join(" ");
      if (/private gruppe|private group|gruppenmitglieder|group members|\bfreunde\b|\bfriends\b/iu.test(words)) return "halboeffentlich";
      if (/öffentlich|\bpublic\b/iu.test(words)) return "oeffentlich";
      return null;
    },
  });

  /** @param {Element} item */
  function isCommentItem(item) {
    return item.matches(ARTICLE) && isComment(item);
  }

  /** @param {string} href */
  function pathOf(href) {
    const url = kontaktReader.safeUrl(href, "https://www.facebook.com/");
    return url && /(?:^|\.)facebook\.com$/u.test(url.hostname) ? url.pathname : "";
  }
})();
