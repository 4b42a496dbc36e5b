import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from companion.bank.entry import Bank
from companion.errors import KontaktError
from companion.site.build import MARK, build
from companion.site.operator import FIELDS, Operator, read_operator

TODAY = date(2026, 11, 23)
PAGE_BUDGET = 60_000
"""Bytes of HTML, style and script of one page, without images."""


class References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given["id"]} if given.get("id") else set()
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in ("script", "img", "link") and given.get("rel") not in ("canonical",):
            self.loaded += [value for name in ("src", "href") if (value := given.get(name))]


def parsed(path: Path) -> References:
    references = References()
    references.feed(path.read_text(encoding="utf-8"))
    return references


def html_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_public_entry_has_a_page_and_no_other(site: Path, shipped_bank: Bank) -> None:
    for kind, folder in (("answer", "antworten"), ("correction", "richtigstellungen")):
        pages = {path.name for path in (site / folder).iterdir() if path.is_dir()}
        public = {
            entry.id
            for entry in shipped_bank.entries.values()
            if entry.kind == kind
            and entry.is_suggestible(TODAY)
            and not entry.is_overdue(TODAY)
            and entry.ampel != "rot"
            and entry.on_website
        }
        assert pages == public


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    base = "https://www.example.org/kontakt/"
    broken = []
    for path in html_pages(site):
        address = base + str(path.relative_to(site)).removesuffix("index.html")
        for link in parsed(path).links:
            target = urlsplit(urljoin(address, link))
            if target.netloc != "www.example.org":
                continue
            file = site / target.path.removeprefix("/kontakt/")
            file = file / "index.html" if target.path.endswith("/") else file
            if not file.is_file() or (target.fragment and target.fragment not in parsed(file).ids):
                broken.append((str(path.relative_to(site)), link))
    assert not broken


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in html_pages(site):
        foreign = [url for url in parsed(path).loaded if urlsplit(url).netloc not in ("", "www.example.org")]
        assert not foreign, path


def test_pages_stay_light(site: Path) -> None:
    shared = sum((site / name).stat().st_size for name in ("site.css", "site.js"))
    heavy = {str(path): path.stat().st_size + shared for path in html_pages(site)}
    assert {name: size for name, size in heavy.items() if size > PAGE_BUDGET} == {}


def test_texts_of_the_bank_cannot_bring_markup(site: Path) -> None:
    for path in html_pages(site):
        scripts = re.findall(r"<script([^>]*)>", path.read_text(encoding="utf-8"))
        assert all('type="module" src=' in item or 'type="application/ld+json"' in item for item in scripts)


def test_feed_and_sitemap_are_well_formed_and_absolute(site: Path) -> None:
    feed = ElementTree.parse(site / "neues.xml").getroot()
    assert feed.findall("{*}entry")
    locations = [
        node.text or "" for node in ElementTree.parse(site / "sitemap.xml").getroot().findall(".//{*}loc")
    ]
    assert len(locations) == len(html_pages(site)) - 1  # all but the page for missing ones
    assert all(location.startswith("https://www.example.org/kontakt/") for location in locations)


def test_publication_is_refused_while_fields_are_missing(
    shipped_bank: Bank, operator: Operator, tmp_path: Path
) -> None:
    for name in FIELDS:
        gap = Operator({key: value for key, value in operator.filled.items() if key != name})
        with pytest.raises(KontaktError) as caught:
            build(shipped_bank, gap, tmp_path / "out", TODAY, publish=True)
        assert FIELDS[name] in caught.value.message
    assert not (tmp_path / "out").exists()


def test_a_preview_says_so_on_every_page_and_keeps_search_engines_out(
    shipped_bank: Bank, tmp_path: Path
) -> None:
    build(shipped_bank, read_operator(None), tmp_path / "out", TODAY)
    for path in html_pages(tmp_path / "out"):
        text = path.read_text(encoding="utf-8")
        assert 'content="noindex"' in text
        assert "Vorschau" in text
    assert "Disallow: /" in (tmp_path / "out" / "robots.txt").read_text()


def test_the_published_site_is_no_preview(site: Path) -> None:
    marked = [path for path in html_pages(site) if "noindex" in path.read_text(encoding="utf-8")]
    assert [path.name for path in marked] == ["404.html"]
    assert not any("bitte ausfüllen" in path.read_text(encoding="utf-8") for path in html_pages(site))


def test_the_same_bank_gives_the_same_bytes(
    site: Path, shipped_bank: Bank, operator: Operator, tmp_path: Path
) -> None:
    build(shipped_bank, operator, tmp_path / "again", TODAY, publish=True)
    for path in sorted(site.rglob("*")):
        if path.is_file() and "suchindex" not in path.parts:
            assert (tmp_path / "again" / path.relative_to(site)).read_bytes() == path.read_bytes(), path.name


def test_an_earlier_build_is_replaced_and_another_folder_left_alone(
    shipped_bank: Bank, operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(shipped_bank, operator, out, TODAY, publish=True)
    (out / "alt.html").write_text("veraltet")
    build(shipped_bank, operator, out, TODAY, publish=True)
    assert not (out / "alt.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]

    real = os.replace

    def held(source: Path, target: Path) -> None:
        """As where a virus scanner of Windows has a file of the new site open."""
        if target == out and source.name.startswith(".kontakt-site-"):
            raise PermissionError
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", held)
        with pytest.raises(PermissionError):
            build(shipped_bank, operator, out, TODAY, publish=True)
    assert (out / "index.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]

    foreign = tmp_path / "fotos"
    foreign.mkdir()
    (foreign / "urlaub.jpg").write_bytes(b"x")
    with pytest.raises(KontaktError, match="fotos"):
        build(shipped_bank, operator, foreign, TODAY, publish=True)
    assert (foreign / "urlaub.jpg").read_bytes() == b"x"
    assert not (foreign / MARK).exists()
