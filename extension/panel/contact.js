/** The row of a contact as far as it follows from what happened; codes only. The person may correct every column. */
import { hasCode } from "./codebook.js";

/** @typedef {import("./codebook.js").Codebook} Codebook */
/** @typedef {import("./reader_link.js").Item} Item */

/** @param {Item} item @returns {string} code of the list „plattform“ */
export function platformOf(item) {
  return item.adapter === "gutefrage" ? "gutefrage" : item.platform;
}

/** @param {Date} now @returns {{tag: string, schicht: string}} local day and part of the day, see the codebook's hints */
export function whenOf(now) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const tag = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return { tag, schicht: shiftOn(tag, undefined, now) };
}

/** @param {string} tag @returns {boolean|null} null: no day */
function isWeekend(tag) {
  const day = new Date(`${tag}T12:00`).getDay();
  return Number.isNaN(day) ? null : day === 0 || day === 6;
}

/**
 * The shift of a contact whose day was chosen: the one it had where the day can have it, else that of the clock.
 * @param {string} tag @param {string|undefined} shift @param {Date} now @returns {string}
 */
export function shiftOn(tag, shift, now) {
  if (isWeekend(tag) ?? [0, 6].includes(now.getDay())) return "wochenende";
  if (shift && shift !== "wochenende") return shift;
  const hour = now.getHours();
  return hour < 12 ? "vormittag" : hour < 18 ? "nachmittag" : "abend";
}

/**
 * @template {{code: string}} Code
 * @param {string} tag @param {Code[]} shifts @returns {Code[]} those the day can have, all without a day
 */
export function shiftsOn(tag, shifts) {
  const weekend = isWeekend(tag);
  return weekend === null ? shifts : shifts.filter(({ code }) => (code === "wochenende") === weekend);
}

/** @param {Item} item @returns {string} code of the list „format“ */
function formatOf(item) {
  if (item.visibility === "privat") return "dm";
  if (item.platform === "forum") return "forenantwort";
  return item.kind === "post" ? "kommentar" : "antwort_unterkommentar";
}

/**
 * What is known of the place. A room type is taken over from the person's last choice for that platform today.
 * @param {Item} item @param {string|undefined} room
 */
function placeOf(item, room) {
  if (item.kind === "none") return {};
  /** @type {Record<string, string>} */
  const place = { plattform: platformOf(item), format: formatOf(item) };
  if (item.visibility) place.sichtbarkeit = item.visibility;
  if (item.platform === "forum") place.raumtyp = "forenfrage";
  else if (item.visibility === "halboeffentlich") place.raumtyp = "gruppe_geschlossen";
  else if (item.visibility === "privat") place.raumtyp = "direktnachricht";
  else if (room) place.raumtyp = room;
  return place;
}

/**
 * @param {object} what
 * @param {Item} what.item
 * @param {import("./suggest.js").Card} what.card
 * @param {"unveraendert"|"angepasst"} what.use
 * @param {"erstkontakt"|"folgekontakt"} what.kontaktart
 * @param {string} [what.room] last room type chosen for this platform
 * @param {Date} what.now
 * @param {Codebook|null} codebook codes it does not know are left out and get its default
 * @returns {Record<string, any>}
 */
export function contactFor({ item, card, use, kontaktart, room, now }, codebook) {
  const isCorrection = card.kind === "correction";
  /** @type {Record<string, any>} */
  const row = {
    ...whenOf(now),
    ...placeOf(item, room),
    kontaktart,
    ...(isCorrection ? { anlass: "falschaussage" } : item.kind === "none" ? {} : { anlass: "frage" }),
    modus: card.ampel === "rot" ? "verweisen" : isCorrection ? "richtigstellen" : "informieren",
    baustein_nutzung: use,
    baustein_id: card.id,
    baustein_version: card.version,
  };
  if (isCorrection) row.mythos_id = card.id;
  if (hasCode(codebook, "thema", card.topic)) row.thema = card.topic;
  const referral = card.referral.find((code) => hasCode(codebook, "verweisziel", code));
  if (referral) row.verweisziel = referral;
  return row;
}

/**
 * Start of a contact that is noted by hand.
 * @param {Item} item what is viewed
 * @param {Date} now
 */
export function contactByHand(item, now) {
  return { ...whenOf(now), ...placeOf(item, undefined), baustein_nutzung: "frei_geschrieben" };
}
