/** The way of the data is visible in the imports: no room of the extension reaches back up. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { test } from "node:test";

const EXTENSION = new URL("../../extension/", import.meta.url);

/** A room may import itself and rooms on an earlier line. */
const ORDER = [["everyone"], ["reader", "companion"], ["panel"], ["panel/views"], ["start"]];
const EVERYONE = ["browser.js", "reader/core/namespace.js", "reader/core/settings.js"];
const START = ["background.js", "panel/main.js"];

/** @param {string} file @returns {string} */
function roomOf(file) {
  if (EVERYONE.includes(file)) return "everyone";
  if (START.includes(file)) return "start";
  return file.startsWith("panel/views/") ? "panel/views" : file.split("/")[0];
}

/** @param {string} room */
const levelOf = (room) => ORDER.findIndex((rooms) => rooms.includes(room));

const files = readdirSync(EXTENSION, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")).filter((file) => file.endsWith(".js"));

test("no room reaches back up", () => {
  const found = [];
  for (const file of files) {
    assert.ok(levelOf(roomOf(file)) >= 0, `${file} is in no room`);
    for (const [, path] of readFileSync(new URL(file, EXTENSION), "utf8").matchAll(/^import (?:[^"]* from )?"([^"]+)";$/gmu)) {
      const imported = normalize(join(dirname(file), path));
      assert.ok(files.includes(imported), `${file} imports ${path}`);
      const [from, to] = [roomOf(file), roomOf(imported)];
      if (from !== to && levelOf(to) >= levelOf(from)) found.push(`${file} imports ${imported}`);
    }
  }
  assert.deepEqual(found, []);
});
