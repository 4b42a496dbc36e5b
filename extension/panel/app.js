/** Puts the panel together: what it knows, what it can do, and who is told. */
import { api } from "../browser.js";
import { createClient } from "../companion/client.js";
import { createQueue, sendOperation } from "../companion/queue.js";
import { answerActions } from "./answer_actions.js";
import { createAppliedSettings, loadTextsFor } from "./applied_settings.js";
import { followBrowser } from "./browser_changes.js";
import { createChosenWording } from "./chosen_wording.js";
import { copyText } from "./clipboard.js";
import { createCodebookSource } from "./codebook.js";
import { createConnection, showConnection } from "./connection.js";
import { connectionActions } from "./connection_actions.js";
import { createCopying } from "./copying.js";
import { doneActions } from "./done_actions.js";
import { createEntries } from "./entries.js";
import { feedbackActions } from "./feedback_actions.js";
import { createFollowedTab } from "./followed_tab.js";
import { gapActions } from "./gap_actions.js";
import { createNotice } from "./notice.js";
import { createOpenRows } from "./open_rows.js";
import { createOutbox } from "./outbox.js";
import { pageActions } from "./page_actions.js";
import { rowActions } from "./row_actions.js";
import { createSession } from "./session.js";
import { readSettings } from "./settings.js";
import { allowSite, forgetSite } from "./site_access.js";
import { initialState } from "./state.js";
import { createStore } from "./store.js";
import { createSuggestionList } from "./suggestion_list.js";
import { createUpkeep } from "./upkeep.js";

/** with settings and texts at hand, not yet started */
export async function createApp() {
  const { local, managed, session: memory } = api.storage;
  // Chromium may take seconds for the first word on managed settings; the panel does not wait for it, reading does.
  const first = await readSettings(local);
  await loadTextsFor(first.settings);
  /** @type {import("./store.js").Store<import("./state.js").State>} */
  const store = createStore(initialState(first.settings, first.fixed));

  // what it knows and whom it asks
  const client = createClient({ local, managed, permissions: api.permissions });
  const queue = createQueue({ storage: local, send: (operation) => sendOperation(client, operation), begin: client.doubt });
  const session = createSession({ storage: memory });
  const entries = createEntries({ request: client.request, local });
  const codebook = createCodebookSource({ local, request: client.request });
  const onConnection = (/** @type {import("../companion/client.js").Result} */ result) => showConnection(store, result);
  const outbox = createOutbox({ store, queue, onConnection });
  const { send } = outbox;
  const renewOpenRows = createOpenRows({ store, client, queue });
  const wording = createChosenWording({ store, entries });
  const copying = createCopying({
    copyText, queue, session, codebook: () => store.get().codebook,
    send: () => void send(), remember: (id) => void entries.used(id).catch(() => undefined),
  });

  // what keeps it current
  const list = createSuggestionList({ store, client, wording, onConnection, doneNotice: (what) => done.doneNotice(what) });
  const tab = createFollowedTab({ store, dayKey: session.dayKey, onItem: (item) => void list.view(item) });
  const whenOk = createUpkeep({ store, entries, codebook, list, wording, queue, send, renewOpenRows });
  const connection = createConnection({ client, onResult: onConnection, whenOk });
  const applySettings = createAppliedSettings({ local, managed, store, wording, link: tab.link, connection });

  // what a person can do
  const pages = pageActions({ store, renewOpenRows, showWaiting: list.showWaiting });
  const say = createNotice(store);
  const done = doneActions({ store, copying, say, go: pages.go, release: list.leave });
  const onCopied = (/** @type {import("./copying.js").Done} */ what) => {
    done.showDone(what);
    list.copied(); // last: drawing moves the focus
  };

  return {
    store, drafts: list.drafts, isHeld: list.isHeld, onRelease: list.onLeave,

    ...connectionActions({ store, client, connection, onConnection }),
    ...answerActions({ store, entries, wording, copying, onCopied }),
    ...pages,
    ...done,
    ...rowActions({ store, queue, copying, say, send, renewOpenRows, go: pages.go }),
    ...gapActions({ store, queue, say, send, release: list.leave }),
    ...feedbackActions({ store, queue, say, send }),
    say,

    // reading
    showWaiting: list.showWaiting,
    alwaysRead: () => allowSite(store.get().tab),
    /** @param {string} host */
    stopReading: (host) => forgetSite(host),
    /** @param {string} name @param {any} value */
    saveSetting: (name, value) => local.set({ [name]: value }),

    /** Begin: settings, queue, connection, reader. */
    async start() {
      store.set({ codebook: await codebook.kept() });
      await queue.settleLeft();
      await outbox.renew();
      followBrowser({ store, tab, connection, outbox, applySettings });
      void connection.look();
      await applySettings();
      await tab.link.start();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof createApp>>} App */
