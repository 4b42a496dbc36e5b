"""A picture is told to be old when what it shows has changed, and only then."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import screenshots_stale as room
from tests.started import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Two pictures and what they show."""
    for name, text in {
        "extension/panel/panel.html": "<main>",
        "extension/panel/styles/cards.css": "a {}\n",
        "extension/panel/views/more.js": "1\n",
        "extension/panel/views/help.js": "1\n",
        "companion/desk/pages/today.py": "1\n",
        "docs/screenshots/panel/more.png": "x",
        "docs/screenshots/panel/help.png": "x",
        "docs/screenshots/desk/today-light.png": "x",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    room.record([tmp_path / room.PICTURES / name for name in room.pictures(tmp_path)], tmp_path)
    return tmp_path


def test_nothing_is_old_after_recording(checkout: Path) -> None:
    assert room.stale(checkout) == {}
    assert len(room.recorded(checkout)) == 3


def test_a_changed_view_makes_its_picture_old_and_no_other(checkout: Path) -> None:
    (checkout / "extension/panel/views/more.js").write_bytes(b"2\n")
    assert list(room.stale(checkout)) == ["panel/more.png"]


def test_a_changed_style_makes_all_pictures_of_the_panel_old(checkout: Path) -> None:
    (checkout / "extension/panel/styles/cards.css").write_bytes(b"b {}\n")
    assert list(room.stale(checkout)) == ["panel/help.png", "panel/more.png"]


def test_a_new_style_counts_and_line_endings_do_not(checkout: Path) -> None:
    (checkout / "extension/panel/views/more.js").write_bytes(b"1\r\n")
    assert room.stale(checkout) == {}
    (checkout / "extension/panel/styles/new.css").write_bytes(b"")
    assert "panel/more.png" in room.stale(checkout)


def test_only_pictures_made_anew_are_recorded(checkout: Path, tmp_path: Path) -> None:
    (checkout / "extension/panel/styles/cards.css").write_bytes(b"b {}\n")
    room.record([checkout / room.PICTURES / "panel/more.png", tmp_path / "elsewhere.png"], checkout)
    assert list(room.stale(checkout)) == ["panel/help.png"]


def test_a_new_picture_is_not_recorded_and_a_lost_one_is_forgotten(checkout: Path) -> None:
    (checkout / room.PICTURES / "panel/gap.png").write_bytes(b"x")
    (checkout / room.PICTURES / "panel/help.png").unlink()
    assert room.stale(checkout) == {"panel/gap.png": "not recorded"}
    room.record([], checkout)
    assert "panel/help.png" not in json.loads((checkout / room.RECORD).read_text(encoding="utf-8"))


def test_a_picture_of_something_else_is_told_to_be_unknown(checkout: Path) -> None:
    other = checkout / room.PICTURES / "elsewhere" / "new.png"
    other.parent.mkdir()
    other.write_bytes(b"x")
    room.record([other], checkout)
    assert room.stale(checkout) == {"elsewhere/new.png": "unknown what it shows"}


def test_of_every_picture_here_it_is_known_what_it_shows() -> None:
    assert len(room.pictures()) > 20
    for name in room.pictures():
        assert room.sources(name), f"{name}: name its sources in scripts/screenshots_stale.py"
        for pattern in room.sources(name):
            assert "*" in pattern or (ROOT / pattern).is_file(), f"{name}: {pattern}"


def test_the_command_warns_and_fails_only_if_asked_to() -> None:
    command = [sys.executable, str(ROOT / "scripts/screenshots_stale.py")]
    plain = subprocess.run(command, capture_output=True, text=True, timeout=150)
    strict = subprocess.run([*command, "--strict"], capture_output=True, text=True, timeout=150)
    assert plain.returncode == 0, plain.stderr
    assert f"of {len(room.pictures())} pictures show the present state." in plain.stdout
    assert strict.returncode == (1 if room.stale() else 0)
