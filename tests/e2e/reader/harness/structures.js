// Plays the cases of a page at once in the reader's own world: what a person's events would tell the target is told
// directly and the page is read at that moment. Real events and waiting are the business of the players.
/** Selects an element's words as a slipping hand does: from the end of the text before it into the item behind it. */
globalThis.kontaktSelectOn = (element) => {
  element.scrollIntoView({ block: "center" });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeValue.trim() && node.parentElement.checkVisibility() && !node.parentElement.closest("script, style")) texts.push(node);
  }
  const at = texts.findIndex((text) => element.contains(text));
  const owner = (text) => text.parentElement.closest("[data-fx]:not([data-fx$=-answer], [contenteditable])");
  const next = texts.find((text, i) => i > at && owner(text) && !element.contains(text) && !owner(text).contains(element));
  const range = document.createRange();
  range.setStart(texts[Math.max(0, at - 1)], at ? texts[at - 1].length : 0);
  range.setEnd(next, Math.min(3, next.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
};

globalThis.kontaktStructures = (cases) => {
  const { Target, readNow, settings } = kontaktReader;
  const root = document.scrollingElement;
  const scrollers = () => [...document.querySelectorAll("*")].filter((e) => e.scrollHeight > e.clientHeight + 1);

  const reset = () => {
    getSelection().removeAllRanges();
    for (const e of scrollers()) if (e.scrollTop && !e.matches(".keep")) e.scrollTop = 0;
    window.scrollTo(0, 0);
  };

  /** Scrolls as the event would report it. */
  const scroll = (target, act) => {
    const before = new Map(scrollers().map((e) => [e, e.scrollTop]));
    act();
    for (const [e, top] of before) if (e.scrollTop !== top) target.didScroll(e === root ? document : e, 0);
  };
  const centre = (e) => {
    const box = e.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  const under = (e) => {
    const { x, y } = centre(e);
    return document.elementFromPoint(x, y);
  };

  return cases.map(({ what, at, mode }) => {
    reset();
    const target = new Target();
    const element = at && document.querySelector(at);
    if (at && !element) throw new Error(`no ${at}`);
    const page = (place) => new kontaktReader.Page(kontaktReader.siteOf(document), document, [place]);
    if (what === "select on") scroll(target, () => globalThis.kontaktSelectOn(element));
    if (what === "scroll" || what === "select") scroll(target, () => element.scrollIntoView({ block: "center" }));
    if (what === "select") {
      const range = document.createRange();
      range.selectNodeContents(element);
      getSelection().addRange(range);
    }
    if (what === "click" || what === "hover" || what === "focus") {
      if (what === "focus" || !element.contains(under(element))) scroll(target, () => element.scrollIntoView({ block: "center" }));
    }
    if (what === "click") target.clicked(under(element) ?? element, page(under(element) ?? element), 0);
    if (what === "focus") target.focused(element, page(element), 1e6);
    if (what === "hover") {
      const { x, y } = centre(element);
      target.moved({ clientX: x, clientY: y }, 1e6);
    }
    return readNow(document, target, mode, settings.merge({}, {})).item;
  });
};
undefined; // Firefox wants a result that can be copied
