import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../../../extension/panel/settings.js";
import { MemoryArea } from "../companion/storage.js";

test("usual values where nothing is set or something is broken", async () => {
  const broken = new MemoryArea({ mode: "all", port: "x", sites: { facebook: "yes" }, roleSentence: 1, address: "ihr", language: "fr", theme: 3 });
  for (const local of [new MemoryArea(), broken]) {
    const { settings, fixed } = await readSettings(local, { get: () => Promise.reject(new Error("no policy")) });
    assert.deepEqual(settings, { mode: "viewed", port: 47113, sites: {}, roleSentence: true, address: "du", language: "auto", theme: "auto" });
    assert.equal(fixed.size, 0);
  }
});

test("what the organisation sets wins and is named as fixed; the port is the person's", async () => {
  const local = new MemoryArea({ mode: "viewed", port: 5000, sites: { facebook: true, threads: false }, theme: "dark" });
  const { settings, fixed } = await readSettings(local, new MemoryArea({ mode: "selection", port: 6000, sites: { facebook: false } }));
  assert.deepEqual([settings.mode, settings.port, settings.sites, settings.theme], ["selection", 5000, { facebook: false, threads: false }, "dark"]);
  assert.deepEqual([...fixed].sort(), ["mode", "sites", "sites.facebook"]);
});

test("a preset that cannot be used decides nothing; those beside it count", async () => {
  const local = new MemoryArea({ mode: "selection", sites: { threads: false, urbia: false } });
  const { settings, fixed } = await readSettings(local, new MemoryArea({ mode: "all", port: "x", sites: { facebook: false, urbia: "yes" } }));
  assert.deepEqual([settings.mode, settings.port, settings.sites], ["selection", 47113, { threads: false, urbia: false, facebook: false }]);
  assert.deepEqual([...fixed].sort(), ["sites", "sites.facebook"]);
});
