import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanBody } from "../../../extension/companion/whitelist.js";

test("codes, ids, days, versions and counts pass, as a copy", () => {
  const body = { plattform: "facebook", baustein_id: "elterngeld-zuverdienst", baustein_version: 3, tag: "2026-11-23", anzahl: 1 };
  const clean = cleanBody(body);
  assert.deepEqual(clean, body);
  assert.notEqual(clean, body);
});

test("words of people, links, handles and nested things are refused whole, without naming the value", () => {
  const secrets = ["Anna Muster", "mein chef sagt", "https://example.org/p/1", "@anna", "Änderung", "", "a".repeat(81), "12:30", null, undefined, ["a"], { a: 1 }, 1.5, NaN];
  for (const secret of secrets) {
    assert.throws(() => cleanBody({ plattform: "facebook", thema: secret }), (error) => {
      assert.ok(error instanceof TypeError);
      if (typeof secret === "string" && secret) assert.ok(!error.message.includes(secret));
      return true;
    });
  }
});

test("an unknown column is refused", () => {
  for (const column of ["text", "notiz", "url", "name", "uuid", "__proto__2"]) assert.throws(() => cleanBody({ [column]: "facebook" }), TypeError);
});
