(() => {
  const { kontaktReader } = globalThis;

  /** @type {KontaktSettings} */
  const DEFAULTS = { mode: "viewed", port: 47113, sites: {} };

  /**
   * A person's settings under an institution's: what is managed wins, key by key, also inside `sites`.
   * @param {Partial<KontaktSettings>} local
   * @param {Partial<KontaktSettings>} managed
   * @returns {KontaktSettings}
   */
  function merge(local, managed) {
    const sites = { ...local.sites, ...managed.sites };
    const mode = managed.mode ?? local.mode;
    return { mode: mode === "selection" ? "selection" : "viewed", port: managed.port ?? local.port ?? DEFAULTS.port, sites };
  }

  /**
   * @param {typeof chrome.storage} storage
   * @returns {Promise<KontaktSettings>}
   */
  async function read(storage) {
    const keys = Object.keys(DEFAULTS);
    // Firefox rejects the managed area where no policy is set.
    const [local, managed] = await Promise.all([
      storage.local.get(keys),
      Promise.resolve(storage.managed?.get(keys)).catch(() => ({})),
    ]);
    return merge(local, managed ?? {});
  }

  /**
   * Whether a page may be read. Its platform's name and its host are both keys of `sites`; one `false` is enough.
   * @param {KontaktSettings} settings
   * @param {string} site name of the site's adapter, for example "facebook"
   * @param {string} host
   * @returns {boolean}
   */
  function allows(settings, site, host) {
    return settings.sites[site] !== false && settings.sites[host] !== false && settings.sites[host.replace(/^www\./, "")] !== false;
  }

  kontaktReader.settings = { merge, read, allows };
})();
