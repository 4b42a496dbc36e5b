/**
 * What a person and an institution may both set, and whose word counts: the one place for it, for reader, panel and
 * client alike.
 */
(() => {
  const { kontaktReader } = globalThis;
  const DEFAULT_PORT = 47113;
  const NAMES = /** @type {const} */ (["mode", "port", "sites"]);

  /** @param {unknown} value @returns {value is KontaktSettings["mode"]} */
  const isMode = (value) => value === "viewed" || value === "selection";

  /** @param {unknown} value @returns {value is number} */
  const isPort = (value) => typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65535;

  /** @param {unknown} value @returns {KontaktSettings["sites"]} what is neither yes nor no is passed over */
  function switches(value) {
    const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(pairs.filter(([, on]) => typeof on === "boolean"));
  }

  /**
   * What of given values can be used.
   * @param {KontaktGiven} given
   * @returns {{mode?: KontaktSettings["mode"], port?: number, sites: KontaktSettings["sites"]}}
   */
  const usable = ({ mode, port, sites }) => ({ ...(isMode(mode) && { mode }), ...(isPort(port) && { port }), sites: switches(sites) });

  /**
   * A person's settings under an institution's: what is managed wins, key by key, also inside `sites`. Only the port is
   * the person's own, as another program may hold the one that was meant.
   * @param {KontaktGiven} own
   * @param {KontaktGiven} presets
   * @returns {KontaktSettings}
   */
  function merge(own, presets) {
    const mine = usable(own);
    const fixed = usable(presets);
    return {
      mode: fixed.mode ?? mine.mode ?? "viewed",
      port: mine.port ?? fixed.port ?? DEFAULT_PORT,
      sites: { ...mine.sites, ...fixed.sites },
    };
  }

  /**
   * Names of what an institution has decided, also `sites.facebook` and the like.
   * @param {KontaktGiven} presets
   * @returns {Set<string>}
   */
  function fixedBy(presets) {
    const { mode, sites } = usable(presets);
    return new Set([...(mode ? ["mode"] : []), ...Object.keys(sites).flatMap((site) => ["sites", `sites.${site}`])]);
  }

  /**
   * What an institution has set. Firefox rejects the managed area where no policy is set.
   * @param {{get(keys: any): Promise<any>}} [managed] `storage.managed`
   * @returns {Promise<KontaktGiven>}
   */
  const presetsIn = async (managed) => (await Promise.resolve(managed?.get([...NAMES])).catch(() => null)) ?? {};

  /**
   * Settings as they are now. An institution's values are read from the background's copy `presets`: Chromium answers
   * questions about managed storage only when it has nothing better to do (docs/browser-bugs.md).
   * @param {typeof chrome.storage} storage
   * @returns {Promise<KontaktSettings>}
   */
  async function read(storage) {
    const local = await storage.local.get([...NAMES, "presets"]);
    return merge(local, local.presets ?? {});
  }

  /**
   * Renews the copy `presets`; an institution's withdrawn preset disappears from it.
   * @param {typeof chrome.storage} storage
   * @returns {Promise<void>}
   */
  async function copyPresets(storage) {
    const presets = await presetsIn(storage.managed);
    const known = await storage.local.get("presets");
    if (JSON.stringify(known.presets ?? {}) !== JSON.stringify(presets)) await storage.local.set({ presets });
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

  kontaktReader.settings = { NAMES, isPort, merge, fixedBy, presetsIn, read, copyPresets, allows };
})();
