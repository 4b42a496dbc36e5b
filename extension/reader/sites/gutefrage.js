(() => {
  const { kontaktReader } = globalThis;

  // The routes are sure, the structure is not (docs/sites.md): question, answers and comments are found by shape.
  const PRIVATE_ROUTE =
    /^\/(?:nachrichten|login|anmelden|registrieren|einstellungen|account|benachrichtigungen|passwort|mein-?konto|chat|home\/settings)(?:[/.]|$)/u;

  kontaktReader.sites.push({
    ...kontaktReader.generic,
    name: "gutefrage",
    matches: ({ hostname }) => /(?:^|\.)gutefrage\.net$/u.test(hostname),
    isPrivate: ({ pathname }) => PRIVATE_ROUTE.test(pathname),
  });
})();
