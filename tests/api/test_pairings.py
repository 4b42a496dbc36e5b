"""Browsers are remembered by name, origin and the hash of their token, never by the token."""

import os
from datetime import date
from pathlib import Path

import pytest

from companion.api.pairings import EXTENSION_ORIGIN, MAX_BROWSERS, Pairings, token_hash
from companion.errors import KontaktError

TODAY = date(2026, 11, 23)
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
OTHER = "moz-extension://2f1d0c6e-0a6b-4a57-9b52-0c1f2c7b1d11"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pairings.json"


def test_a_token_finds_its_browser_also_after_a_restart(path: Path) -> None:
    first = Pairings(path)
    token = first.add("Chromium", ORIGIN, TODAY)
    again = Pairings(path)
    assert again.install == first.install
    found = again.find(token)
    assert found is not None
    assert (found.name, found.origin) == ("Chromium", ORIGIN)
    assert again.find(token + "x") is None
    assert again.find("") is None
    assert again.find("tökén \udcff") is None


def test_the_file_holds_no_token_and_only_its_owner_reads_it(path: Path) -> None:
    token = Pairings(path).add("Chromium", ORIGIN, TODAY)
    assert token not in path.read_text()
    assert token_hash(token) in path.read_text()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_several_browsers_and_one_revoked(path: Path) -> None:
    pairings = Pairings(path)
    one, two = pairings.add("Chromium", ORIGIN, TODAY), pairings.add("Firefox", OTHER, TODAY)
    pairings.revoke("Chromium")
    assert pairings.find(one) is None
    assert pairings.find(two) is not None
    assert Pairings(path).find(one) is None
    with pytest.raises(KontaktError) as caught:
        pairings.revoke("Chromium")
    assert caught.value.code == "unknown_browser"


def test_pairing_again_replaces_the_token_and_a_taken_name_gets_a_number(path: Path) -> None:
    pairings = Pairings(path)
    old = pairings.add("Browser", ORIGIN, TODAY)
    new = pairings.add("Browser", ORIGIN, TODAY)
    assert pairings.find(old) is None
    assert pairings.find(new) is not None
    pairings.add("Browser", OTHER, TODAY)
    assert [item.name for item in pairings.all()] == ["Browser", "Browser 2"]


def test_last_seen_is_a_day_and_written_once_a_day(path: Path) -> None:
    pairings = Pairings(path)
    token = pairings.add("Chromium", ORIGIN, TODAY)
    os.utime(path, (1, 1))  # writing it would show however soon it comes
    pairings.seen(pairings.all()[0], TODAY)
    assert path.stat().st_mtime == 1
    pairings.seen(pairings.all()[0], date(2026, 11, 24))
    found = Pairings(path).find(token)
    assert found is not None
    assert found.last_seen_on == "2026-11-24"


def test_there_is_an_upper_bound(path: Path) -> None:
    pairings = Pairings(path)
    for number in range(MAX_BROWSERS):
        pairings.add(f"Browser {number}", ORIGIN, TODAY)
    with pytest.raises(KontaktError) as caught:
        pairings.add("einer zu viel", ORIGIN, TODAY)
    assert caught.value.code == "too_many_browsers"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"install": "x"}',
        '{"install": "x", "browsers": [{"name": 1}]}',
        '{"install": "x", "browsers": [{"name": "Firefox", "origin": "moz-extension://12345678",'
        ' "token_sha256": 1, "paired_on": "2026-01-01", "last_seen_on": "2026-01-01"}]}',
    ],
)
def test_a_broken_file_is_explained_and_kept(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(KontaktError) as caught:
        Pairings(path)
    assert caught.value.code == "pairings_broken"
    assert path.read_text() == text


@pytest.mark.parametrize("origin", [ORIGIN, OTHER])
def test_origins_of_extensions(origin: str) -> None:
    assert EXTENSION_ORIGIN.match(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://evil.example",
        "http://127.0.0.1:47113",
        ORIGIN + "\n",
        ORIGIN + "/x",
        "https://" + ORIGIN,
        ORIGIN + ".evil.example",
    ],
)
def test_origins_of_web_pages(origin: str) -> None:
    assert not EXTENSION_ORIGIN.match(origin)
