/** The tab that is followed: what its reader sees, and what the browser allows on its site. */
import { api } from "../browser.js";
import { createReaderLink } from "./reader_link.js";
import { lookAtTab } from "./site_access.js";
import { UNKNOWN_TAB } from "./state.js";

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {() => Promise<string>} parts.dayKey
 * @param {(item: import("./reader_link.js").Item) => void} parts.onItem something else is viewed
 */
export function createFollowedTab({ store, dayKey, onItem }) {
  const { get, set } = store;
  let looks = 0;

  /** What the browser tells about the tab now; an older answer that comes late belongs to another page. */
  async function renew() {
    const look = ++looks;
    const tab = await lookAtTab(get().link.tabId);
    if (look === looks) set({ tab });
  }

  const link = createReaderLink({
    api, dayKey, mode: () => get().settings.mode,
    onItem: (item) => {
      set({ item });
      onItem(item);
    },
    onLink: (state) => {
      const isOther = state.link === "connecting" || state.tabId !== get().link.tabId;
      set({ link: state, ...(isOther ? { tab: UNKNOWN_TAB } : {}) });
      void renew();
    },
  });

  return { link, renew };
}

/** @typedef {ReturnType<typeof createFollowedTab>} FollowedTab */
