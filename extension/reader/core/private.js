(() => {
  const { kontaktReader } = globalThis;

  // Names of places that belong to one person: login, settings, messages. As whole parts of a path or query.
  const PLACES = new Set(
    ("login signin sign-in log-in anmelden anmeldung register registrieren registrierung signup logout settings einstellungen " +
      "account accounts konto mein-konto benutzerkonto preferences messages message private-messages private-nachrichten " +
      "privatnachrichten privatenachrichten pn pm pms inbox postfach posteingang direct direct-messages conversation conversations " +
      "conversation-list unterhaltungen chat chats messenger webmail passwort password passwort-vergessen lost-password " +
      "notifications benachrichtigungen ucp usercp private messagecenter privatemessage checkout kasse warenkorb").split(" "),
  );
  // On its own "nachrichten" is as often the news as a mailbox; as the first part of a path we take no chance.
  const FIRST = new Set(["nachrichten", "profil", "profile"]);
  const QUERY = new Set(
    "pm pms login register showpm newpm sendpm inbox messages conversation conversations conversation-list settings privatemessage ucp profile".split(" "),
  );

  /**
   * Whether an address looks like a place of one person (login, settings, messages) on a site we know nothing about.
   * @param {{pathname: string, search: string}} location
   * @returns {boolean}
   */
  function isPersonalPlace({ pathname, search }) {
    const parts = pathname.toLowerCase().split("/").filter(Boolean).map((part) => part.replace(/\.(?:php|html?|aspx?|jsp)$/u, ""));
    const query = search.toLowerCase().replace(/^\?/u, "").split(/[&=/]/u);
    return (
      parts.slice(0, 4).some((part) => PLACES.has(part)) || FIRST.has(parts[0] ?? "") || query.some((part) => QUERY.has(part))
    );
  }

  kontaktReader.private = { isPersonalPlace };
})();
