"""The handbook as pages to print and to hand out: ``python scripts/handbook.py [--out FOLDER]``.

Makes one HTML page of each chapter of ``docs/handbuch``, with its pictures beside it. Links to documents outside the
handbook become plain words, since those do not travel along: where a file is named, its title stands.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
CHAPTERS = ROOT / "docs" / "handbuch"

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.25; margin: 1.4em 0 .4em; }
h1 { margin-top: 0; }
img { max-width: 100%; height: auto; border: 1px solid #8888; border-radius: 4px; }
img[align=right] { margin: 0 0 .5rem 1.25rem; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #8886; }
code { font-size: .92em; }
@page { size: A4; margin: 15mm; }
@media print {
  body { font-size: 10.5pt; line-height: 1.4; max-width: none; margin: 0; padding: 0; }
  h1, h2 { break-after: avoid; }
  tr, img, li { break-inside: avoid; }
  img:not([align]) { width: auto; max-height: 90mm; }
  a { color: inherit; text-decoration: none; }
}
"""
"""Plain, readable on paper; a screen in the dark stays dark."""


def page(markdown: str) -> str:
    """A chapter as a page that needs nothing but its pictures.

    Args:
        markdown: the chapter; its first line is its heading.
    """
    title = re.sub(r"\\(.)", r"\1", markdown.splitlines()[0].removeprefix("# "))
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    body = body.replace('src="../screenshots/', 'src="bilder/')
    body = re.sub(r'<a href="(\.\./[^"#]*)[^"]*">(.*?)</a>', _without_link, body)
    body = body.replace('href="README.md"', 'href="index.html"')
    body = re.sub(r'href="([\w-]+)\.md(#[^"]*)?"', r'href="\1.html\2"', body)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head += f"<title>{html.escape(title)}</title>"
    return f'<!doctype html>\n<html lang="de">{head}<style>{STYLE}</style>\n{body}</html>\n'


def _without_link(link: re.Match[str]) -> str:
    """The words of a link to a document that does not travel along; the title instead of the name of a file."""
    target, words = link.groups()
    if not words.endswith(".md"):
        return words
    heading = (CHAPTERS / target).read_text(encoding="utf-8").splitlines()[0]
    return f"„{html.escape(heading.removeprefix('# '))}“"


def build(out: Path) -> list[Path]:
    """Write all pages into a folder.

    Args:
        out: made if it is missing; pages of the same name are replaced.

    Returns:
        The pages.
    """
    written = []
    for chapter in sorted(CHAPTERS.glob("*.md")):
        markdown = chapter.read_text(encoding="utf-8")
        for name in re.findall(r'src="\.\./screenshots/([^"]+)"', markdown):
            target = out / "bilder" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / "docs" / "screenshots" / name, target)
        path = out / ("index.html" if chapter.stem == "README" else f"{chapter.stem}.html")
        out.mkdir(parents=True, exist_ok=True)
        path.write_text(page(markdown), encoding="utf-8")
        written.append(path)
    return written


def main() -> int:
    """Build, name the first page, return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "dist" / "handbuch")
    pages = build(options.parse_args().out)
    print(pages[0].parent / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
