"""The German handbook says what the product says, in its words, and prints as promised."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path

import pytest

from scripts.handbook import CHAPTERS, build
from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright
from tests.started import ROOT

PAGES = sorted(CHAPTERS.glob("*.md"))
STATES = ("ok", "not_running", "not_paired", "foreign_server", "blocked_by_browser", "version_mismatch")


def text_of(path: Path) -> str:
    """A chapter without line breaks inside sentences and without escapes."""
    return re.sub(r"\s+", " ", re.sub(r"\\(.)", r"\1", path.read_text(encoding="utf-8")))


def messages() -> dict[str, str]:
    """The German words of the extension."""
    found = json.loads((ROOT / "extension/_locales/de/messages.json").read_text(encoding="utf-8"))
    return {key: value["message"] for key, value in found.items()}


@cache
def words_of_the_product() -> str:
    """Everything people can read in panel, desk, practice thread and terminal, with placeholders as a star."""
    shown = list(messages().values())
    for path in [*(ROOT / "companion").rglob("*.py"), *(ROOT / "companion").rglob("*.html")]:
        # Sentences run over several string literals in Python, and over lines in both.
        shown.append(re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8")))
    shown += [path.read_text(encoding="utf-8") for path in (ROOT / "companion/codebook").glob("*.yaml")]
    whole = html.unescape("\n".join(shown))
    filled = re.sub(r"\$\d|\{\{.*?\}\}|\{[^{}]*\}", "*", whole)
    return re.sub(r"\s+", " ", whole + filled)  # a template has words inside its braces too


BROWSERS_OWN = {"Entpackte Erweiterung laden", "Temporäres Add-on laden", "Anführungszeichen"}
"""What browsers call it, and the word that explains the marks."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_stands_in_quotation_marks_stands_so_in_the_product(path: Path) -> None:
    missing = []
    for quoted in re.findall(r"„([^“]+)“", text_of(path)):
        # A number in a sentence of the product is a placeholder there.
        wanted = {quoted, re.sub(r"\d+", "*", quoted), quoted.rstrip(".")}
        if quoted not in BROWSERS_OWN and not any(words in words_of_the_product() for words in wanted):
            missing.append(quoted)
    assert missing == []


def test_words_the_product_does_not_use_are_found_missing() -> None:
    assert "Kopieren und sofort abschicken" not in words_of_the_product()
    assert len(words_of_the_product()) > 100_000


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_chapter_begins_with_what_somebody_wants_and_keeps_the_tone(path: Path) -> None:
    heading, first, *_ = [part for part in path.read_text(encoding="utf-8").split("\n\n") if part.strip()]
    assert heading.startswith("# ")
    assert "möchtest du" in first or first.startswith("Du möchtest")
    prose = re.sub(r"`[^`]*`|!\[|<img[^>]*>", "", text_of(path))
    assert "!" not in prose
    for word in (
        "Sie können",
        "User",
        "Button",
        "klicken Sie",
        "downloaden",
        "checken",
        "Dashboard",
        "Tool ",
    ):
        assert word not in prose, word


def test_every_chapter_is_listed() -> None:
    index = (CHAPTERS / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in PAGES if path.name != "README.md"} == set(
        re.findall(r"\]\(([\w-]+\.md)\)", index)
    )


def test_every_state_of_the_connection_is_explained() -> None:
    rows = (CHAPTERS / "wenn-etwas-nicht-geht.md").read_text(encoding="utf-8")
    client = (ROOT / "extension/companion/client.js").read_text(encoding="utf-8")
    [declared] = re.findall(r"@typedef \{(.+?)\} State\b", client)
    assert sorted(STATES) == sorted(re.findall(r'"(\w+)"', declared))
    for state in STATES:
        assert f"| „{messages()[f'state_{state}']}“ |" in rows, state


def test_links_to_places_in_a_document_lead_somewhere() -> None:
    for path in PAGES:
        for target, place in re.findall(r"\]\(([^)#\s]*)#([^)]+)\)", path.read_text(encoding="utf-8")):
            document = (path.parent / target) if target else path
            headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.M)
            assert place in {re.sub(r"[^\w -]", "", line).lower().replace(" ", "-") for line in headings}


def test_as_pages_it_holds_together_and_the_quick_start_prints_on_one_sheet(tmp_path: Path) -> None:
    pages = build(tmp_path)
    assert len(pages) == len(PAGES)
    for path in pages:
        page = path.read_text(encoding="utf-8")
        assert not {other.name for other in (ROOT / "docs").glob("*.md")} & set(
            re.findall(r"[\w-]+\.md", page)
        )
        for target in re.findall(r'(?:href|src)="([^"#]+)', page):
            assert "://" in target or (tmp_path / target).is_file(), f"{path.name}: {target}"
    with shared_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        try:
            sheet = browser.new_page(locale="de-DE")
            sheet.goto((tmp_path / "schnellstart.html").as_uri())
            printed = sheet.pdf(prefer_css_page_size=True)
        finally:
            browser.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
