import assert from "node:assert/strict";
import { test } from "node:test";
import { companionAddress, companionPort } from "../../../extension/companion/address.js";
import { MemoryArea } from "./storage.js";

test("the person's port wins over the organisation's, and that over the usual one", async () => {
  const managed = new MemoryArea({ port: 5000 });
  assert.equal(await companionPort(new MemoryArea({ port: 6000 }), managed), 6000);
  assert.equal(await companionPort(new MemoryArea(), managed), 5000);
  assert.equal(await companionPort(new MemoryArea(), new MemoryArea()), 47113);
});

test("what is no port is passed over", async () => {
  for (const port of ["6000", 0, 65536, 1.5, null, {}]) {
    assert.equal(await companionPort(new MemoryArea({ port }), new MemoryArea({ port })), 47113);
  }
});

test("Firefox without a policy rejects, which is no trouble", async () => {
  const managed = { get: () => Promise.reject(new Error("Managed storage manifest not found")) };
  assert.equal(await companionAddress(new MemoryArea(), managed), "http://127.0.0.1:47113");
});
