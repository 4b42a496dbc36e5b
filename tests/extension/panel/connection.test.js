import assert from "node:assert/strict";
import { test } from "node:test";
import { createConnection } from "../../../extension/panel/connection.js";
import { openPage } from "./page.js";
import { openPanel } from "./whole.js";

/** A panel whose companion is just being asked and answers when `answer` is called. */
async function panelThatLooks() {
  const panel = await openPanel();
  const usual = await (await fetch("http://127.0.0.1:47113/api/v1/status")).json();
  let answer = () => undefined;
  const held = new Promise((resolve) => { answer = () => resolve(new Response(JSON.stringify(usual))); });
  panel.answer = (path) => (path === "/status" ? held : undefined);
  void panel.app.checkAgain();
  await panel.wait(20);
  panel.answer = () => undefined;
  return { panel, answer: () => { answer(); return panel.wait(30); } };
}
const stateOf = (panel) => panel.app.store.get().connection.state;

test("who asks while a look runs gets the answer of another one, which greets anew", async () => {
  const { document } = openPage().window;
  Object.defineProperty(document, "visibilityState", { value: "hidden" }); // no look by itself
  const calls = [];
  const answers = [];
  const client = {
    doubt: () => calls.push("doubt"),
    check: () => { calls.push("check"); return new Promise((resolve) => answers.push(resolve)); },
  };
  const connection = createConnection({ client, onResult: () => undefined, whenOk: async () => undefined });
  const running = connection.look();
  const asked = [connection.again(), connection.again()];
  answers[0]("before");
  await running;
  await new Promise((resolve) => setTimeout(resolve));
  answers[1]("after");
  assert.deepEqual([await running, ...await Promise.all(asked)], ["before", "after", "after"]);
  assert.deepEqual(calls, ["check", "doubt", "check", "doubt"]);
});

test("an answer from before the pairing was taken back does not show as connected", async () => {
  const { panel, answer } = await panelThatLooks();
  const unpaired = panel.app.unpair();
  await answer();
  await unpaired;
  assert.equal(stateOf(panel), "not_paired");
});

test("an answer of the port from before does not stand for the new one", async () => {
  const { panel, answer } = await panelThatLooks();
  await panel.local.set({ port: 5000 });
  panel.answer = (path) => (path === "/hello" ? [{ app: "another-app" }, 200] : undefined);
  await answer();
  assert.equal(stateOf(panel), "foreign_server");
});
