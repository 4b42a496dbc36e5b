"""The desk and the side panel ship apart and have a list of colours each; what both name is the same."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PANEL = ROOT / "extension/panel/styles/tokens.css"
DESK = ROOT / "companion/desk/static/styles/tokens.css"


def looks(path: Path) -> dict[str, str]:
    """Colours and the font of a list. Sizes may differ: the panel is narrow and counts in pixels."""
    named = re.findall(r"^\s*(--[\w-]+):\s*(.+?);", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: value for name, value in named if "light-dark(" in value or name == "--font"}


def test_colours_and_font_of_desk_and_panel_are_the_same() -> None:
    panel, desk = looks(PANEL), looks(DESK)
    shared = panel.keys() & desk.keys()
    assert {"--font", "--ground", "--ink", "--accent", "--stop"} <= shared
    assert {name: desk[name] for name in shared} == {name: panel[name] for name in shared}
