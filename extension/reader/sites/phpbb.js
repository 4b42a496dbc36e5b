(() => {
  const { kontaktReader } = globalThis;

  // phpBB 3.x, from its own template viewtopic_body.html; styles rename much, but keep the ids and the post's parts.
  kontaktReader.sites.push(
    kontaktReader.board.board({
      name: "phpbb",
      matches: (location, document) =>
        document.body.matches("#phpbb, [class*='section-viewtopic'], [class*='section-ucp']") ||
        (/viewtopic\.php|ucp\.php/u.test(location.pathname) && document.querySelector(".postbody, .postprofile, .panel") !== null),
      isPrivate: (location, document) =>
        /\/(?:ucp|mcp|posting)\.php$/u.test(location.pathname) || document.body.matches("[class*='section-ucp'], [class*='section-mcp']"),
      privateArea: "#cp-main, .section-ucp",
      item: 'div.post[id^="p"], article.post[id^="p"], li.post[id^="p"], .post[data-post-id]',
      body: ".postbody .content, .content",
      cut: "blockquote, cite, .quotetitle, .signature, .notice, .attachbox, .inline-attachment, .attachment, dl.codebox > dt, .codebox p",
      mention: 'a[href*="memberlist.php"], a.username, a.username-coloured, a.mention',
    }),
  );
})();
