/**
 * From the viewed item to what the list shows. While somebody is in the list, what is new waits
 * behind a line of its own; nothing is exchanged under a pointer.
 */

import { bytesOf, shorten } from "./shorten.js";

/** @typedef {import("./reader_link.js").Item} Item */
/**
 * @typedef {object} Card one suggestion as the companion answers it
 * @property {string} id
 * @property {"answer"|"correction"} kind
 * @property {number} version
 * @property {string} title
 * @property {string} topic
 * @property {string} topic_label
 * @property {"sehr_gut"|"vielleicht"|null} band null: chosen by hand
 * @property {string[]} why words of the post as they stand there
 * @property {"gruen"|"gelb"|"rot"} ampel
 * @property {string} text for the platform's channel, du
 * @property {{title: string, url: string}[]} sources
 * @property {string[]} legal_basis
 * @property {string[]} referral
 * @property {string|null} reviewed_on
 * @property {string} review_by
 * @property {string|null} valid_until
 * @property {boolean} overdue
 * @property {string|null} verdict
 * @property {string|null} verdict_label
 * @property {string|null} fact
 */
/** @typedef {{code: string, label: string, hint: string}} Flag */
/**
 * @typedef {object} Shown
 * @property {Item} item
 * @property {Card[]} answers
 * @property {Card[]} corrections
 * @property {Flag[]} flags
 * @property {{version: string, age_days: number}|null} bank
 * @property {"asking"|"failed"} [without] why there is no answer; absent: there is one
 */
/** @typedef {import("../companion/client.js").Result} Result */

/** Longest text the companion takes, in characters. */
const TEXT_LIMIT = 20000;
/** What the post, and the post with what it refers to, may take in bytes: the companion takes 64 KiB in one piece. */
const TEXT_BYTES = 42_000;
const BOTH_BYTES = 62_000;

/** Milliseconds for which the cards of the post before may stay while a question runs: a short while nothing flickers. */
const STAY_MS = 500;

/** @param {Item} a @param {Item} b whether it is the same post, and not only the same words elsewhere */
export const samePost = (a, b) => sameWords(a, b) && a.thread === b.thread;

/** @param {Item} a @param {Item} b */
const sameWords = (a, b) => a.kind === b.kind && a.text === b.text && a.context === b.context && a.platform === b.platform;

/** @param {Shown} shown */
const hasSomething = (shown) => shown.answers.length + shown.corrections.length + shown.flags.length > 0;

/** @param {Shown} a @param {Shown} b */
const isSame = (a, b) => sameWords(a.item, b.item)
  && JSON.stringify([a.answers, a.corrections, a.flags, a.without]) === JSON.stringify([b.answers, b.corrections, b.flags, b.without]);

/**
 * @param {object} parts
 * @param {(method: string, path: string, body: any, options: {signal: AbortSignal}) => Promise<Result>} parts.request
 * @param {() => boolean} parts.isHeld whether somebody is in the list
 * @param {(shown: Shown) => void} parts.show
 * @param {(shown: Shown) => void} [parts.update] the same cards, but more is known of the post
 * @param {(waiting: boolean) => void} parts.announceWaiting
 * @param {(result: Result) => void} parts.onFailure the companion could not be asked, or refused
 */
export function createSuggestions({ request, isHeld, show, update = () => undefined, announceWaiting, onFailure }) {
  /** @type {AbortController|null} */
  let running = null;
  /** @type {Item|null} */
  let current = null;
  /** @type {Shown|null} */
  let shown = null;
  /** @type {Shown|null} */
  let waiting = null;
  /** @type {"idle"|"asking"|"answered"|"failed"} */
  let progress = "idle";

  /** The same words, of which the reader now tells more, for example who can see them. @param {Item} item */
  function learn(item) {
    if (waiting && sameWords(waiting.item, item)) waiting = { ...waiting, item };
    if (!shown || !sameWords(shown.item, item) || JSON.stringify(shown.item) === JSON.stringify(item)) return;
    shown = { ...shown, item };
    update(shown);
  }

  /** @param {Shown} next @param {boolean} now */
  function present(next, now) {
    if (shown && isSame(shown, next)) {
      waiting = null;
      learn(next.item);
    } else if (!now && shown && hasSomething(shown) && isHeld()) {
      waiting = next;
    } else {
      waiting = null;
      shown = next;
      show(next);
    }
    announceWaiting(waiting !== null);
  }

  /** Nothing of another post may be used under this one; of the same post it may. @param {Item} item @param {"asking"|"failed"} without */
  function presentNothing(item, without) {
    if (shown && !shown.without && sameWords(shown.item, item)) present(shown, false);
    else present({ item, answers: [], corrections: [], flags: [], bank: null, without }, false);
  }

  /** @param {Item} item @param {boolean} now */
  async function ask(item, now) {
    running?.abort();
    running = null;
    if (item.kind === "none" || !item.text) {
      progress = "answered";
      present({ item, answers: [], corrections: [], flags: [], bank: null }, now);
      return;
    }
    const mine = (running = new AbortController());
    progress = "asking";
    const text = shorten(item.text, TEXT_LIMIT, TEXT_BYTES);
    const context = item.context ? shorten(item.context, TEXT_LIMIT, BOTH_BYTES - bytesOf(text)) : null;
    const body = { text, context, kind: item.kind, platform: item.platform };
    const slow = setTimeout(() => { if (!mine.signal.aborted && !(shown && sameWords(shown.item, item))) presentNothing(item, "asking"); }, STAY_MS);
    const result = await request("POST", "/api/v1/suggestions", body, { signal: mine.signal }).finally(() => clearTimeout(slow));
    if (mine.signal.aborted || result.aborted) return;
    if (result.state !== "ok" || result.error) {
      progress = "failed";
      onFailure(result);
      presentNothing(item, "failed");
      return;
    }
    progress = "answered";
    present({ item: current ?? item, ...result.data }, now);
  }

  return {
    /** @param {Item} item */
    view(item) {
      const known = current && sameWords(current, item) && progress !== "failed";
      current = item;
      if (known) learn(item);
      return known ? Promise.resolve() : ask(item, false);
    },

    /** Ask again for the same item, for example because the bank is new. */
    refresh() { return current ? ask(current, false) : Promise.resolve(); },

    /** Ask again if the last question got no answer. */
    catchUp() { return current && progress === "failed" ? ask(current, false) : Promise.resolve(); },

    /** Show what waits, because the pointer left or the person asked for it. */
    release() {
      if (waiting) present(waiting, true);
    },
  };
}
