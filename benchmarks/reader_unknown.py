"""What the reader costs on long pages about which it knows nothing: `python -m benchmarks.reader_unknown`.

Boards of 100, 400 and 1000 messages and an article of 3000 paragraphs, real Chromium. Beside it in the same run:
looking once at the style and the place of each text, which is the least a reader of what is rendered does.
Milliseconds on the main thread, medians, and how many times the peer that is: a reader that looks at everything a
few times over keeps that number whatever the length of the page.
"""

import sys
import tempfile
from pathlib import Path

from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.reader.play import extension_with_harness
from tests.e2e.reader.players import ChromiumPlayer
from tests.e2e.reader.zoo.parts import document

TURNS = 7


def board(messages: int) -> str:
    """A board of one page, in no software that the reader knows."""
    one = (
        '<li class="node" style="min-height:80px"><div class="head"><a class="nick" href="/profil/n{n}">n{n}</a>'
        "<span>vor 3 Stunden</span></div>"
        "<div>Das ist die Nachricht Nummer {n}, sie hat ein paar Worte und sagt nicht viel.</div>"
        '<div class="sig">Signatur</div></li>'
    )
    return document("Forum", f"<main><ul>{''.join(one.format(n=n) for n in range(messages))}</ul></main>")


def article(paragraphs: int) -> str:
    """A long text full of links and dates."""
    one = (
        '<p>Absatz {n} <a href="/wiki/{n}">Link</a> mit einigen Worten, am 12.03.2026 geschrieben.'
        " <time>12.03.2026</time></p>"
    )
    return document("Artikel", f"<main>{''.join(one.format(n=n) for n in range(paragraphs))}</main>")


PAGES = {
    "100 messages": board(100),
    "400 messages": board(400),
    "1000 messages": board(1000),
    "article, 3000 paragraphs": article(3000),
}


def main() -> int:
    """Print the table."""
    urls = {name: f"https://unknown{n}.example/thema/1" for n, name in enumerate(PAGES)}
    with (
        tempfile.TemporaryDirectory() as folder,
        extension_with_harness(Path(folder)) as extension,
        chromium(
            extension, Pages.of({urls[name]: html for name, html in PAGES.items()}), size=(1280, 900)
        ) as browser,
    ):
        player = ChromiumPlayer(browser)
        print(f"{'page':28}{'reader':>10}{'looking once':>14}{'times':>8}  read")
        for name, url in urls.items():
            player.load(url)
            found = player.beside("unknown.js", "kontaktUnknown", TURNS)
            times = found["read"] / found["seen"]
            cost = f"{found['read']:7.1f} ms{found['seen']:11.1f} ms{times:8.1f}"
            print(f"{name:28}{cost}  {found['kind']} {found['reason']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
