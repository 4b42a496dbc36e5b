/** One click: the answer is in the clipboard and the contact is noted. And the way back. */
import { contactFor, platformOf } from "./contact.js";
import { completeRow, withConsequences } from "./codebook.js";
import { classifyUse } from "./wording.js";

/** @typedef {import("./suggest.js").Card} Card */
/** @typedef {import("./reader_link.js").Item} Item */
/**
 * @typedef {object} Done what was just copied
 * @property {string} uuid of the contact
 * @property {string} cardId
 * @property {Item} item the post it was copied for
 * @property {Record<string, any>} row as it will be noted, completed by the codebook
 * @property {string|null} thread to be taken back with the contact; null if it was a follow-up
 * @property {boolean} fresh within the first ten seconds
 */

/** Milliseconds in which the line after copying stands in place of the card. */
export const FRESH_MS = 10_000;

/**
 * @param {object} parts
 * @param {(text: string) => Promise<boolean>} parts.copyText
 * @param {import("../companion/queue.js").Queue} parts.queue
 * @param {import("./session.js").Session} parts.session
 * @param {() => import("./codebook.js").Codebook|null} parts.codebook
 * @param {() => void} parts.send let the queue be sent, without waiting for it
 * @param {(id: string) => void} parts.remember the entry was used
 * @param {() => Date} [parts.now]
 */
export function createCopying({ copyText, queue, session, codebook, send, remember, now = () => new Date() }) {
  /** @param {any} what see `copy` @returns {Promise<Record<string, any>>} the row as it waits to be sent */
  async function note({ card, item, copied, originals, roleSentence, kontaktart, uuid }) {
    const given = contactFor({
      item, card, kontaktart, now: now(),
      use: classifyUse(copied, originals, roleSentence),
      room: await session.roomOf(platformOf(item)),
    }, codebook());
    await queue.add("contacts", uuid, given);
    return given;
  }

  return {
    /**
     * @param {object} what
     * @param {Card} what.card @param {Item} what.item
     * @param {string} what.copied whole text for the clipboard
     * @param {readonly string[]} what.originals wordings of the entry it is compared with
     * @param {string} what.roleSentence
     * @returns {Promise<Done|"refused"|"unnoted">} refused: by the clipboard, nothing was noted; unnoted: copied, but not noted
     */
    async copy({ card, item, copied, originals, roleSentence }) {
      if (!(await copyText(copied))) return "refused";
      const kontaktart = await session.answered(item.thread).catch(() => null);
      if (!kontaktart) return "unnoted";
      const uuid = crypto.randomUUID();
      const thread = kontaktart === "erstkontakt" ? item.thread : null;
      /** @type {Record<string, any>} */
      let given;
      try {
        given = await note({ card, item, copied, originals, roleSentence, kontaktart, uuid });
      } catch { // no room in the storage, or something in it is no code
        if (thread) await session.takeBack(thread).catch(() => undefined);
        return "unnoted";
      }
      send();
      remember(card.id);
      return { uuid, cardId: card.id, item, row: completeRow(codebook(), "contacts", given), thread, fresh: true };
    },

    /** @param {{uuid: string, thread?: string|null}} done */
    async undo({ uuid, thread }) {
      await queue.undo("contacts", uuid);
      if (thread) await session.takeBack(thread);
      send();
    },

    /**
     * Correct one column, and what follows from it.
     * @param {"contacts"|"own_posts"} table @param {string} uuid @param {Record<string, any>} row @param {string} column @param {string} code
     * @returns {Promise<Record<string, any>>} the row as it is now
     */
    async change(table, uuid, row, column, code) {
      const changes = withConsequences(codebook(), table, column, code);
      await queue.change(table, uuid, changes);
      if (column === "raumtyp") await session.rememberRoom(row.plattform, code);
      send();
      return { ...row, ...changes };
    },
  };
}

/** @typedef {ReturnType<typeof createCopying>} Copying */
