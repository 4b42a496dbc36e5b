/** What a person can do with answers: find, open and copy them. */
import { whenOf } from "./contact.js";
import { t } from "./texts.js";
import { withRole } from "./wording.js";

/** @typedef {import("./suggest.js").Card} Card */
/** @typedef {import("./reader_link.js").Item} Item */

/** Milliseconds after which a button says that it is still copying. */
const BUSY_MS = 300;

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("./entries.js").Entries} parts.entries
 * @param {import("./chosen_wording.js").ChosenWording} parts.wording
 * @param {import("./copying.js").Copying} parts.copying
 * @param {(done: import("./copying.js").Done) => void} parts.onCopied
 */
export function answerActions({ store, entries, wording, copying, onCopied }) {
  const { get, set } = store;
  let isCopying = false;

  /** @param {string} text */
  const warn = (text) => set({ notice: { text, isTrouble: true } });

  const actions = {
    /** @param {string|null} id */
    open: (id) => set({ opened: id }),
    /** @param {Card} card */
    textsOf: (card) => entries.texts(card),
    /** @param {string} words */
    search: async (words) => wording.load(await entries.search(words, get().item.platform)),
    recent: () => (get().connection?.state === "ok" ? entries.recent(get().item.platform) : Promise.resolve([])),
    wordingOf: wording.of,

    /** One click on a folded card. @param {Card} card @param {Item} item @param {string|null} text as it is shown */
    async copyCard(card, item, text) {
      const { settings, status } = get();
      if (text === null) warn(t("wording_missing"));
      else await actions.copyText(card, item, text, [text], settings.roleSentence ? (status?.bank.role_sentence ?? "") : "");
    },
    /**
     * @param {Card} card @param {Item} item @param {string} text @param {string[]} originals @param {string} roleSentence
     * @param {() => void} [whenDone] before what waited is shown
     */
    async copyText(card, item, text, originals, roleSentence, whenDone) {
      if (card.valid_until && card.valid_until < whenOf(new Date()).tag) {
        warn(t("copy_expired"));
        return;
      }
      if (isCopying) return; // a second click makes no second contact
      isCopying = true;
      const slow = setTimeout(() => set({ copying: card.id }), BUSY_MS);
      const done = await copying.copy({ card, item, copied: withRole(text, roleSentence), originals, roleSentence }).finally(() => {
        clearTimeout(slow);
        isCopying = false;
        set({ copying: null });
      });
      if (done === "refused" || done === "unnoted") {
        warn(t(done === "refused" ? "copy_failed" : "copied_not_noted"));
        return;
      }
      whenDone?.();
      onCopied(done);
    },
  };
  return actions;
}
