"""Plays page cases in a real browser: opens a page, acts as a person would, asks the reader what is viewed.

A case is `{"name", "do", "at", "kind", "text", "context"}`: `do` is none, scroll, click, hover, focus or select, `at` a
selector. A page file is HTML with its cases in `<script type="application/json" id="cases">`, its address in `<base>`.
"""

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

EXTENSION = Path(__file__).parents[3] / "extension"
HARNESS = Path(__file__).parent / "harness"
SETTLED = 0.4  # seconds: the reader has to have read by then

SCROLL = "e => e.scrollIntoView({block: 'center'})"
SELECT = (
    "e => { e.scrollIntoView({block: 'center'}); const r = document.createRange(); r.selectNodeContents(e);"
    " const s = getSelection(); s.removeAllRanges(); s.addRange(r); }"
)


@dataclass(frozen=True)
class Case:
    """What a person does on a page and what must be read then."""

    name: str
    kind: str
    do: str = "none"
    at: str | None = None
    text: str = ""
    context: str | None = None
    platform: str | None = None
    reason: str | None = None
    mode: str = "viewed"
    also: tuple[str, ...] = ()
    also_context: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageFile:
    """An address, its page and its cases."""

    name: str
    url: str
    html: str
    cases: tuple[Case, ...] = field(default=())


class Player(Protocol):
    """A browser with the extension and a page of it that listens to the reader."""

    def load(self, url: str) -> None: ...

    def act(self, do: str, at: str | None) -> None: ...

    def watch(self, mode: str) -> None: ...

    def item(self) -> dict[str, Any] | None: ...


def own_pages(folder: Path) -> list[PageFile]:
    """The page files of a folder, by name."""
    return [_page_file(path) for path in sorted(folder.glob("*.html"))]


def _page_file(path: Path) -> PageFile:
    html = path.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="cases">(.*?)</script>', html, re.S)
    assert found, f"{path.name} has no cases"
    data = json.loads(found.group(1))
    never = tuple(data.get("never", ()))
    cases = tuple(
        Case(
            **{
                "platform": data["platform"],
                **{k: tuple(v) if isinstance(v, list) else v for k, v in case.items()},
                "never": never + tuple(case.get("never", ())),
            }
        )
        for case in data["cases"]
    )
    return PageFile(path.stem, data["url"], html.replace(found.group(0), ""), cases)


def plain(words: str | None) -> str:
    """Whitespace runs as one space."""
    return re.sub(r"\s+", " ", words or "").strip()


def differences(case: Case, item: dict[str, Any] | None) -> list[str]:
    """What is wrong about what was read; empty if all is right."""
    if item is None:
        return ["nothing was said"]
    wrong = []
    if item["kind"] != case.kind:
        wrong.append(f"kind {item['kind']} ({item['reason']}), not {case.kind}: {item['text'][:60]!r}")
    elif case.kind != "none":
        if plain(item["text"]) not in {plain(t) for t in (case.text, *case.also)}:
            wrong.append(f"text {plain(item['text'])!r}, not {case.text!r}")
        if plain(item["context"]) not in {plain(t) for t in (case.context, *case.also_context)}:
            wrong.append(f"context {plain(item['context'])!r}, not {case.context!r}")
        if case.platform and item["platform"] != case.platform:
            wrong.append(f"platform {item['platform']}")
    if case.reason and item["reason"] != case.reason:
        wrong.append(f"reason {item['reason']}, not {case.reason}")
    said = json.dumps({k: v for k, v in item.items() if k != "thread"}, ensure_ascii=False)
    wrong += [f"leaks {never!r}" for never in case.never if never in said]
    return wrong


@contextlib.contextmanager
def extension_with_harness(folder: Path) -> Iterator[Path]:
    """A copy of the extension that may read every page, with the harness page inside."""
    copy = folder / "extension"
    shutil.copytree(EXTENSION, copy)
    shutil.copytree(HARNESS, copy / "harness")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["content_scripts"][0]["matches"] = ["https://*/*"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    yield copy
