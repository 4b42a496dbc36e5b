// Scrolls from post to post and reads after each scroll, or only scrolls, as benchmarks/reader.py asks for.
globalThis.kontaktTimed = ({ count, reads }) => {
  const target = new kontaktReader.Target();
  const posts = document.querySelectorAll("[data-fx^=t]");
  for (let i = 0; i < count; i++) {
    posts[(i * 37) % posts.length].scrollIntoView({ block: "center" });
    target.didScroll(document, performance.now());
    document.body.getBoundingClientRect(); // the page's own layout
    if (!reads) continue;
    const page = new kontaktReader.Page(kontaktReader.siteOf(document), document);
    const { item } = target.choose(page, "viewed");
    if (item) page.read(item);
  }
  return count;
};
