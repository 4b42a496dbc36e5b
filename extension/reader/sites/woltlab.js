(() => {
  const { kontaktReader } = globalThis;

  // WoltLab Suite. One good source only; where it differs the generic adapter takes over.
  kontaktReader.sites.push(
    kontaktReader.board.board({
      name: "woltlab",
      matches: (_, document) =>
        document.body.matches('[data-application="wbb"], [id^="tpl_wbb"], [id^="tpl_wcf"]') && document.querySelector("article.message, .messageList") !== null,
      isPrivate: ({ pathname, search }, document) =>
        /(?:^|[/?&=])(?:conversation|conversation-list|login|register|account-management|settings|user-management)(?:[/&=?.]|$)/u.test(pathname + search) ||
        document.body.matches('[id*="onversation"], [id*="tpl_wcf_login"]'),
      privateArea: '[id^="tpl_wcf_conversation"], .conversationMessageList',
      item: "article.message, li > .message, .wbbPost",
      body: '.messageText, [itemprop="text"]',
      cut: "blockquote.quoteBox, .quoteBox, .messageSignature, .messageFooterNote, .codeBox .codeBoxHeader, .spoilerBox:not(.jsSpoilerBoxOpen) .spoilerBoxContent, .messageFooter, .attachmentThumbnailList, .embeddedContent",
      mention: "a.userLink, a.userMention, a[data-object-id].username",
    }),
  );
})();
