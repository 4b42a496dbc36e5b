(() => {
  const { kontaktReader } = globalThis;
  const { tree, markers } = kontaktReader;

  // What plug-ins and styles of every software put into a body besides words: titles of spoilers, words for screen readers.
  const SPOILER_TITLE = ["header", "heading", "title", "button", "toggle", "label"].map((part) => `[class*="spoil" i][class*="${part}" i]`);
  const BESIDES = [...SPOILER_TITLE, ".sr-only", ".visually-hidden", ".u-srOnly", "[aria-hidden=true].avatar", "ins.adsbygoogle"].join();

  /**
   * A flat board: the first message is the post, every later one a comment, whatever it quotes.
   * @param {KontaktBoard} data
   * @returns {KontaktSite}
   */
  function board(data) {
    const all = (/** @type {KontaktScope} */ scope) =>
      scope.once(data.item, () => tree.outermost(scope.layer.querySelectorAll(data.item)).filter((item) => !item.closest(data.privateArea)));

    /** @param {KontaktScope} scope @returns {Element | null} null on a later page of the thread */
    const firstPost = (scope) =>
      scope.once(firstPost, () => {
        const marked = data.first ? all(scope).find((item) => item.matches(/** @type {string} */ (data.first))) : undefined;
        if (marked) return marked;
        return isLaterPage(scope.layer.ownerDocument) ? null : (all(scope)[0] ?? null);
      });

    return {
      name: data.name,
      site: data.site,
      platform: "forum",
      takesSelection: true,
      privateArea: data.privateArea,
      matches: data.matches,
      isPrivate: data.isPrivate,
      items: (scope) => all(scope).filter(scope.isNear),
      kind: (item, scope) => (item === firstPost(scope) ? "post" : data.reply && item.querySelector(data.reply) ? "reply" : "comment"),
      postOf: (_, scope) => firstPost(scope),
      bodies: (item) => [...item.querySelectorAll(data.body)].slice(0, 1),
      answeredBy: (box, page) => tree.climb(box, (up) => page.known.has(up)) ?? firstPost(page.scope),
      cuts: () => ({
        cut: (element) => element.matches(data.cut) || element.matches(BESIDES),
        mention: (link) => link.matches(data.mention) || markers.isProfile(link),
        emoji: data.emoji,
      }),
    };
  }

  /**
   * Whether a thread runs over several pages and this is not the first, so that its first post is not here.
   * @param {Document} document
   * @returns {boolean}
   */
  function isLaterPage(document) {
    const { pathname, search } = document.location;
    const inAddress = /(?:\/page-?|\/seite-?|[?&](?:page|seite|pageno?|paged)=|\/index)(\d+)(?:[/.?&-]|$)/iu.exec(pathname + search);
    if (inAddress && Number(inAddress[1]) > 1) return true;
    if (/[?&]start=[1-9]/u.test(search)) return true;
    const mark = document.querySelector('.pagination .active, .pagenav strong, .pageNav-page--current, nav [aria-current="page"], .pagination [aria-current="page"], .pagination .current, .pagination strong, .page-current, .pagination .selected');
    return Number.parseInt(mark?.textContent?.trim() ?? "1", 10) > 1;
  }

  kontaktReader.board = { board, isLaterPage };
})();
