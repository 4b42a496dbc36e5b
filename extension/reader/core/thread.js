(() => {
  const { kontaktReader } = globalThis;

  const WORDS = 12;

  /**
   * A name for a thread that is good for one day and for this machine only: HMAC-SHA256 (RFC 2104) under the panel's day
   * key, over the platform and the first words of the thread's first post. Without the key nobody can tell which thread it was.
   * @param {string} dayKey base64 of 32 random bytes
   * @param {string} platform
   * @param {string} first words of the first post
   * @returns {Promise<string | null>} base64; null on http pages, where browsers offer no cryptography
   */
  async function threadOf(dayKey, platform, first) {
    if (!crypto.subtle) return null;
    const bytes = Uint8Array.from(atob(dayKey), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const words = first.toLowerCase().split(/\s+/u).slice(0, WORDS).join(" ");
    const mark = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${platform}\n${words}`));
    return btoa(String.fromCharCode(...new Uint8Array(mark)));
  }

  kontaktReader.threadOf = threadOf;
})();
