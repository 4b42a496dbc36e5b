(() => {
  const { kontaktReader } = globalThis;
  const { text, tree, labels } = kontaktReader;

  const NO_WORDS = 'a, button, summary, [role="button"], h1, h2, h3, h4, h5, h6, label, time, nav, [role="heading"]';
  // Counts that stand as plain text beside a post: "5 Kommentare", "Gefällt 14 Mal". "4 Wochen" may be an answer.
  const COUNT = new RegExp(
    "^(?:(?:gefällt|alle|liked by|view all|weitere|view|noch)\\s)?\\d[\\d.,]*\\s?(?:k|m|mio\\.?|tsd\\.?)?(?:\\s(?:mal|personen|people|others?|kommentare?n?|comments?|" +
      "antwort(?:en)?|repl(?:y|ies)|likes?|„?gefällt mir“?-?angaben|gefällt mir|geteilte inhalte|mal geteilt|shares?|teilungen|aufrufe|views?|reaktionen|reactions?|beiträge|posts?|mitglieder|members)" +
      "(?:\\s(?:ansehen|anzeigen))?)?$",
    "u",
  );
  const BADGE = new Set(
    ("verfasser|verfasserin|verfasser/in|autor|autorin|author|top-fan|top fan|bearbeitet|edited|angeheftet|pinned|folgen|follow|" +
      "gefolgt|following|beitreten|join|moderator|moderatorin|moderator/in|admin|administrator|gruppenexperte|group expert|" +
      "neues mitglied|new member|neueste|relevanteste|most relevant|original|übersetzung anzeigen|see translation|" +
      "original anzeigen|see original|öffentlich|public|privat|private|freunde|friends|antworten|reply|gefällt mir|like|teilen|share|kommentieren|comment|verifiziert|verified").split("|"),
  );

  /**
   * Blocks of text as social platforms write them (`dir="auto"`), for layouts that say nothing else about them:
   * outermost, shown, not part of a link, a button or a heading.
   * @param {Element} scope
   * @param {(element: Element) => boolean} [leaveOut]
   * @returns {Element[]} in document order
   */
  function written(scope, leaveOut = () => false) {
    const found = [...scope.querySelectorAll('[dir="auto"]')].filter((element) => {
      const control = element.closest(NO_WORDS);
      if (control && control !== scope && scope.contains(control)) return false;
      return !leaveOut(element) && !element.closest('[contenteditable]:not([contenteditable="false"])');
    });
    return tree.outermost(found).filter((element) => text.isShown(element) && saysSomething(element));
  }

  /** Whether a block holds more than links, counts and badges. @param {Element} element */
  function saysSomething(element) {
    // Links are names, times and previews; hashtags stay.
    const words = labels.plain(text.rendered([element], { mention: () => true })).replace(/^[·•|\s]+|[·•|\s]+$/gu, "");
    return words !== "" && !BADGE.has(words) && !COUNT.test(words) && !labels.isSponsored(words);
  }

  /** Whether a word is one of the small labels beside a name or a text. @param {string | null} words */
  function isBadge(words) {
    const plain = labels.plain(words);
    return BADGE.has(plain) || COUNT.test(plain);
  }

  /** The block with the most letters, as a list of one or none. @param {Element[]} elements */
  function longest(elements) {
    return elements.toSorted((a, b) => (b.textContent?.length ?? 0) - (a.textContent?.length ?? 0)).slice(0, 1);
  }

  kontaktReader.blocks = { written, longest, isBadge };
})();
