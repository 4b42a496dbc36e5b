// Reads a page about which nothing is known as often as asked, and beside it looks once at the style and place of each
// text, which is the least a reader of what is rendered does; for benchmarks/reader_unknown.py. Answers medians in milliseconds.
globalThis.kontaktUnknown = (count) => {
  const { Target, readNow, settings } = kontaktReader;
  const ms = (act) => {
    const began = performance.now();
    const result = act();
    return { ms: performance.now() - began, result };
  };
  const touch = () => document.body.toggleAttribute("data-touched"); // nothing is left over from the reading before
  const lookOnce = () => {
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let words = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      range.selectNodeContents(node);
      if (getComputedStyle(node.parentElement).visibility === "visible" && range.getClientRects().length) words += node.nodeValue;
    }
    return words.length;
  };
  const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
  const read = [];
  const seen = [];
  let item;
  for (let i = 0; i < count; i++) {
    touch();
    const one = ms(() => readNow(document, new Target(), "viewed", settings.merge({}, {})).item);
    item = one.result;
    read.push(one.ms);
    touch();
    seen.push(ms(lookOnce).ms);
  }
  return { read: median(read), seen: median(seen), kind: item.kind, reason: item.reason };
};
undefined; // Firefox wants a result that can be copied
