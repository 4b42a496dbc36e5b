"""Which pictures are older than what they show: ``python scripts/screenshots_stale.py [--strict]``.

``docs/screenshots/sources.json`` keeps for each picture a hash of its sources (markup, styles, views, words), written
by the scripts that make the pictures. A picture whose sources have changed since may still be right; look at it, then
make it anew. Only a warning, since not every change of a style is worth new pictures; ``--strict`` ends with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = "docs/screenshots"
RECORD = f"{PICTURES}/sources.json"

PANEL = (
    "extension/panel/panel.html",
    "extension/panel/styles/*.css",
    "extension/panel/dom.js",
    "extension/panel/views/frame.js",
    "extension/panel/views/trouble.js",
    "extension/_locales/de/messages.json",
)
READING = (*(f"extension/panel/views/{name}.js" for name in ("post", "list", "card_list", "card")),)
FORM = ("extension/panel/views/form.js", "extension/panel/views/choices.js", "companion/codebook/*.yaml")
VIEWS: dict[str, tuple[str, ...]] = {
    "blocked": READING,
    "comment": READING,
    "contacts": ("extension/panel/views/contacts.js", *FORM),
    "copied": READING,
    "correct": FORM,
    "details": READING,
    "empty": READING,
    "foreign-server": READING,
    "gap": ("extension/panel/views/gap.js", *FORM),
    "help": ("extension/panel/views/help.js",),
    "more": ("extension/panel/views/more.js",),
    "not-paired": READING,
    "not-running": READING,
    "opened": (*READING, "extension/panel/views/opened.js"),
    "overdue": READING,
    "private": READING,
    "red": READING,
    "search": ("extension/panel/views/search.js", *READING),
    "selection": READING,
    "suggestions": READING,
    "unread-site": READING,
    "version-mismatch": READING,
    "waiting": READING,
}
"""Picture of the panel → the views in it; one that is not listed shows any of them."""
DESK = (
    "companion/desk/layout.py",
    "companion/desk/navigation.py",
    "companion/desk/static/styles/*.css",
    "companion/desk/templates/desk/*.html",
    "companion/desk/templates/desk/icons/*.svg",
)


def sources(picture: str) -> tuple[str, ...]:
    """Patterns of the files a picture shows.

    Args:
        picture: its path below ``docs/screenshots``.

    Returns:
        Nothing for a picture of which nobody said what it shows.
    """
    folder, _, name = picture.removesuffix(".png").rpartition("/")
    if folder == "panel":
        return (*PANEL, *VIEWS.get(name, ("extension/panel/views/*.js",)))
    if folder == "desk":
        page = name.partition("-")[0]  # bank-history-dark is of the group "bank"
        return (*DESK, f"companion/desk/pages/{page}.py", f"companion/desk/templates/desk/{page}/**/*.html")
    if name.startswith(("chromium-", "firefox-")):
        return (*PANEL, "extension/panel/views/*.js", "companion/codebook/*.yaml")
    return ()


def fingerprint(root: Path, patterns: Iterable[str]) -> str:
    """SHA-256 over names and contents of the files that match, whatever the line endings of the checkout.

    Returns:
        An empty string if no file matches at all.
    """
    files = sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})
    if not files:
        return ""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(root).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def pictures(root: Path = ROOT) -> list[str]:
    """All pictures, as paths below ``docs/screenshots``."""
    folder = root / PICTURES
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))


def recorded(root: Path = ROOT) -> dict[str, str]:
    """Picture → hash of its sources when it was made."""
    path = root / RECORD
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def record(made: Iterable[Path], root: Path = ROOT) -> None:
    """Note that these pictures show the present state; forget pictures that are gone.

    Args:
        made: files below ``docs/screenshots``; others are passed over, since nobody looks for them here.
    """
    known = recorded(root)
    folder = root / PICTURES
    for path in made:
        if path.is_relative_to(folder):
            name = path.relative_to(folder).as_posix()
            known[name] = fingerprint(root, sources(name))
    kept = {name: known[name] for name in pictures(root) if name in known}
    (root / RECORD).write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def stale(root: Path = ROOT) -> dict[str, str]:
    """Picture → why it may not show the present state."""
    known = recorded(root)
    found = {}
    for name in pictures(root):
        if name not in known:
            found[name] = "not recorded"
        elif not known[name]:
            found[name] = "unknown what it shows"
        elif known[name] != fingerprint(root, sources(name)):
            found[name] = "older than what it shows"
    return found


def main() -> int:
    """Print what to look at; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--strict", action="store_true", help="end with 1 if there is any")
    strict = options.parse_args().strict
    found = stale()
    for name, why in found.items():
        print(f"{PICTURES}/{name}: {why}")
    print(f"{len(pictures()) - len(found)} of {len(pictures())} pictures show the present state.")
    if found:
        print("Make them anew: scripts/screenshots.py (panel), scripts/desk_screenshots.py (desk).")
    return 1 if strict and found else 0


if __name__ == "__main__":
    sys.exit(main())
