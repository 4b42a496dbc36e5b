(() => {
  const { kontaktReader } = globalThis;
  const { tree } = kontaktReader;

  /**
   * The item that a box for writing answers: inside a comment's thread the comment, anywhere else the post.
   * Labels of such boxes carry names and differ by language, so nesting and indentation decide.
   * @param {Element} box
   * @param {KontaktPage} page
   * @returns {Element | null}
   */
  function answeredBy(box, page) {
    const own = page.site.answeredBy?.(box, page);
    if (own !== undefined) return own;
    const items = page.site.items({ ...page.scope, isNear: () => true, near: undefined, once: (_, make) => make() });
    const kinds = new Map(items.map((item) => [item, page.kind(item)]));
    let inner = box; // the largest part of the page around the box that holds no item
    let isAmongReplies = false; // a part that holds replies and no comment belongs to the comment above it
    for (let up = /** @type {Element | null} */ (box); up; up = up.parentElement) {
      const around = /** @type {Element} */ (up);
      const kind = kinds.get(around);
      if (kind === "comment" || kind === "reply") return around;
      const inside = items.filter((item) => around.contains(item) && item !== around);
      const comments = inside.filter((item) => kinds.get(item) === "comment");
      const above = () => (isAmongReplies ? comments.findLast((comment) => tree.isBefore(comment, box)) : lastBefore(box, comments, inner)) ?? null;
      if (kind === "post" || inside.some((item) => kinds.get(item) === "post")) {
        return above() ?? (kind === "post" ? around : lastPost(box, inside, kinds));
      }
      const answered = above();
      if (answered) return answered;
      if (up === page.layer) return null;
      if (inside.length) {
        // The box lies among the comments: from here on only the post is sought.
        if (comments.length) return lastPost(box, items, kinds);
        isAmongReplies = true;
      } else inner = around;
    }
    return null;
  }

  /**
   * The comment above an indented box.
   * @param {Element} box
   * @param {Element[]} comments
   * @param {Element} inner
   */
  function lastBefore(box, comments, inner) {
    if (!comments.length || !tree.isIndented(inner, [...comments, inner], 16)) return null;
    return comments.findLast((comment) => tree.isBefore(comment, box)) ?? null;
  }

  /**
   * @param {Element} box
   * @param {Element[]} items
   * @param {Map<Element, string>} kinds
   */
  function lastPost(box, items, kinds) {
    const posts = items.filter((item) => kinds.get(item) === "post");
    return posts.findLast((post) => tree.isBefore(post, box) || post.contains(box)) ?? posts[0] ?? null;
  }

  kontaktReader.answeredBy = answeredBy;
})();
