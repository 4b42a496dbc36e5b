"""What the reader costs on a long feed: `python -m benchmarks.reader`.

A feed of 300 posts with two comments each, twenty changes a second, real Chromium. Compared in the same run: the page
alone, the page with the reader looking on, in turns. Printed: share of one core while idle (medians of the turns),
milliseconds per settled scroll.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.reader.play import extension_with_harness
from tests.e2e.reader.players import ChromiumPlayer
from tests.e2e.reader.zoo import facebook
from tests.e2e.reader.zoo.parts import NAMES, document

POSTS = 300
IDLE = 6.0  # seconds; a page that never rests is read every three
TURNS = 4
SCROLLS = 60
URL = "https://www.facebook.com/groups/300/"
CHURN = """<script>setInterval(() => {
  const all = document.querySelectorAll('.churn'); const one = all[Math.floor(Math.random() * all.length)];
  one.textContent = Math.random(); one.append(document.createElement('i'));
}, 50)</script>"""


def feed() -> str:
    """HTML of the feed."""
    style = facebook.STYLES[0]
    words = "wann muss ich die Elternzeit anmelden, wenn das Kind schon da ist?"
    churn = "<span class='churn' style='position:absolute;width:1px;height:1px;contain:strict'></span>"
    units = []
    for n in range(POSTS):
        head = facebook.header(style, NAMES[0]) + facebook.message(style, f"Beitrag {n}: {words}", f"t{n}")
        comments = "".join(
            facebook.comment(style, NAMES[i], f"Kommentar {n} {i}", f"c{n}-{i}") for i in (1, 2)
        )
        inner = f"<div>{head}{facebook.actions(style)}</div><div>{comments}</div>{churn}"
        units.append(f"<div><div class='unit'>{inner}</div></div>")
    feed = f"<div role='main'><div class='feed' role='feed'>{''.join(units)}</div></div>"
    return document("Gruppe", f"{facebook.CSS}{feed}{CHURN}")


class Clock:
    """Seconds of processor time of the page's main thread; other programs on the machine do not count."""

    def __init__(self, player: ChromiumPlayer) -> None:
        self.session = player.page.context.new_cdp_session(player.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def now(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def busy(clock: Clock) -> float:
    """Share of one core while the page is left alone."""
    before, began = clock.now(), time.monotonic()
    time.sleep(IDLE)
    return (clock.now() - before) / (time.monotonic() - began)


def per_scroll(player: ChromiumPlayer, clock: Clock, reads: bool) -> float:
    """Milliseconds for a scroll, with or without a reading after it."""
    player.beside("timed.js", "kontaktTimed", {"count": 3, "reads": reads})
    before = clock.now()
    player.beside("timed.js", "kontaktTimed", {"count": SCROLLS, "reads": reads})
    return (clock.now() - before) * 1000 / SCROLLS


def main() -> int:
    """Print the table; 1 if a bound of the issue is broken."""
    with (
        tempfile.TemporaryDirectory() as folder,
        extension_with_harness(Path(folder)) as extension,
        chromium(extension, Pages.of({URL: feed()}), size=(1280, 900)) as browser,
    ):
        player = ChromiumPlayer(browser)
        player.load(URL)
        clock = Clock(player)
        turns = []
        for _ in range(TURNS):
            player.listener.evaluate("() => harness.disconnect()")
            before = busy(clock) * 100
            player.watch("viewed")
            turns.append((before, busy(clock) * 100))
        alone, looked_at = (statistics.median(column) for column in zip(*turns, strict=True))
        bare, read = (per_scroll(player, clock, reads) for reads in (False, True))
    print(
        f"{POSTS} posts, {POSTS * 2} comments, 20 changes a second; processor time of the page's main thread"
    )
    print(f"{'idle, page alone':44}{alone:8.2f} % of a core")
    print(f"{'idle, reader looks on':44}{looked_at:8.2f} % of a core")
    print(f"{'reader while idle (bound 2 %)':44}{looked_at - alone:8.2f} % of a core")
    print(f"{'scroll, page alone':44}{bare:8.2f} ms")
    print(f"{'scroll and read':44}{read:8.2f} ms")
    print(f"{'reader per settled scroll (bound 5 ms)':44}{read - bare:8.2f} ms")
    return int(looked_at - alone > 2 or read - bare > 5)


if __name__ == "__main__":
    sys.exit(main())
