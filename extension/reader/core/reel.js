(() => {
  const { kontaktReader } = globalThis;
  const { tree, view } = kontaktReader;

  /**
   * The reel on screen and its neighbours, which are loaded beforehand and lie above and below it in the same scroller.
   * A reel is the largest part of the page that holds its video and no other one.
   * @param {Document} document
   * @param {RegExp} route where reels are shown one at a time
   * @returns {{shown: Element, others: Element[]} | null} null where there is none
   */
  function reel(document, route) {
    if (!route.test(document.location.pathname)) return null;
    const screen = view.windowOf(document.documentElement);
    const middle = (screen.top + screen.bottom) / 2;
    const away = (/** @type {Element} */ video) => {
      const box = video.getBoundingClientRect();
      return Math.max(box.top - middle, middle - box.bottom, 0);
    };
    const videos = [...document.querySelectorAll("video")].filter((video) => {
      const box = video.getBoundingClientRect();
      return box.width > 100 && box.height > 100;
    });
    const isOuter = (/** @type {Element | null} */ up) =>
      !up || up.matches('body, main, [role="main"], [role="dialog"]') || videos.filter((video) => up.contains(video)).length > 1;
    const boxes = videos.toSorted((a, b) => away(a) - away(b)).map((video) => tree.climb(video, (up) => isOuter(up.parentElement)));
    const [shown, ...others] = boxes.filter((box) => box !== null);
    return shown && away(videos.find((video) => shown.contains(video)) ?? shown) === 0 ? { shown, others } : null;
  }

  /**
   * Items of a page of reels: the reel on screen, and the comments that are not another reel's.
   * @param {{shown: Element, others: Element[]}} reels
   * @param {Element[]} comments
   */
  function itemsOfReel({ shown, others }, comments) {
    return [shown, ...comments.filter((comment) => !others.some((other) => other.contains(comment)))];
  }

  kontaktReader.reels = { reel, itemsOfReel };
})();
