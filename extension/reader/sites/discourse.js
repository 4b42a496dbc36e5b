(() => {
  const { kontaktReader } = globalThis;

  // Discourse, from its own components post.gjs, post-stream.gjs and embedded.gjs.
  kontaktReader.sites.push(
    kontaktReader.board.board({
      name: "discourse",
      matches: (_, document) =>
        document.querySelector('meta[name="generator"][content^="Discourse"]') !== null || document.querySelector("#discourse-modal, discourse-assets") !== null,
      isPrivate: ({ pathname }, document) =>
        document.body.matches('[class*="archetype-private_message"]') ||
        (!/\/t\//u.test(pathname) && /\/(?:u\/[^/]+\/(?:messages|preferences|notifications)|my|login|signup|chat|admin|session|password-reset|new-message)(?:[/.]|$)/u.test(pathname)),
      privateArea: ".archetype-private_message, .chat-drawer, .chat-message-container, .private-message-glyph-wrapper",
      item: 'article[id^="post_"]',
      body: ".cooked",
      cut: "aside, .quote, .onebox, .embedded-posts, .spoiler-blurred, .spoiled, .lightbox-wrapper .meta, .small-action, h2.sr-only, .poll, .post-links",
      mention: "a.mention, a.mention-group, a[data-user-card]",
      first: "#post_1, [data-post-number='1'] article",
      reply: ".reply-to-tab",
      emoji: (image) => (image.matches("img.emoji") ? kontaktReader.shortcode(image.getAttribute("alt") ?? "") : null),
    }),
  );
})();
