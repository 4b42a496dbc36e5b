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
 * Ask for JSON or a piece of HTML, with the token of the session; a token of an earlier session is renewed once.
 * @param {string} address
 * @param {{method?: string, body?: FormData | URLSearchParams | object, signal?: AbortSignal, again?: boolean}} [options]
 *   a `FormData` is sent as a short form, any other object as JSON
 * @returns {Promise<Response>} with a status below 400
 * @throws {Refused} with German words; status 0 when nobody answers
 */
export async function ask(address, { method = "GET", body, signal, again = false } = {}) {
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
  if (said.error?.code === "csrf" && !again) {
    await renew();
    return ask(address, { method, body, signal, again: true });
  }
  throw new Refused(answer.status, said.error?.message ?? GONE[0], said.error?.hint ?? "");
}

/** Take the token of the present session into the page: somebody may have signed in anew in another tab. */
export async function renew() {
  const { csrf } = await (await ask("/desk/token")).json();
  /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="csrf"]')).content = csrf;
  for (const field of document.querySelectorAll('input[name="csrf"]')) /** @type {HTMLInputElement} */ (field).value = csrf;
}

/** Say a sentence in the live region at the top. @param {string} text @param {"success" | "note" | "warning"} [tone] */
export function say(text, tone = "note") {
  const line = document.createElement("p");
  line.className = `notice ${tone}`;
  line.textContent = text;
  if (tone === "warning") line.setAttribute("role", "alert");
  document.getElementById("messages")?.replaceChildren(line);
  line.scrollIntoView({ block: "nearest" });
}
