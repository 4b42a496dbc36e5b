/** What the panel knows, all of it in memory. */
import { NOTHING } from "./reader_link.js";

/** @typedef {"read"|"search"|"contacts"|"more"|"form"|"help"} Page */
/** @typedef {{text: string, isTrouble?: boolean, action?: {label: string, testid?: string, run: () => void}}} Notice */
/**
 * @typedef {object} Form a row of the log that is being noted or corrected
 * @property {"contacts"|"own_posts"|"rooms"} table of the codebook
 * @property {string|null} uuid null: a new row
 * @property {Record<string, any>} row
 * @property {string|null} column the one to go to
 * @property {Page} back where to go afterwards
 */
/** @typedef {{pattern: string|null, isKnown: boolean, canAlways: boolean, isRevoked: boolean}} Tab the site of the followed tab as far as the browser tells it */
/**
 * @typedef {object} Status answer of `GET /api/v1/status`
 * @property {{version: string, protocol: number, update?: {version: string, needed: boolean}|null}} companion
 * @property {{version: string, title: string, age_days: number, clock_behind?: boolean, entries: number, suggestible: number, overdue: number, role_sentence: string}} bank
 * @property {{open: number, frozen: number, gaps: number}|null} log
 * @property {{ready: boolean, progress: number, failed?: boolean}} matcher
 */

/**
 * @typedef {object} State
 * @property {import("../companion/client.js").Result|null} connection
 * @property {Status|null} status
 * @property {boolean} details the facts of a working connection are unfolded
 * @property {import("./reader_link.js").Link} link
 * @property {Tab} tab
 * @property {import("./reader_link.js").Item} item
 * @property {import("./suggest.js").Shown|null} shown
 * @property {boolean} waiting newer suggestions wait until nobody is in the list
 * @property {boolean} asking
 * @property {import("../companion/client.js").Result|null} failure why suggestions are missing
 * @property {string|null} opened id of the opened card
 * @property {import("./copying.js").Done|null} done what was copied last
 * @property {string|null} copying id of the card whose copying takes long
 * @property {string|null} gap UUID of the gap whose topic may still be chosen
 * @property {import("../companion/queue.js").Operation[]} queue
 * @property {import("../companion/queue.js").Rejected[]} setAside
 * @property {Record<string, any>[]|null} openRows null: not known now
 * @property {Record<string, any>[]|null} ownPosts own posts that can still be corrected; null: not known now
 * @property {Form|null} form
 * @property {Page} page
 * @property {Notice|null} notice
 * @property {import("./settings.js").Settings} settings
 * @property {Set<string>} fixed
 * @property {string[]} allowedSites hosts that are read for good
 * @property {import("./codebook.js").Codebook|null} codebook
 * @property {string} bankOfDay version of the bank and local day for which the cards hold
 * @property {number} wordings rises when more wordings of shown cards are at hand
 * @property {number} texts rises when the language changes, so that everything is drawn anew
 */

/** A tab of which the browser has not told anything yet. @type {Tab} */
export const UNKNOWN_TAB = Object.freeze({ pattern: null, isKnown: false, canAlways: false, isRevoked: false });

/**
 * @param {import("./settings.js").Settings} settings @param {Set<string>} fixed
 * @returns {State}
 */
export function initialState(settings, fixed) {
  return {
    connection: null, status: null, details: false,
    link: { link: "connecting", tabId: null }, tab: UNKNOWN_TAB,
    item: NOTHING, shown: null, waiting: false, asking: false, failure: null,
    opened: null, done: null, copying: null, gap: null, queue: [], setAside: [], openRows: null, ownPosts: null, form: null,
    page: "read", notice: null, settings, fixed, allowedSites: [], codebook: null, bankOfDay: "", wordings: 0, texts: 0,
  };
}
