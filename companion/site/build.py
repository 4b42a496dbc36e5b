"""Builds the website into a new folder and puts it in place in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from companion.bank.entry import Bank
from companion.errors import KontaktError
from companion.private_files import replace_folder
from companion.site import feed, material, search_index
from companion.site.content import Content, first_sentences, select
from companion.site.operator import FIELDS, Operator
from companion.site.pages import all_pages, path_of
from companion.site.render import Renderer

MARK = ".kontakt-site"
"""Marks a folder as built by us; any other non-empty folder is left alone."""


@dataclass(frozen=True)
class Built:
    """What was built."""

    pages: int
    answers: int
    corrections: int
    posters: int


def build(
    bank: Bank,
    operator: Operator,
    out: Path,
    today: date,
    *,
    publish: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> Built:
    """Build the whole site.

    Args:
        bank: a checked bank.
        operator: who runs the site; gaps are allowed only in a preview.
        out: folder to write; an earlier build in it is replaced, another folder is refused.
        today: decides what is valid.
        publish: build for the public instead of a preview.
        progress: told in German what happens next.

    Raises:
        KontaktError: fields are missing for publication, the folder holds something else, or nothing may be published.
    """
    if publish and operator.missing:
        raise KontaktError(
            "Noch nicht veröffentlicht: Es fehlen "
            + "; ".join(FIELDS[name] for name in operator.missing)
            + ".",
            "Die Datei mit den Angaben ausfüllen ('kontakt site fields DATEI' legt sie an) und mit --fields angeben.",
            code="site_not_ready",
        )
    content = select(bank, today)
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".kontakt-site-", dir=out.parent))
    try:
        built = _write(work, content, operator, preview=not publish, progress=progress)
        work.chmod(0o755)  # mkdtemp makes it private, a web server has to read it
        replace_folder(work, out)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return built


def _write(
    work: Path, content: Content, operator: Operator, *, preview: bool, progress: Callable[[str], None]
) -> Built:
    base = operator.base_url
    names = material.poster_names(content)
    renderer = Renderer(content, operator, preview=preview, posters=names)
    progress("Seiten schreiben")
    pages = list(all_pages(content, base))
    for page in pages:
        _put(work, page.file, renderer.page(page))
    for resource in (files("companion.site") / "static").iterdir():
        _put(work, resource.name, resource.read_bytes())
    news = [
        (entry, path_of(entry), first_sentences(entry.text("instagram", "sie"))) for entry in content.newest
    ]
    _put(work, "neues.xml", feed.atom(news, base, content.released_on))
    listed = [(page.path, page.changed) for page in pages if page.path != "404.html"]
    _put(work, "sitemap.xml", feed.sitemap(listed, base))
    _put(work, "robots.txt", feed.robots(base, preview=preview))
    progress("Aushänge setzen")
    for name, pdf in material.posters(content, base).items():
        _put(work, f"material/{name}", pdf)
    _put(work, "teilen.png", material.share_image())
    progress("Suchindex bauen")
    search_index.write_index(work)
    _put(work, MARK, b"Gebaut mit 'kontakt site build'. Dieser Ordner wird beim naechsten Bau ersetzt.\n")
    return Built(len(pages), len(content.answers), len(content.corrections), len(names))


def _put(work: Path, name: str, data: bytes) -> None:
    path = work / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _refuse_foreign(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise KontaktError(
            f"Im Ordner „{out.name}“ liegt etwas, das nicht von 'kontakt site build' stammt.",
            "Einen leeren oder neuen Ordner angeben.",
            code="site_folder_taken",
        )
