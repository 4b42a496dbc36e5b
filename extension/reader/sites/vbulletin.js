(() => {
  const { kontaktReader } = globalThis;

  const PRIVATE = /\/(?:private\.php|usercp\.php|profile\.php|login\.php|register\.php|messagecenter|privatemessage|settings)(?:[/.?]|$)/u;

  // vBulletin 4: the body itself is a blockquote.
  kontaktReader.sites.push(
    kontaktReader.board.board({
      name: "vbulletin4",
      matches: (_, document) =>
        document.documentElement.matches("#vbulletin_html") ||
        (/^vBulletin 4/u.test(document.querySelector('meta[name="generator"]')?.getAttribute("content") ?? "") && document.querySelector(".postcontent") !== null),
      isPrivate: ({ pathname }) => PRIVATE.test(pathname),
      privateArea: "#pmbox, .pmlist, #pm_messagelist",
      item: 'li.postbitlegacy, li.postbit, #posts > li, li[id^="post_"]',
      body: "blockquote.postcontent, .postcontent.restore, .postcontent",
      cut: ".bbcode_container, .bbcode_quote, .quote_container, blockquote.lastedited, .lastedited, blockquote.signature, .signature, .postcontent .title, .attachments",
      mention: 'a[href*="member.php"], a.username',
    }),
    // vBulletin 5 and 6.
    kontaktReader.board.board({
      name: "vbulletin5",
      matches: (_, document) => document.querySelector(".b-post[data-node-id], li.b-post, .js-post__content-text") !== null,
      isPrivate: ({ pathname }) => PRIVATE.test(pathname),
      privateArea: ".b-privatemessage, .privatemessage-container",
      item: "li.b-post, .b-post[data-node-id]",
      body: ".js-post__content-text",
      cut: ".bbcode_container, .bbcode_quote, .b-post__count, .b-userinfo, .post-signature, .b-post__edit-info, .b-post__attachments",
      mention: "a.b-bbcode-user, .b-bbcode-user, a[data-userid], a[data-user-id]",
    }),
  );
})();
