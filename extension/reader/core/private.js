(() => {
  const { kontaktReader } = globalThis;

  // Names of places that belong to one person: login, settings, messages. As whole parts of a path, a query or a route in the fragment.
  const PLACES = new Set(
    ("login signin sign-in log-in anmelden anmeldung register registrieren registrierung signup logout settings einstellungen " +
      "account accounts konto mein-konto benutzerkonto preferences messages message messaging private-messages private-nachrichten " +
      "privatnachrichten privatenachrichten pn pm pms inbox postfach posteingang direct direct-messages dm dms conversation conversations " +
      "conversation-list unterhaltungen chat chats messenger webmail passwort password passwort-vergessen lost-password @me " +
      "notifications benachrichtigungen ucp usercp private messagecenter privatemessage checkout kasse warenkorb").split(" "),
  );
  // On its own "nachrichten" is as often the news as a mailbox; as the first part of a path we take no chance.
  const FIRST = new Set(["nachrichten", "profil", "profile", "mail", "email"]);
  const QUERY = new Set(
    "pm pms login register showpm newpm sendpm inbox messages conversation conversations conversation-list settings privatemessage ucp profile".split(" "),
  );
  // A fragment that is no route names a part of the page; these are never one.
  const MAILBOX = new Set("inbox posteingang postfach messages nachrichten conversations pm".split(" "));
  // Hosts of mail and chat, by their first name whoever runs them, and some that are called otherwise.
  const HOST_NAMES = new Set("mail mails webmail email e-mail mailbox outlook owa roundcube chat chats messenger messages".split(" "));
  const HOSTS = /^(?:web\.(?:whatsapp\.com|telegram\.org|threema\.ch|skype\.com)|web[akz]\.telegram\.org|app\.(?:slack\.com|element\.io)|teams\.(?:microsoft\.com|live\.com|cloud\.microsoft)|navigator\.(?:web\.de|gmx\.net|gmx\.de)|3c(?:-[\w-]+)?\.(?:web\.de|gmx\.net))$/u;

  /**
   * Whether an address looks like a place of one person (login, settings, messages) on a site we know nothing about.
   * @param {{pathname: string, search: string, hash?: string, hostname?: string}} location
   * @returns {boolean}
   */
  function isPersonalPlace({ pathname, search, hash = "", hostname = "" }) {
    const query = search.toLowerCase().replace(/^\?/u, "").split(/[&=/]/u);
    return HOST_NAMES.has(hostname.split(".")[0]) || HOSTS.test(hostname) || isPersonalPath(pathname) || isPersonalRoute(hash) || query.some((part) => QUERY.has(part));
  }

  /** @param {string} path */
  function isPersonalPath(path) {
    const parts = path.toLowerCase().split("/").filter(Boolean).map((part) => part.replace(/\.(?:php|html?|aspx?|jsp)$/u, ""));
    return parts.slice(0, 4).some((part) => PLACES.has(part)) || FIRST.has(parts[0] ?? "");
  }

  /** Sites that are one page keep their routes in the fragment. @param {string} hash */
  function isPersonalRoute(hash) {
    const route = hash.replace(/^#!?/u, "").split("?")[0];
    return route.includes("/") ? isPersonalPath(route) : MAILBOX.has(route.toLowerCase());
  }

  kontaktReader.private = { isPersonalPlace };
})();
