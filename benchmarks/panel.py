"""How long from the end of scrolling to suggestions on screen, in Chromium's real side panel with a real companion.

    .venv/bin/python benchmarks/panel.py [--rounds 60] [--bank answer_bank]

Measured in the browser's own clock: from the last `scroll` event of the page to the frame after which the panel's list
belongs to the new post. The reader waits on purpose until scrolling has settled; what the panel and the companion need
after the reader has spoken is shown beside it ("ours"), and as its peer a bare request for the same suggestions from
the same panel, without any drawing.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import expect  # noqa: E402

from tests.e2e.drivers.chromium import chromium  # noqa: E402
from tests.e2e.drivers.pages import Pages  # noqa: E402
from tests.e2e.panel.driving import EXTENSION, pair  # noqa: E402
from tests.e2e.panel.feed import DISMISSED, GROUP, LONG, SICK, WORK, group  # noqa: E402
from tests.started import Companion  # noqa: E402

POSTS = (WORK, DISMISSED, SICK, LONG)
STORY = "[data-ad-rendering-role=story_message]"
LIMIT_MS, OURS_MS = 350.0, 100.0

WATCH = """words => new Promise((resolve, reject) => {
  const times = {};
  const list = document.querySelector("#list"), post = document.querySelector("#post-text");
  const look = () => {
    if (!post.textContent.startsWith(words)) return;
    times.read ??= performance.timeOrigin + performance.now();
    if (!changed) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      resolve({ read: times.read, shown: performance.timeOrigin + performance.now() });
    }));
  };
  let changed = false;
  const watcher = new MutationObserver((records) => {
    changed ||= records.some((record) => list.contains(record.target));
    look();
  });
  watcher.observe(document.querySelector("#page-read"), { childList: true, subtree: true, characterData: true });
  setTimeout(() => reject(new Error("no suggestions within five seconds")), 5000);
})"""

SCROLL = """selector => new Promise((resolve) => {
  let last = 0, timer;
  addEventListener("scroll", () => {
    last = performance.timeOrigin + performance.now();
    clearTimeout(timer);
    timer = setTimeout(() => resolve(last), 700);
  }, { capture: true });
  document.querySelector(selector).scrollIntoView({ block: "center" });
})"""

PEER = """async body => {
  const { pairing, port } = await chrome.storage.local.get(["pairing", "port"]);
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${pairing.token}` };
  const begin = performance.now();
  const address = `http://127.0.0.1:${port}/api/v1/suggestions`;
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  await answer.json();
  return performance.now() - begin;
}"""


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(round(share * len(values)), len(values) - 1)]


def row(name: str, values: list[float], limit: float | None) -> str:
    """One line of the table."""
    p95 = percentile(values, 0.95)
    verdict = "" if limit is None else f"   <= {limit:.0f}: {'yes' if p95 <= limit else 'NO'}"
    return f"{name:<44}{statistics.median(values):8.0f}{p95:8.0f}{max(values):8.0f}{verdict}"


def main() -> int:
    """Measure and print; 1 if a promise is not kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--bank", type=Path, default=ROOT / "answer_bank")
    options = parser.parse_args()
    whole: list[float] = []
    ours: list[float] = []
    peer: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        companion = Companion(Path(folder) / "data", bank=options.bank)
        try:
            with chromium(EXTENSION, Pages.of({GROUP: group(*POSTS)})) as browser:
                browser.store({"port": companion.port, "language": "de"})
                page = browser.open(GROUP)
                panel = browser.side_panel(page)
                pair(panel, companion)
                ready = re.compile(r"^\s*verbunden · Antwortbank (von|\d)")
                expect(panel.locator("#connection")).to_have_text(ready, timeout=120_000)
                page.evaluate(SCROLL, f"#{POSTS[-1].key} {STORY}")
                expect(panel.locator("#post-text")).to_contain_text(POSTS[-1].text[:12], timeout=10_000)
                for number in range(options.rounds + len(POSTS)):
                    post = POSTS[number % len(POSTS)]
                    panel.evaluate(f"words => {{ window.seen = ({WATCH})(words) }}", post.text[:12])
                    scrolled = page.evaluate(SCROLL, f"#{post.key} {STORY}")
                    times = panel.evaluate("window.seen")
                    body = {"text": post.text, "context": None, "kind": "post", "platform": "facebook"}
                    bare = panel.evaluate(PEER, body)
                    if number >= len(POSTS):  # the first round warms up
                        whole.append(times["shown"] - scrolled)
                        ours.append(times["shown"] - times["read"])
                        peer.append(bare)
        finally:
            companion.stop()
    print(f"{len(whole)} posts scrolled to, milliseconds{'median':>28}{'p95':>8}{'max':>8}")
    print(row("end of scrolling -> suggestions on screen", whole, LIMIT_MS))
    print(row("  of these ours (read -> on screen)", ours, OURS_MS))
    print(row("peer: the bare request, nothing drawn", peer, None))
    print(f"ours / peer (medians): {statistics.median(ours) / statistics.median(peer):.1f}")
    return int(percentile(whole, 0.95) > LIMIT_MS or percentile(ours, 0.95) > OURS_MS)


if __name__ == "__main__":
    sys.exit(main())
