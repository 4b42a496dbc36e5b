(() => {
  const { kontaktReader } = globalThis;

  /**
   * The parts of an address as a page wrote it. Old forums are full of links like `<a href="http://">`.
   * @param {string} href
   * @param {string} base
   * @returns {URL | null} null if it is no address
   */
  function safeUrl(href, base) {
    return URL.canParse(href, base) ? new URL(href, base) : null;
  }

  kontaktReader.safeUrl = safeUrl;
})();
