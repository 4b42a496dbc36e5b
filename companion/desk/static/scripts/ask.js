/** The one way a page talks to the companion. */

export class Refused extends Error {
  /** @param {number} status @param {string} message @param {string} hint */
  constructor(status, message, hint) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

const GONE = ["Der Begleiter antwortet nicht.", "Läuft kontakt noch? Dein Text bleibt auf dieser Seite stehen."];

/**
 * Ask for JSON or a piece of HTML, with the token of the session.
 * @param {string} address
 * @param {{method?: string, body?: FormData | URLSearchParams | object, signal?: AbortSignal}} [options]
 *   a `FormData` is sent as a short form, any other object as JSON
 * @returns {Promise<Response>} with a status below 400
 * @throws {Refused} with German words; status 0 when nobody answers
 */
export async function ask(address, { method = "GET", body, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" }; // how a refusal is wanted; what is given comes as the route gives it
  if (method !== "GET") headers["X-CSRF"] = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="csrf"]')).content;
  let sent;
  if (body instanceof FormData || body instanceof URLSearchParams) {
    sent = new URLSearchParams(/** @type {any} */ (body));
  } else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    sent = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(address, { method, headers, body: sent, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused(0, GONE[0], GONE[1]);
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, said.error?.message ?? GONE[0], said.error?.hint ?? "");
}

/** Say a sentence in the live region at the top. @param {string} text @param {"success" | "note" | "warning"} [tone] */
export function say(text, tone = "note") {
  const line = document.createElement("p");
  line.className = `notice ${tone}`;
  line.textContent = text;
  document.getElementById("messages")?.replaceChildren(line);
}
