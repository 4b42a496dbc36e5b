(() => {
  const { kontaktReader } = globalThis;

  // Only the route of a thread is sure (/forum/<n>-<slug>/<id>-<slug>), so messages are found by shape (docs/sites.md).
  kontaktReader.sites.push({
    ...kontaktReader.generic,
    name: "urbia",
    matches: ({ hostname }) => /(?:^|\.)urbia\.de$/u.test(hostname),
    isPrivate: ({ pathname, search }) =>
      /^\/(?:nachrichten|mein-?urbia|profil|community\/nachrichten)(?:[/.]|$)/u.test(pathname) ||
      (!/^\/forum\//u.test(pathname) && kontaktReader.private.isPersonalPlace({ pathname, search })),
  });
})();
