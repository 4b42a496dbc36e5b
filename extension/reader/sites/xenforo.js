(() => {
  const { kontaktReader } = globalThis;

  // XenForo 2, from its compiled templates.
  kontaktReader.sites.push(
    kontaktReader.board.board({
      name: "xenforo",
      matches: (_, document) => document.documentElement.matches('#XF, [data-app="public"][data-template]'),
      isPrivate: ({ pathname, search }, document) =>
        /\/(?:direct-messages|conversations|account|login|register|lost-password)(?:[/.?]|$)/u.test(pathname + search.replace(/^\?/u, "/")) ||
        /^(?:conversation|direct_message|account|login|register)/u.test(document.documentElement.dataset.template ?? ""),
      privateArea: ".message--conversationMessage, .message--directMessage",
      item: "article.message--post, .message--post",
      body: ".message-body .bbWrapper, .message-userContent .bbWrapper",
      cut: ".bbCodeBlock--quote, .bbCodeBlock--expandable .bbCodeBlock-expandLink, .bbCodeBlock--unfurl, .bbCodeSpoiler:not(:has(> .bbCodeSpoiler-content.is-active)) .bbCodeSpoiler-content, .bbCodeInlineSpoiler:not(.is-visible), .message-signature, .message-lastEdit, .attachmentList, [data-unfurl]",
      mention: "a.username, a[data-user-id], a[data-username]",
      first: ".message-threadStarterPost",
    }),
  );
})();
