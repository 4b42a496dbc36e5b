/** Entry of the panel: draw what is known, then start. */
import { createApp } from "./app.js";
import { listenToKeys } from "./keys.js";
import { ignoreSecondClicks } from "./once.js";
import { currentLanguage } from "./texts.js";
import { mountContacts } from "./views/contacts.js";
import { mountForm } from "./views/form.js";
import { mountFrame } from "./views/frame.js";
import { mountGap } from "./views/gap.js";
import { mountHelp } from "./views/help.js";
import { mountList } from "./views/list.js";
import { mountMore } from "./views/more.js";
import { mountPost } from "./views/post.js";
import { mountSearch } from "./views/search.js";
import { mountTrouble } from "./views/trouble.js";

const app = await createApp();

app.store.watch((state) => [state.settings.theme, state.texts], ([theme]) => {
  document.documentElement.lang = currentLanguage();
  document.documentElement.dataset.theme = theme;
});
for (const mount of [mountTrouble, mountFrame, mountPost, mountList, mountGap, mountSearch, mountContacts, mountForm, mountMore, mountHelp]) mount(app);
listenToKeys(app);
ignoreSecondClicks(document);
await app.start();
