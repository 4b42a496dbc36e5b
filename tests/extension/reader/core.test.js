import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { load, manifest } from "./load.js";

test("text: words as rendered, without hidden letters, controls, mentions, addresses and pictures", async () => {
  const { document, reader } = await load(
    `<div id="b">Hallo&#8203; <b>Welt</b><span style="display:none">x</span><br>gut<img alt="👍"><img alt="Bild von Eva">
     <a href="/u/eva">@eva</a> <a href="/tag/x">#Kita</a> https://a.example/b?c=1, mail: eva@post.example <p>Ab\u00adsatz… <button>mehr</button></p></div>`,
  );
  const body = document.querySelector("#b");
  assert.equal(reader.text.rendered([body]), "Hallo Welt gut👍 #Kita , mail: Absatz");
});

test("text: emoji made of several signs stay whole", async () => {
  const { reader } = await load();
  assert.equal(reader.text.tidy(" a\u200b 👩‍👧‍👦 ❤️ b\ufeff "), "a 👩‍👧‍👦 ❤️ b");
});

test("text: letters are put together as they are searched for, however a page writes them", async () => {
  const { document, reader } = await load("<p>Ku\u0308ndigung wa\u0308hrend der Elternzeit <a href='/u/x'>@Mu\u0308ller</a> @Bo\u0308rne 👩‍👧‍👦</p>");
  assert.equal(reader.text.rendered([document.querySelector("p")]), "Kündigung während der Elternzeit 👩‍👧‍👦");
  assert.equal(reader.labels.plain("Gefa\u0308llt mir"), "gefällt mir");
});

test("labels are compared whole", async () => {
  const { reader } = await load();
  for (const words of ["Gesponsert", " Sponsored · Paid for by X", "An\u200bzeige"]) assert.ok(reader.labels.isSponsored(words), words);
  for (const words of ["gesponsert vom Chef", "Anzeige ist raus", ""]) assert.ok(!reader.labels.isSponsored(words), words);
  assert.ok(reader.labels.isMore("… mehr"));
  assert.ok(!reader.labels.isMore("mehr Stunden"));
});

test("private places are known by whole parts of an address", async () => {
  const { reader } = await load();
  const isPrivate = (/** @type {string} */ path) => reader.private.isPersonalPlace(new URL(path, "https://forum.example"));
  for (const path of ["/login", "/private.php?do=showpm", "/index.php?action=pm", "/mein-konto/x", "/nachrichten/3"]) assert.ok(isPrivate(path), path);
  const messengers = [
    "https://discord.com/channels/@me/123456", "https://mail.google.com/mail/u/0/#inbox/FMfc", "https://web.whatsapp.com/", "https://web.telegram.org/k/#-1001", "https://app.slack.com/client/T1/D1",
    "https://outlook.office.com/mail/id/x", "https://navigator.web.de/mail", "https://webmail.verein.example/", "https://chat.eltern.example/raum/3", "https://www.icloud.com/mail/", "https://teams.microsoft.com/v2/",
  ];
  for (const address of messengers) assert.ok(isPrivate(address), address);
  for (const path of ["/#/messages/7", "/app#!/inbox", "/#inbox", "/#inbox/7", "/app/#/user/settings", "/#/nachrichten"]) assert.ok(isPrivate(path), path);
  const open = ["https://discord.com/channels/123/456", "https://mailand.example/thema", "https://chatten.example/thema", "/forum/#/thema/12", "/thema/12#message-7", "/thema/12#comments", "/#/forum/nachrichten-vom-amt"];
  for (const address of open) assert.ok(!isPrivate(address), address);
  for (const path of ["/forum/login-geht-nicht/", "/thema/12-nachrichten-vom-amt", "/frage/chatten-mit-dem-chef"]) assert.ok(!isPrivate(path), path);
});

test("every platform's private routes give none", async () => {
  const { reader, document } = await load();
  const site = (/** @type {string} */ name) => reader.sites.find((/** @type {{name: string}} */ one) => one.name === name);
  const routes = {
    facebook: [["/messages/t/1", "/settings", "/login.php", "/marketplace/inbox", "/groups/9/members/admins", "/anna/about", "/profile.php?id=1&sk=friends_all"], ["/groups/1/", "/groups/friends/", "/groups/friends/posts/1", "/profile.php?id=1", "/friendsofparents/", "/marketplace/item/1", "/photo/", "/messagesfan"]],
    instagram: [["/direct/t/1", "/accounts/edit/", "/stories/a/1", "/anna/followers/"], ["/p/x/", "/followers/", "/directors_cut/"]],
    threads: [["/settings/x", "/login"], ["/@a/post/1"]],
    gutefrage: [["/nachrichten/1"], ["/frage/nachrichten"]],
  };
  for (const [name, [closed, open]] of Object.entries(routes)) {
    const isPrivate = (/** @type {string} */ path) => site(name).isPrivate(new URL(path, "https://www.example.org"), document);
    for (const path of closed) assert.ok(isPrivate(path), name + path);
    for (const path of open) assert.ok(!isPrivate(path), name + path);
  }
});

test("settings: what is managed wins, but for the port; a site is off by name or host", async () => {
  const { reader } = await load();
  const merged = reader.settings.merge({ mode: "viewed", port: 5000, sites: { a: true, b: false } }, { mode: "selection", port: 6000, sites: { a: false } });
  assert.deepEqual(merged, { mode: "selection", port: 5000, sites: { a: false, b: false } });
  const settings = reader.settings.merge({}, { sites: { facebook: false, "forum.example.org": false } });
  assert.ok(!reader.settings.allows(settings, "facebook", "www.facebook.com"));
  assert.ok(!reader.settings.allows(settings, "generic", "www.forum.example.org"));
  assert.ok(reader.settings.allows(settings, "generic", "other.example.org"));
});

test("settings: the copy of presets follows the institution and survives a browser without any", async () => {
  const { reader } = await load();
  /** @type {any} */
  const kept = {};
  const local = { get: async () => kept, set: async (/** @type {any} */ values) => Object.assign(kept, values) };
  await reader.settings.copyPresets({ local, managed: { get: async () => ({ mode: "selection" }) } });
  assert.equal((await reader.settings.read({ local })).mode, "selection");
  await reader.settings.copyPresets({ local, managed: { get: () => Promise.reject(new Error("no policy")) } });
  assert.equal((await reader.settings.read({ local })).mode, "viewed");
});

test("thread: HMAC-SHA256 over platform and first words, the same for a longer rest", async () => {
  const { reader } = await load();
  const key = Buffer.alloc(32, 7);
  const words = Array.from({ length: 20 }, (_, i) => `wort${i}`);
  const mark = await reader.threadOf(key.toString("base64"), "forum", words.join(" "));
  assert.equal(mark, createHmac("sha256", key).update(`forum\n${words.slice(0, 12).join(" ")}`).digest("base64"));
  assert.equal(mark, await reader.threadOf(key.toString("base64"), "forum", words.slice(0, 14).join(" ")));
  assert.notEqual(mark, await reader.threadOf(key.toString("base64"), "facebook", words.join(" ")));
});

test("thread: none where a page offers no cryptography, as over http", async () => {
  const { reader } = await load();
  const own = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, "crypto"));
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    assert.equal(await reader.threadOf(Buffer.alloc(32).toString("base64"), "forum", "Frage"), null);
  } finally {
    Object.defineProperty(globalThis, "crypto", own);
  }
});

test("session: where reading fails, nothing is said to be viewed, and the next post is read again", async () => {
  const { document, reader } = await load("<p></p>");
  const { threadOf } = reader;
  /** @type {any[]} */
  const told = [];
  let fails = false;
  const site = {
    ...reader.generic, name: "x", platform: "facebook",
    isPrivate: () => { if (fails) throw new TypeError("Invalid URL"); return false; },
    items: () => [document.body], bodies: () => [document.body], kind: () => "post", postOf: () => document.body, reel: () => document.body, isSponsored: () => false,
  };
  reader.sites.unshift(site);
  const wait = () => new Promise((resolve) => setTimeout(resolve, 220));
  const session = reader.startSession(document, {
    mode: "viewed", dayKey: Buffer.alloc(32).toString("base64"), settings: () => reader.settings.merge({}, {}), tell: (/** @type {any} */ item) => told.push(item),
  });
  try {
    document.body.textContent = "Erster Beitrag";
    await wait();
    fails = true;
    document.body.textContent = "Zweiter Beitrag";
    await wait();
    fails = false;
    document.body.textContent = "Dritter Beitrag";
    await wait();
    reader.threadOf = () => Promise.reject(new Error("no key"));
    document.body.textContent = "Vierter Beitrag";
    await wait();
  } finally {
    session.stop();
    reader.sites.shift();
    reader.threadOf = threadOf;
  }
  assert.deepEqual(told.map((item) => [item.kind, item.text, item.platform]), [
    ["post", "Erster Beitrag", "facebook"], ["none", "", "facebook"], ["post", "Dritter Beitrag", "facebook"], ["none", "", "facebook"],
  ]);
});

test("a page about which nothing is known costs as much as it is long, and no more", async () => {
  const message = (/** @type {number} */ n) => `<li><div><a class="nick" href="/profil/${n}">n${n}</a> <span>vor 3 Stunden</span></div><div>Das ist die Nachricht Nummer ${n}, mit ein paar Worten.</div></li>`;
  const asked = async (/** @type {number} */ count) => {
    const { window, document, reader } = await load(`<main><ul>${Array.from({ length: count }, (_, n) => message(n)).join("")}</ul></main>`);
    let questions = 0;
    for (const name of ["contains", "compareDocumentPosition"]) {
      const own = window.Node.prototype[name];
      window.Node.prototype[name] = function (/** @type {any[]} */ ...given) { questions++; return own.apply(this, given); };
    }
    const page = new reader.Page(reader.generic, document);
    assert.equal(page.items.length, count);
    for (const item of page.items) page.kind(item);
    return questions;
  };
  const [few, many] = [await asked(20), await asked(80)];
  assert.ok(many < few * 6, `${few} questions for 20 messages, ${many} for 80`);
});

test("shortcodes become emoji, unknown ones stay", async () => {
  const { reader } = await load();
  assert.equal(reader.shortcode(":pray:"), "🙏");
  assert.equal(reader.shortcode(":+1:t3:"), "👍");
  assert.equal(reader.shortcode(":our_team:"), ":our_team:");
});

test("observe: reads once after a burst, now and then under constant change, never after stop", async () => {
  const { document, reader } = await load("<p></p>");
  let settled = 0;
  const nothing = () => undefined;
  const observer = reader.observe(document, { clicked: nothing, focused: nothing, moved: nothing, scrolled: nothing, left: nothing, settled: () => settled++ });
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  await wait(220);
  assert.equal(settled, 1);
  const churn = setInterval(() => document.querySelector("p")?.append("x"), 20);
  document.dispatchEvent(new document.defaultView.Event("scroll"));
  await wait(330);
  assert.ok(settled >= 2, "a person's event is not starved by changes of the page");
  observer.stop();
  const before = settled;
  document.dispatchEvent(new document.defaultView.Event("scroll"));
  await wait(300);
  clearInterval(churn);
  assert.equal(settled, before);
});

test("observe: a new address forgets the old page's targets, a fragment does not", async () => {
  const { window, document, reader } = await load("<p></p>");
  let left = 0;
  const nothing = () => undefined;
  const observer = reader.observe(document, { clicked: nothing, focused: nothing, moved: nothing, scrolled: nothing, left: () => left++, settled: nothing });
  window.history.pushState({}, "", "#antwort");
  window.dispatchEvent(new window.Event("popstate"));
  assert.equal(left, 0);
  window.history.pushState({}, "", "/andere/seite");
  window.dispatchEvent(new window.Event("popstate"));
  observer.stop();
  assert.equal(left, 1);
});

test("manifest: every file of the reader is loaded, the namespace first, the port last", async () => {
  const { readdirSync } = await import("node:fs");
  const files = manifest.content_scripts[0].js;
  const folder = (/** @type {string} */ name) => readdirSync(new URL(`../../../extension/reader/${name}`, import.meta.url)).map((file) => `reader/${name}/${file}`);
  assert.deepEqual([...files].sort(), [...folder("core"), ...folder("sites"), "reader/port.js"].sort());
  assert.equal(files[0], "reader/core/namespace.js");
  assert.equal(files.at(-1), "reader/port.js");
});

test("manifest: permissions are no wider than the work", () => {
  assert.deepEqual(manifest.permissions.toSorted(), ["activeTab", "alarms", "scripting", "sidePanel", "storage"]);
  assert.ok(manifest.host_permissions.every((/** @type {string} */ host) => /^https:\/\/(?:www\.)?[a-z]+\.(?:com|net|de)\/\*$|^http:\/\/127\.0\.0\.1\/\*$/u.test(host)));
});
