/** What may wait in the browser's storage and be sent: known columns with codes, numbers, yes and no. No words of people. */

/** Columns of the codebook's tables, and what a gap or a feedback is made of. */
const COLUMNS = new Set([
  "tag", "schicht", "plattform", "raumtyp", "sichtbarkeit", "format", "kontaktart", "anlass", "thema", "thema_2", "thema_3",
  "modus", "modus_2", "modus_3", "stufe", "verweisziel", "reaktion", "dritte_stimmen_zu", "dritte_widersprechen",
  "reichweite_klasse", "reichweite_signal", "baustein_nutzung", "baustein_id", "baustein_version", "mythos_id", "eskalation",
  "klima", "dauer_klasse", "lebenslage", "beitragsformat", "interaktionen_klasse", "anzahl", "entry_id", "entry_version", "grund",
  "code", "groesse_klasse", "admin_status", "links_erlaubt", "nachrichten_erlaubt", "pruefung_am",
]);

/** A code of the codebook, an id of the bank, a day or a room's code. */
const CODE = /^[a-z0-9][a-z0-9_-]{0,79}$/;

/** @param {unknown} value @returns {boolean} */
function isAllowed(value) {
  if (typeof value === "boolean") return true;
  return typeof value === "number" ? Number.isSafeInteger(value) : typeof value === "string" && CODE.test(value);
}

/**
 * A copy of a body of which every column is known and every value a code. Anything else is a defect of the caller and
 * is refused whole, so that it is noticed and nothing is stored by halves.
 * @param {Record<string, any>} body
 * @returns {Record<string, any>}
 * @throws {TypeError} without the value
 */
export function cleanBody(body) {
  for (const [column, value] of Object.entries(body)) {
    if (!COLUMNS.has(column)) throw new TypeError("unknown column");
    if (!isAllowed(value)) throw new TypeError(`not a code in column ${column}`);
  }
  return structuredClone(body);
}
