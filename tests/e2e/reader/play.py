"""Plays page cases in a real browser: opens a page, acts as a person would, asks the reader what is viewed.

The pages come from `zoo/`, which builds the same platform in several structures and languages and knows by
construction what is to be read.
"""

import contextlib
import json
import random
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

EXTENSION = Path(__file__).parents[3] / "extension"
HARNESS = Path(__file__).parent / "harness"
SETTLED = 0.35  # seconds after which something new may be asked for
PATIENCE = 8.0  # seconds a busy machine may take; how quick the reader is, the benchmark says

# Names in harness/mutations.js.
MUTATIONS = (
    "boxes", "boxless", "fewerBoxes", "splitWords", "hiddenBetween", "italian", "noRolesOfTheSite",
    "noLabelsOnComments", "noPlaces", "noMain", "noFeed", "buttons", "noButtons", "lists", "movedUnits",
)  # fmt: skip

# Everything that a former case may have left behind; the reader itself forgets when the panel goes.
RESET = (
    "getSelection().removeAllRanges(); document.activeElement?.blur?.();"
    "for (const e of document.querySelectorAll('*')) if (e.scrollTop && !e.matches('.keep')) e.scrollTop = 0;"
    "window.scrollTo(0, 0);"
)
SCROLL = "e => e.scrollIntoView({block: 'center'})"
SELECT = (
    "e => { e.scrollIntoView({block: 'center'}); const r = document.createRange(); r.selectNodeContents(e);"
    " const s = getSelection(); s.removeAllRanges(); s.addRange(r); }"
)
SELECT_ON = f"e => {{ {(HARNESS / 'structures.js').read_text(encoding='utf-8')}; kontaktSelectOn(e); }}"


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
    fresh: bool = False  # needs a page on which nothing was done
    changes_page: bool = False
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

    shown: str | None

    def load(self, url: str) -> None: ...

    def act(self, do: str, at: str | None) -> None: ...

    def watch(self, mode: str) -> None: ...

    def item(self) -> dict[str, Any] | None: ...

    def beside(self, file: str, name: str, argument: object) -> Any: ...


def play(player: Player, url: str, case: Case) -> list[str]:
    """Play one case on a page as it was loaded, or scrolled back to its top; what is wrong about the answer."""
    if player.shown != url or case.fresh:
        player.load(url)
    player.watch(case.mode)
    before = differences(case, player.item())
    player.act(case.do, case.at)
    # An answer that was right before has to stay right; otherwise the first right one will do.
    time.sleep(0.05 if before else SETTLED)
    until = time.monotonic() + PATIENCE
    while (wrong := differences(case, player.item())) and time.monotonic() < until:
        time.sleep(0.05)
    if case.changes_page:
        player.shown = None
    return wrong


def at_once(player: Player, page: PageFile) -> list[str]:
    """Play all cases of a page without a person's events; what is wrong, one line per case.

    Then the page is changed in two ways, drawn by its name, that say nothing about who wrote what, and gets links that
    are none: all cases must hold again. On private places nothing is read whatever the page looks like.
    """
    player.load(page.url)
    wrong = _at_once(player, page)
    if "private" in page.name:
        return wrong
    lot = random.Random(page.name)
    change = {"names": [*lot.sample(MUTATIONS, 2), "brokenLinks"], "seed": lot.randrange(10**6)}
    player.beside("mutations.js", "kontaktMutations", change)
    player.shown = None
    return wrong + [f"{line} (after {change})" for line in _at_once(player, page)]


def _at_once(player: Player, page: PageFile) -> list[str]:
    cases = [case for case in page.cases if not case.changes_page]
    told = [{"what": case.do, "at": case.at, "mode": case.mode} for case in cases]
    items = player.beside("structures.js", "kontaktStructures", told)
    return [
        f"{case.name}: {wrong}"
        for case, item in zip(cases, items, strict=True)
        for wrong in differences(case, item)
    ]


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
    manifest["content_scripts"][0]["matches"] = manifest["host_permissions"] = ["https://*/*", "http://*/*"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    yield copy
