(() => {
  const { kontaktReader } = globalThis;

  // Labels are a fast path. Every list is compared whole: a post that says "gesponsert" is not sponsored.
  const SPONSORED = new Set(
    ("gesponsert|sponsored|anzeige|werbung|promoted|advertisement|sponsorisé|sponsorisée|commandité|patrocinado|publicidad|" +
      "sponsorizzato|sponsorlu|gesponsord|sponsorowane|sponzorováno|реклама|спонсорировано|ممول|sponsrad|sponset|sponsoreret").split("|"),
  );
  const LETTERS = [...SPONSORED].map((label) => [...new Set(label)]);
  const MORE = new Set(
    ("mehr anzeigen|mehr ansehen|weiterlesen|mehr|mehr lesen|alles anzeigen|ganzen beitrag anzeigen|see more|show more|more|" +
      "read more|continue reading|voir plus|plus|ver más|más|mostra altro|altro|devamını gör|daha fazla|zobacz więcej|więcej|" +
      "показать еще|ещё|meer weergeven|meer").split("|"),
  );
  const REPLY = new Set("antworten|reply|répondre|responder|rispondi|yanıtla|odpowiedz|ответить|beantwoorden".split("|"));
  const INVISIBLE = /[\u200B-\u200F\u2060\uFEFF\u00AD\u202A-\u202E]/gu;

  /**
   * A label as it is compared: trimmed, lower case, no invisible characters, no leading ellipsis.
   * @param {string | null | undefined} words
   * @returns {string}
   */
  function plain(words) {
    return (words ?? "").normalize("NFC").replace(INVISIBLE, "").replace(/\s+/gu, " ").replace(/^(?:…|\.\.\.)/u, "").trim().toLowerCase();
  }

  /** @param {string | null | undefined} words "Gesponsert", also "Gesponsert · Finanziert von …" */
  function isSponsored(words) {
    return SPONSORED.has(plain(words).split(/\s*[·•|]\s*/u)[0]);
  }

  /** @param {string | null | undefined} words the label of a button that unfolds a text */
  function isMore(words) {
    return MORE.has(plain(words).replace(/\s*[>›»▾]+$/u, ""));
  }

  /** @param {string | null | undefined} words */
  function isReply(words) {
    return REPLY.has(plain(words));
  }

  /**
   * A scrambled label as an eye sees it: flex order respected, hidden letters and letters moved out of the line left out.
   * @param {Element} element
   * @returns {string}
   */
  function seen(element) {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return "";
    /** @type {{order: number, words: string}[]} */
    const parts = [];
    for (const child of laidOut(element)) {
      if (child.nodeType === Node.TEXT_NODE) parts.push({ order: 0, words: child.nodeValue ?? "" });
      if (!(child instanceof Element)) continue;
      const own = getComputedStyle(child);
      if (own.position === "absolute" || own.position === "fixed") continue;
      if (child.localName === "svg") parts.push({ order: 0, words: drawn(child) });
      else parts.push({ order: Number.parseInt(own.order, 10) || 0, words: seen(child) });
    }
    if (/flex|grid/u.test(style.display)) parts.sort((a, b) => a.order - b.order);
    return parts.map((part) => part.words).join("");
  }

  /** Children as they are laid out: one without a box of its own is replaced by its children. @param {Element} element @returns {Node[]} */
  function laidOut(element) {
    return [...element.childNodes].flatMap((child) => (child instanceof Element && getComputedStyle(child).display === "contents" ? laidOut(child) : [child]));
  }

  /**
   * Words of a drawing: its own text, or the text that a `use` points at elsewhere in the document.
   * @param {Element} svg
   */
  function drawn(svg) {
    const uses = [...svg.querySelectorAll("use")].map((use) => {
      const id = (use.getAttribute("href") ?? use.getAttribute("xlink:href") ?? "").replace(/^#/u, "");
      return (id && svg.ownerDocument.getElementById(id)?.textContent) ?? "";
    });
    return [...svg.querySelectorAll("text")].map((text) => text.textContent).join("") + uses.join("");
  }

  /**
   * Whether an element of a header says that its post is paid for, by words, accessible name or drawing.
   * @param {Element} element
   */
  function saysSponsored(element) {
    if (isSponsored(element.getAttribute("aria-label"))) return true;
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/u) ?? [];
    if (ids.some((id) => isSponsored(element.ownerDocument.getElementById(id)?.textContent))) return true;
    const length = element.textContent?.length ?? 0;
    if (element.localName === "svg") return isSponsored(drawn(element));
    return length > 0 && length < 120 && mayBeSponsored(element.textContent ?? "") && isSponsored(seen(element));
  }

  /** Whether the letters of such a label are there at all, in whatever order; looking at styles is dear. @param {string} letters */
  function mayBeSponsored(letters) {
    const there = new Set(letters.toLowerCase());
    return LETTERS.some((label) => label.every((letter) => there.has(letter)));
  }

  kontaktReader.labels = { plain, isSponsored, isMore, isReply, saysSponsored };
})();
