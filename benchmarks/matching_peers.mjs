// Ranks entries for posts with Fuse.js and MiniSearch, as one would use them in a browser.
// stdin: {"documents": [{"id", "text", "wordings"}], "queries": ["…"]}; stdout: {"fuse": {"ranks", "ms", "cpu"}, "minisearch": …}

import { readFileSync } from 'node:fs';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';

const { documents, queries } = JSON.parse(readFileSync(0, 'utf8'));

/**
 * @param {(query: string) => (string | number)[]} search
 */
function run(search) {
  /** @type {number[]} */
  const ms = [];
  /** @type {number[]} */
  const cpu = [];
  const ranks = queries.map((/** @type {string} */ query) => {
    const start = performance.now();
    const begun = process.cpuUsage();
    const found = search(query);
    const { user, system } = process.cpuUsage(begun);
    cpu.push((user + system) / 1000);
    ms.push(performance.now() - start);
    return found;
  });
  return { ranks, ms, cpu };
}

const fuse = new Fuse(documents, {
  keys: ['text', 'wordings'],
  ignoreLocation: true,
  includeScore: true,
  threshold: 0.6,
});
const mini = new MiniSearch({ fields: ['text', 'wordings'], searchOptions: { fuzzy: 0.2, prefix: true } });
mini.addAll(documents.map((/** @type {any} */ d) => ({ ...d, wordings: d.wordings.join(' ') })));

const scored = (/** @type {any[]} */ found) => found.slice(0, 3);
process.stdout.write(
  JSON.stringify({
    'fuse.js': run((query) => scored(fuse.search(query.slice(0, 96))).map((hit) => [hit.item.id, 1 - (hit.score ?? 1)])),
    minisearch: run((query) => scored(mini.search(query)).map((hit) => [hit.id, hit.score])),
  }),
);
