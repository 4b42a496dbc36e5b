(() => {
  const { kontaktReader } = globalThis;
  const { text, labels } = kontaktReader;

  const MONTH = "jan(?:uar)?|feb(?:ruar)?|märz|mär|mar(?:ch)?|apr(?:il)?|mai|may|juni?|june|juli?|july|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?";
  const UNIT = "sek|sec|s|min|m|std|stunden?|h|hours?|hrs?|tag(?:en?)?|days?|d|wochen?|weeks?|w|monat(?:en?)?|months?|mo|jahr(?:en?)?|years?|y|minuten?|minutes?|sekunden?|seconds?";
  const DAY = `\\d{1,2}\\.\\s?\\d{1,2}\\.(?:\\s?\\d{2,4})?|\\d{1,2}\\.?\\s?(?:${MONTH})\\b|(?:${MONTH})\\.?\\s\\d{1,2}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}/\\d{2,4}`;
  const AGO = `vor\\s+(?:\\d+|eine[rmn]?|ein paar|wenigen)\\s+\\p{L}+|(?:\\d+|an?|one)\\s*(?:${UNIT})\\b\\.?(?:\\s+ago)?|gestern|heute|vorgestern|gerade eben|yesterday|today|just now|il y a \\d+|hace \\d+`;
  const DATE = new RegExp(`(?:^|[\\s,;:·•|»(-])(?:${DAY}|${AGO})(?=$|[\\s,;:·•|).-])`, "iu");
  const PROFILE =
    /(?:^|[/?&=._-])(?:users?|u|members?|memberlist|profiles?|profil|nutzer|mitglied(?:er)?|autor(?:en)?|authors?|people|person|benutzer|viewprofile|showuser|community\/(?:profil|user))(?:[/.?&=-]|$)|^\/@[\w.-]+/iu;
  const AUTHOR = '[rel~="author"], [itemprop="author"], [data-user-card], [data-user-id]';
  const AUTHOR_NAME = /(?:^|[\s_-])(?:author|autor|username|user-name|nick|nickname|poster|verfasser|displayname|display-name)(?=$|[\s_-])/iu;
  const MOST_LINES = 1500;
  // Parts of a block that are no message, by the words in their class, id or role.
  const ASIDE =
    /(?:^|[\s_-])(?:nav|navi|navigation|menu|menue|breadcrumbs?|toolbar|footer|sidebar|widget|related|aehnliche|similar|suggested|recommend\w*|teaser|newsletter|cookie|consent|share|sharing|social|tags?|taglist|badges?|ranks?|rang|avatar|userinfo|user-info|userdetails|user-details|profile|postprofile|author-info|signature|signatur|sig|lastedit|last-edit|edited|editnote|attachments?|attachbox|likes?|reactions?|votes?|rating|actions?|action-bar|actionbar|buttons?|controls|pagination|pager|notice|sr-only|srOnly|visually-hidden|visuallyhidden)(?=$|[\s_-])/iu;
  const QUOTE = /(?:^|[\s_-])(?:quote|quoted|quotes|quotebox|quoteBox|zitat|bbcode_quote|bbCodeBlock--quote|blockquote)(?=$|[\s_-])/iu;
  const SIGNATURE = /(?:^|[\s_-])(?:signature|signatur|sig)(?=$|[\s_-])/iu;
  const EDITED = /\b(?:bearbeitet|geändert|editiert|edited|modified)\b/iu;
  const ADVERT = /(?:^|[\s_-])(?:ad|ads|adv|advert|advertisement|adslot|ad-slot|anzeige|werbung|sponsor|sponsored|sponsoring|promo|promoted|gpt|adsbygoogle)(?=$|[\s_-])/iu;
  const TITLE = /(?:^|[\s_-])(?:title|titel|subject|betreff|headline)(?=$|\s)/iu;
  const ANSWERS_TITLE = /^(?:re|aw|antw)\s?:\s/iu;
  const NO_BLOCK = "a, button, summary, h1, h2, h3, h4, h5, h6, nav, footer, label, dl, th, figcaption, script, style, noscript, template, svg, select, textarea, time, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=button], [role=search], [role=toolbar], [role=menu], [role=alert], [aria-hidden=true], [contenteditable=true]";

  // What stands below messages to be pressed, where it is neither a link nor a button.
  const PRESSED = new Set(
    ("antworten|antwort schreiben|zitieren|zitat|zitat übernehmen|melden|beitrag melden|bewerten|merken|speichern|bearbeiten|löschen|hilfreich|nicht hilfreich|" +
      "gefällt mir|teilen|link kopieren|permalink|nach oben|kommentieren|kommentar schreiben|reply|quote|report|edit|delete|helpful|like|share|save|up").split("|"),
  );
  // What a board tells about a member, in a line of its own.
  const MEMBER = /^(?:(?:dabei|mitglied|registriert|angemeldet|joined|member|registered)\s(?:seit|since|am|on)?\s?:?.{0,60}|(?:beiträge|posts|themen|punkte|ort|wohnort|herkunft|location|rang|alter|geschlecht|reputation|danksagungen)\s?:.{0,60})$/iu;

  /** Class, id and role of an element, the words its makers call it by. @param {Element} element */
  function named(element) {
    return `${element.getAttribute("class") ?? ""} ${element.id} ${element.getAttribute("data-role") ?? ""}`;
  }

  /** @param {Element} element a quote of somebody else's words */
  function isQuote(element) {
    if (QUOTE.test(named(element))) return true;
    if (element.localName === "blockquote") return !/post|content|message|text|body/iu.test(named(element));
    return element.localName === "aside" || element.localName === "cite";
  }

  /** @param {Element} element */
  function isAdvert(element) {
    return ADVERT.test(named(element));
  }

  /** Something that belongs to a message but is not its words. @param {Element} element */
  function isAside(element) {
    return ASIDE.test(named(element)) || TITLE.test(element.getAttribute("class") ?? "") || element.localName === "aside";
  }

  /** @param {HTMLAnchorElement} link a link to the page of a person */
  function isProfile(link) {
    if (link.matches(AUTHOR) || /(?:^|[\s_-])(?:mention|username|author)(?=$|[\s_-])/iu.test(named(link))) return true;
    const href = link.getAttribute("href") ?? "";
    if (!href || href.startsWith("#") || /^(?:javascript|mailto):/iu.test(href)) return false;
    const url = kontaktReader.safeUrl(link.href, link.ownerDocument.baseURI);
    return url?.hostname === link.ownerDocument.location.hostname && PROFILE.test(url.pathname + url.search);
  }

  /** Whether a short text is a date or an age: "12.03.2026, 09:14", "vor 3 Stunden". @param {string} words */
  function isDate(words) {
    const plain = words.trim();
    return plain.length > 1 && plain.length <= 60 && plain.split(/\s+/u).length <= 9 && DATE.test(plain);
  }

  /** The nearest block around an inline element. @param {Element} element */
  function lineOf(element) {
    let line = element;
    while (line.parentElement && /^(?:inline|contents)/u.test(getComputedStyle(line).display)) line = line.parentElement;
    return line;
  }

  /** Signs of authors and times in a part of a page, kept for every box around them: each text asks for those in its boxes. */
  class Signs {
    /** @param {Iterable<Element>} signs @param {Element} root which holds them all */
    constructor(signs, root) {
      /** @type {Map<Element, Element[]>} */
      this.inside = new Map();
      for (const sign of signs) {
        for (let up = /** @type {Element | null} */ (sign); up; up = up === root ? null : up.parentElement) {
          const known = this.inside.get(up);
          if (known) known.push(sign);
          else this.inside.set(up, [sign]);
        }
      }
    }

    /** @param {Element} element @returns {readonly Element[]} the signs in it, itself included */
    in(element) {
      return this.inside.get(element) ?? [];
    }

    /** @param {Element} element */
    has(element) {
      return this.inside.has(element);
    }
  }

  /**
   * Signs of an author or a time in a part of a page. A mention or a date inside a sentence is no such sign.
   * @param {Element} root
   * @returns {Signs}
   */
  function markers(root) {
    /** @type {Set<Element>} */
    const found = new Set();
    for (const link of root.querySelectorAll("a[href]")) if (isProfile(/** @type {HTMLAnchorElement} */ (link))) found.add(link);
    for (const element of root.querySelectorAll(`time, ${AUTHOR}`)) found.add(element);
    for (const element of root.querySelectorAll("[class]")) {
      if (AUTHOR_NAME.test(element.getAttribute("class") ?? "") && (element.textContent ?? "").trim() && (element.textContent ?? "").length < 60) found.add(element);
    }
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.nodeValue ?? "";
      if (words.length < 80 && node.parentElement && isDate(words)) found.add(node.parentElement);
    }
    const all = new Signs(found, root);
    const signs = [...found].filter((element) => {
      if (element.closest(".sr-only, [hidden]") || !text.isShown(element) || isWithin(element, root, isForeign)) return false;
      const line = lineOf(element);
      if (isEditNote(line.textContent ?? "", element.textContent ?? "")) return false;
      const rest = (line.textContent ?? "").length - (element.textContent ?? "").length;
      return rest < 40 || line === element || [...line.children].some((child) => !/^inline/u.test(getComputedStyle(child).display)) || countOther(line, all) <= 6;
    });
    return new Signs(signs, root);
  }

  /** Whether an element or one around it, up to a root, satisfies a test. @param {Element} element @param {Element} root @param {(up: Element) => boolean} test */
  function isWithin(element, root, test) {
    for (let up = /** @type {Element | null} */ (element); up && up !== root; up = up.parentElement) if (test(up)) return true;
    return false;
  }

  /** "Zuletzt bearbeitet am …": the note stands before its date. @param {string} line @param {string} sign */
  function isEditNote(line, sign) {
    const at = line.trim() === sign.trim() ? (DATE.exec(line)?.index ?? 0) : line.indexOf(sign);
    return EDITED.test(line.slice(0, at));
  }

  /** Quotes and signatures have signs of their own that say nothing about the message. @param {Element} element */
  function isForeign(element) {
    return isQuote(element) || SIGNATURE.test(named(element));
  }

  /** Words of a line that belong to no sign. @param {Element} line @param {Signs} signs */
  function countOther(line, signs) {
    const inSigns = signs.in(line).reduce((sum, sign) => sum + wordsIn(sign), 0);
    return wordsIn(line) - inSigns;
  }

  /** @param {Element} element */
  function wordsIn(element) {
    return (element.textContent ?? "").split(/\s+/u).filter(Boolean).length;
  }

  /**
   * The blocks in which text stands, in document order.
   * @param {Element} root
   * @returns {Set<Element> | null} null if there are so many that to look at them all would hold the page up
   */
  function linesIn(root) {
    /** @type {Set<Element>} */
    const lines = new Set();
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.nodeValue?.trim() || !node.parentElement) continue;
      if (!lines.has(node.parentElement)) lines.add(lineOf(node.parentElement));
      if (lines.size > MOST_LINES) return null;
    }
    return lines;
  }

  /**
   * Blocks that hold running text: with words of their own, no sign of an author or time inside, not part of a link, a
   * control, a heading, a quote, an advert or anything that goes with a message.
   * @param {Element} root
   * @param {Iterable<Element>} lines in it
   * @param {Signs} signs
   * @returns {Element[]}
   */
  function textBlocks(root, lines, signs) {
    // Boards wrap whole threads into forms; one without any sign is for writing.
    const isForm = (/** @type {Element} */ up) => up.localName === "form" && !signs.has(up);
    return [...lines].filter((line) => {
      if (line === root || line.closest(NO_BLOCK) || !text.isShown(line) || isWithin(line, root, isForm)) return false;
      if (isWithin(line, root, (up) => isQuote(up) || isAdvert(up) || isAside(up))) return false;
      return signs.has(line) ? isMixed(line, signs) : !isChrome(line);
    });
  }

  /**
   * Old markup: the words stand bare beside the blocks that say who wrote them and when.
   * @param {Element} line
   * @param {Signs} signs
   */
  function isMixed(line, signs) {
    const isBare = [...line.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? "").trim());
    const own = signs.in(line);
    if ((!isBare && !line.querySelector(":scope > span")) || own.some((sign) => sign === line || (sign.parentElement === line && lineOf(sign) === line)) || line.querySelector("main, article, section")) return false;
    return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text.rendered([line], { cut: (element) => besides(element, signs) }));
  }

  /**
   * What stands beside bare words in the same block: the author's and the time's place, rows of buttons, notes.
   * @param {Element} element
   * @param {Signs} signs
   */
  function besides(element, signs) {
    if (signs.has(element) || isQuote(element) || isAside(element) || isAdvert(element)) return true;
    return !/^(?:inline|contents)/u.test(getComputedStyle(element).display) && isChrome(element);
  }

  /** Nothing that somebody wrote: badges, counts, what is to be pressed, what a board tells about a member. @param {Element} line */
  function isChrome(line) {
    const words = text.rendered([line], { cut: (element) => isQuote(element) || isAside(element) });
    if (!words || kontaktReader.blocks.isBadge(words) || labels.isMore(words) || labels.isReply(words) || MEMBER.test(words) || ANSWERS_TITLE.test(words)) return true;
    if (words.split(/\s*[·•|,/]\s*/u).every((part) => PRESSED.has(labels.plain(part).replace(/\s*\(?\d+\)?$/u, "")))) return true;
    // A line of links only is there to be pressed.
    const plain = text.rendered([line], { cut: (element) => isQuote(element) || isAside(element) || element.localName === "a" });
    return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain) || /^[\p{L}\s-]{2,24}:\s*\S{0,24}$/u.test(words);
  }

  /**
   * Running text rather than a label: three words, a sentence mark or an emoji.
   * @param {Element} line
   * @param {Signs} [signs] if places of theirs stand in the line itself
   */
  function isRunning(line, signs) {
    const words = text.rendered([line], { cut: (element) => isQuote(element) || isAside(element) || (signs !== undefined && besides(element, signs)) });
    return words.split(" ").length >= 3 || /[.!?…)\p{Extended_Pictographic}]$/u.test(words) || words.length >= 20;
  }

  kontaktReader.markers = { markers, linesIn, textBlocks, isProfile, isQuote, isAside, isAdvert, isRunning, besides };
})();
