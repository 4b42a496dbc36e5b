(() => {
  const { kontaktReader } = globalThis;

  /** @type {KontaktSettings} */
  const DEFAULTS = { mode: "viewed", port: 47113, sites: {} };
  const KEYS = Object.keys(DEFAULTS);

  /**
   * A person's settings under an institution's: what is managed wins, key by key, also inside `sites`. Only the port is
   * the person's own, as another program may hold the one that was meant.
   * @param {Partial<KontaktSettings>} local
   * @param {Partial<KontaktSettings>} managed
   * @returns {KontaktSettings}
   */
  function merge(local, managed) {
    const mode = managed.mode ?? local.mode;
    return {
      mode: mode === "selection" ? "selection" : "viewed",
      port: local.port ?? managed.port ?? DEFAULTS.port,
      sites: { ...local.sites, ...managed.sites },
    };
  }

  /**
   * Settings as they are now. An institution's values are read from the background's copy `presets`: Chromium answers
   * questions about managed storage only when it has nothing better to do (docs/browser-bugs.md).
   * @param {typeof chrome.storage} storage
   * @returns {Promise<KontaktSettings>}
   */
  async function read(storage) {
    const local = await storage.local.get([...KEYS, "presets"]);
    return merge(local, local.presets ?? {});
  }

  /**
   * Renews the copy `presets`; an institution's withdrawn preset disappears from it.
   * @param {typeof chrome.storage} storage
   * @returns {Promise<void>}
   */
  async function copyPresets(storage) {
    // Firefox rejects the managed area where no policy is set.
    const presets = await Promise.resolve(storage.managed?.get(KEYS)).catch(() => ({}));
    const known = await storage.local.get("presets");
    if (JSON.stringify(known.presets ?? {}) !== JSON.stringify(presets ?? {})) await storage.local.set({ presets: presets ?? {} });
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

  kontaktReader.settings = { merge, read, copyPresets, allows };
})();
