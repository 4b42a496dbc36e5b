/** A question the bank has no answer to: noted with one click, its topic may follow. */
import { announce } from "./announce.js";
import { hasCode, labelOf } from "./codebook.js";
import { platformOf } from "./contact.js";
import { once } from "./once.js";
import { t } from "./texts.js";

/** Milliseconds for which the topic of a gap can be chosen, unless somebody is at it. */
const GAP_MS = 4000;

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("../companion/queue.js").Queue} parts.queue
 * @param {import("./notice.js").Say} parts.say
 * @param {() => Promise<void>} parts.send
 * @param {() => void} parts.release the list need not be held any longer
 */
export function gapActions({ store, queue, say, send, release }) {
  const { get, set } = store;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let gapTimer;

  const actions = {
    reportGap: once(async () => {
      const { item, shown, codebook, gap } = get();
      if (gap) await actions.settleGap();
      const guess = [...(shown?.answers ?? []), ...(shown?.corrections ?? [])].map((card) => card.topic).find((topic) => hasCode(codebook, "thema", topic));
      const uuid = crypto.randomUUID();
      /** @type {Record<string, any>} */
      const row = { plattform: item.kind === "none" ? "sonstige" : platformOf(item), ...(guess ? { thema: guess } : {}) };
      await queue.add("gaps", uuid, row, true);
      set({ gap: uuid, page: "read" });
      announce(t("gap_noted"));
      actions.letGapGo();
      release();
    }),
    /** Start, or start again, the time after which the gap is sent as it is. */
    letGapGo() {
      clearTimeout(gapTimer);
      gapTimer = setTimeout(() => void actions.settleGap(), GAP_MS);
    },
    /** Somebody is choosing: wait. */
    holdGap: () => clearTimeout(gapTimer),
    /** @param {string} [topic] */
    async settleGap(topic) {
      clearTimeout(gapTimer);
      const { gap, codebook } = get();
      if (!gap) return;
      if (topic) await queue.change("gaps", gap, { thema: topic });
      await queue.settle(gap);
      set({ gap: null });
      say(topic ? t("gap_noted_topic", labelOf(codebook, "thema", topic)) : t("gap_noted"));
      void send();
    },
    async undoGap() {
      clearTimeout(gapTimer);
      const { gap } = get();
      if (gap) await queue.undo("gaps", gap);
      set({ gap: null });
      say(t("undone"));
    },
  };
  return actions;
}
