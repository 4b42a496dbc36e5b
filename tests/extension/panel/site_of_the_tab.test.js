import assert from "node:assert/strict";
import { test } from "node:test";
import { openPanel } from "./whole.js";

const SITES = { 5: "https://www.facebook.com/", 6: "https://forum-a.example/thema", 7: "https://forum-b.example/thema" };
const GIVEN_UP = 900; // ms after which the panel has said that no reader is in a tab

/** The panel beside tabs without readers; what the browser allows on a site is said once the promise in `held` is fulfilled. */
async function openBeside() {
  const panel = await openPanel();
  const { api } = await import("../../../extension/browser.js");
  const requested = [];
  const held = new Map();
  api.tabs.get = async (id) => ({ id, url: SITES[id], status: "complete" });
  api.tabs.connect = () => ({ onMessage: { addListener() {} }, onDisconnect: { addListener: (listener) => void setTimeout(listener, 1) }, postMessage() {}, disconnect() {} });
  api.permissions.contains = async ({ origins }) => {
    await held.get(origins[0]);
    return origins.every((origin) => origin.includes("facebook"));
  };
  api.permissions.request = async ({ origins }) => { requested.push(...origins); return true; };
  return { panel, requested, held, goTo: (tabId) => api.tabs.onActivated.fire({ tabId, windowId: 1 }), button: () => panel.$('#post-hint [data-testid="always-read"]') };
}

test("after two quick changes of the tab the button names the site that is looked at, and asks for it", async () => {
  const { panel, requested, held, goTo, button } = await openBeside();
  let answer = () => undefined;
  held.set("https://forum-a.example/*", new Promise((resolve) => { answer = resolve; }));
  goTo(6);
  await panel.wait(GIVEN_UP);
  goTo(7);
  await panel.wait(GIVEN_UP);
  answer();
  await panel.wait(20);
  assert.match(panel.$("#post-hint").textContent, /forum-b\.example/);
  button().click();
  assert.deepEqual(requested, ["https://forum-b.example/*"]);
});

test("while the browser has not said what it allows on a site, no button asks for the one before", async () => {
  const { panel, held, goTo, button } = await openBeside();
  goTo(6);
  await panel.wait(GIVEN_UP);
  assert.match(panel.$("#post-hint").textContent, /forum-a\.example/);
  held.set("https://forum-b.example/*", new Promise(() => undefined));
  goTo(7);
  await panel.wait(GIVEN_UP);
  assert.doesNotMatch(panel.$("#post-hint").textContent, /forum-a\.example/);
  assert.equal(button(), null);
});

test("on a platform whose permission was taken back, all platforms are asked for", async () => {
  const { panel, requested, goTo } = await openBeside();
  const { api } = await import("../../../extension/browser.js");
  api.permissions.contains = async () => false;
  goTo(5);
  goTo(7);
  goTo(5);
  await panel.wait(GIVEN_UP);
  panel.$('#post-hint [data-testid="allow-sites"]').click();
  assert.deepEqual(requested, ["https://www.facebook.com/*"]);
});
