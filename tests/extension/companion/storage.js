/** An extension storage area in memory that behaves as the real one where it matters: copies in, copies out, later. */

export class MemoryArea {
  /** @param {Record<string, any>} [values] */
  constructor(values = {}) {
    this.text = JSON.stringify(values);
  }

  /** @param {string|string[]} keys */
  async get(keys) {
    await null;
    const all = JSON.parse(this.text);
    return Object.fromEntries([keys].flat().filter((key) => key in all).map((key) => [key, all[key]]));
  }

  /** @param {Record<string, any>} items */
  async set(items) {
    await null;
    this.text = JSON.stringify({ ...JSON.parse(this.text), ...items });
  }

  /** @param {string|string[]} keys */
  async remove(keys) {
    await null;
    const all = JSON.parse(this.text);
    for (const key of [keys].flat()) delete all[key];
    this.text = JSON.stringify(all);
  }
}

/** Locks by name as in `navigator.locks`, which this version of Node lacks: whoever comes later waits. */
export class MemoryLocks {
  /** @type {Map<string, Promise<unknown>>} */
  #last = new Map();
  /** @type {Set<string>} */
  #held = new Set();

  /**
   * @template T
   * @param {string} name @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  request(name, work) {
    const at = async () => {
      this.#held.add(name);
      try {
        return await work();
      } finally {
        this.#held.delete(name);
      }
    };
    const run = (this.#last.get(name) ?? Promise.resolve()).then(at, at);
    this.#last.set(name, run.catch(() => undefined));
    return run;
  }

  async query() {
    return { held: [...this.#held].map((name) => ({ name })) };
  }

  /** The window that held it is gone. @param {string} name */
  abandon(name) {
    this.#held.delete(name);
    this.#last.delete(name);
  }
}
