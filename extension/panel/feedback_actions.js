/** What f-bb and the team lead learn beside the contacts: how a suggestion was, and what is seen in passing. */
import { announce } from "./announce.js";
import { labelOf } from "./codebook.js";
import { once } from "./once.js";
import { t } from "./texts.js";

/**
 * @param {object} parts
 * @param {import("./store.js").Store<import("./state.js").State>} parts.store
 * @param {import("../companion/queue.js").Queue} parts.queue
 * @param {import("./notice.js").Say} parts.say
 * @param {() => Promise<void>} parts.send
 */
export function feedbackActions({ store, queue, say, send }) {
  return {
    feedback: once(async (/** @type {import("./suggest.js").Card} */ card, /** @type {string} */ grund) => {
      await queue.add("feedback", crypto.randomUUID(), { entry_id: card.id, entry_version: card.version, grund });
      void send();
      announce(t("feedback_thanks"));
    }),
    /** @param {string} platform */
    async observe(platform) {
      await queue.add("observations", crypto.randomUUID(), { plattform: platform, anzahl: 1 });
      void send();
      say(t("observed", labelOf(store.get().codebook, "plattform", platform)));
    },
  };
}
