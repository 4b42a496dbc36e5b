/** The panel's state in one place: views watch the part they show and draw it again when that part changes. */

/**
 * @template {object} State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const watchers = new Set();

  return {
    get: () => state,

    /** @param {Partial<State>} changes shallow */
    set(changes) {
      state = { ...state, ...changes };
      for (const watcher of [...watchers]) watcher();
    },

    /**
     * Call `draw` now and whenever one of the selected values is no longer the same.
     * @template {[unknown, ...unknown[]]} Values
     * @param {(state: State) => Values} select
     * @param {(values: Values) => void} draw
     * @returns {() => void} stop watching
     */
    watch(select, draw) {
      let last = select(state);
      const watcher = () => {
        const next = select(state);
        if (next.length === last.length && next.every((value, place) => Object.is(value, last[place]))) return;
        last = next;
        draw(next);
      };
      watchers.add(watcher);
      draw(last);
      return () => watchers.delete(watcher);
    },
  };
}

/**
 * @template {object} State
 * @typedef {ReturnType<typeof createStore<State>>} Store
 */
