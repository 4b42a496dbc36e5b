/**
 * What the browser may know for a day and only in memory (`storage.session`): the key under which the reader hashes
 * a thread, the hashes of threads that were answered, and the kind of room chosen last. With the day the key goes, and nothing can be linked to it.
 */

/** @typedef {{date: string, key: string, threads: string[], rooms: Record<string, string>}} Day */
const THREADS_LIMIT = 500;

/** @param {Date} now @returns {string} local day, `2026-11-23` */
const dayOf = (now) => `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`;

/**
 * @param {object} parts
 * @param {{get(keys: any): Promise<any>, set(items: any): Promise<void>}} parts.storage `storage.session`
 * @param {import("../companion/queue.js").Locks} [parts.locks]
 * @param {() => Date} [parts.now]
 */
export function createSession({ storage, locks = /** @type {any} */ (globalThis.navigator).locks, now = () => new Date() }) {
  /**
   * @template T
   * @param {(day: Day) => T} use may edit the day
   * @returns {Promise<T>}
   */
  function withDay(use) {
    return locks.request("kontakt-day", async () => {
      const today = dayOf(now());
      /** @type {Day} */
      let day = (await storage.get("day")).day;
      if (day?.date !== today) day = { date: today, key: newKey(), threads: [], rooms: {} };
      const answer = use(day);
      await storage.set({ day });
      return answer;
    });
  }

  return {
    /** @returns {Promise<string>} 32 random bytes, base64, the same for every panel until midnight */
    dayKey: () => withDay((day) => day.key),

    /**
     * @param {string|null} thread
     * @returns {Promise<"erstkontakt"|"folgekontakt">} and remember that it was answered
     */
    answered: (thread) => withDay((day) => {
      if (thread === null) return "erstkontakt";
      if (day.threads.includes(thread)) return "folgekontakt";
      day.threads = [...day.threads, thread].slice(-THREADS_LIMIT);
      return "erstkontakt";
    }),

    /** The answer was taken back: the next one in this thread is a first contact again. @param {string|null} thread */
    takeBack: (thread) => withDay((day) => { day.threads = day.threads.filter((known) => known !== thread); }),

    /** @param {string} platform @returns {Promise<string|undefined>} the room type last chosen there today */
    roomOf: (platform) => withDay((day) => day.rooms[platform]),

    /** @param {string} platform @param {string} room code of the list „raumtyp“ */
    rememberRoom: (platform, room) => withDay((day) => { day.rooms[platform] = room; }),
  };
}

/** @returns {string} */
function newKey() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}

/** @typedef {ReturnType<typeof createSession>} Session */
