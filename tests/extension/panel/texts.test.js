import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { monthOf, pickLanguage, t, tn, useTexts } from "../../../extension/panel/texts.js";

const ROOT = new URL("../../../extension/", import.meta.url);
const table = (language) => JSON.parse(readFileSync(new URL(`_locales/${language}/messages.json`, ROOT), "utf8"));
const [de, en] = [table("de"), table("en")];

const sources = readdirSync(new URL("panel/", ROOT), { recursive: true }).filter((name) => String(name).endsWith(".js"))
  .map((name) => readFileSync(new URL(`panel/${name}`, ROOT), "utf8")).join("\n");

test("both languages know the same texts with the same places for values", () => {
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  const places = ({ message }) => [...new Set(message.match(/\$\d/g) ?? [])].sort().join();
  for (const key of Object.keys(de)) assert.equal(places(de[key]), places(en[key]), key);
});

test("every text the panel asks for exists, and none is left over", () => {
  const fixed = [...sources.matchAll(/\bt\(\s*"([a-z_0-9]+)"/g), ...sources.matchAll(/\? "([a-z_0-9]+)" : "[a-z_0-9]+"[,)]/g)].map((match) => match[1]);
  for (const key of [...sources.matchAll(/\bt\(\s*"([a-z_0-9]+)"/g)].map((match) => match[1])) assert.ok(key in de, key);
  const plurals = [...sources.matchAll(/\btn\("([a-z_0-9]+)"/g)].flatMap((match) => [`${match[1]}_one`, `${match[1]}_other`]);
  for (const key of plurals) assert.ok(key in de, key);
  const prefixes = [...sources.matchAll(/t\(`([a-z_]+)_\$\{/g)].map((match) => `${match[1]}_`);
  const quoted = new Set([...sources.matchAll(/"([a-z_0-9]+)"/g)].map((match) => match[1]));
  const manifest = readFileSync(new URL("manifest.json", ROOT), "utf8");
  const unused = Object.keys(de).filter((key) => !fixed.includes(key) && !plurals.includes(key) && !quoted.has(key)
    && !prefixes.some((prefix) => key.startsWith(prefix)) && !manifest.includes(`__MSG_${key}__`));
  assert.deepEqual(unused, []);
});

test("German texts are plain: no exclamation marks, no „Sie müssen“, du towards colleagues", () => {
  for (const [key, { message }] of Object.entries(de)) {
    assert.ok(!message.includes("!"), key);
    assert.ok(!/\b(bitte klicken Sie|Ihr[e]?n? )/.test(message), key);
  }
});

test("every command the panel names can be typed as it stands; ‚kontakt‘ alone starts nothing", () => {
  const cli = readFileSync(new URL("../companion/cli.py", ROOT), "utf8");
  const commands = [...cli.matchAll(/^ {4}"([a-z]+)": \(/gm)].map((match) => match[1]);
  for (const texts of [de, en]) for (const [key, { message }] of Object.entries(texts)) {
    for (const [, command] of message.matchAll(/[‚‘]kontakt ([a-z]+)[^‘’]*[‘’]/g)) assert.ok(commands.includes(command), key);
    assert.doesNotMatch(message, /(?:start|beende|quit|run|rufe)\S* [‚‘]kontakt[‘’]/i, key);
  }
});

test("values stand where they belong, also dollars in them", () => {
  useTexts("de", { a: { message: "$2 von $1" }, n_one: { message: "ein" }, n_other: { message: "$1 viele" } });
  assert.equal(t("a", "$2", 3), "3 von $2");
  assert.deepEqual([tn("n", 1), tn("n", 0), tn("n", 7)], ["ein", "0 viele", "7 viele"]);
  assert.equal(t("missing"), "missing");
});

test("German unless the browser speaks English or somebody chose", () => {
  assert.deepEqual([pickLanguage("auto", "de-AT"), pickLanguage("auto", "en-US"), pickLanguage("auto", "tr"), pickLanguage("de", "en"), pickLanguage("en", "de")], ["de", "en", "de", "de", "en"]);
});

test("a day becomes a month as people write it", () => assert.equal(monthOf("2026-10-01"), "10/2026"));
