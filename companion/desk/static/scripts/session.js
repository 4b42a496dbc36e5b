/** Before typed text leaves its page: is somebody still signed in who may send it? */
import { Refused, renew, say } from "./ask.js";

const REFUSED = [0, 401, 403];

/**
 * Whether the form would be taken, with the present token then in its field; if not, that is said and the text stays.
 * @param {string} button its words
 */
export async function welcome(button) {
  try {
    await renew();
  } catch (error) {
    if (!(error instanceof Refused) || !REFUSED.includes(error.status)) return true;
    const next = `Bitte kontakt in einem anderen Tab dieses Browsers neu öffnen und dann hier noch einmal auf „${button}“ drücken.`;
    const window = "In einem eigenen Fenster von kontakt: den Text kopieren, das Fenster schließen und neu öffnen.";
    say(`Noch nicht gespeichert. ${error.message} Dein Text steht weiter auf dieser Seite. ${next} ${window}`, "warning");
    return false;
  }
  return true;
}
