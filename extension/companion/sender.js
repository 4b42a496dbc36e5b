/**
 * Sends what waits while no panel is open: at the browser's start, and by an alarm that exists only as long as something
 * waits. An open panel sends by itself; the queue's locks let one of them send at a time.
 */
import { api } from "../browser.js";
import { createClient } from "./client.js";
import { createQueue, sendOperation } from "./queue.js";

const ALARM = "waiting";
const PERIOD_MIN = 5;

/** To be called once, while the background's script runs for the first time. */
export function sendWhatWaits() {
  const { local, managed } = api.storage;
  const client = createClient({ local, managed, permissions: api.permissions });
  const queue = createQueue({ storage: local, send: (operation) => sendOperation(client, operation), begin: client.doubt });

  /** Looks come one after the other: an older one must not clear the alarm that a newer one relies on. @type {Promise<unknown>} */
  let before = Promise.resolve();

  /** @returns {Promise<boolean>} whether something waits */
  function look() {
    const now = before.then(async () => {
      const waits = (await queue.waiting()).length > 0;
      const alarm = await api.alarms.get(ALARM);
      if (waits && !alarm) await api.alarms.create(ALARM, { periodInMinutes: PERIOD_MIN });
      if (!waits && alarm) await api.alarms.clear(ALARM);
      return waits;
    });
    before = now.catch(() => undefined);
    return now;
  }

  async function send() {
    if (!(await look())) return;
    await queue.settleLeft();
    await queue.drain();
    await look();
  }

  api.runtime.onStartup.addListener(() => void send());
  api.alarms.onAlarm.addListener(({ name }) => name === ALARM && void send());
  api.storage.onChanged.addListener((changes, area) => area === "local" && "queue" in changes && void look());
}
