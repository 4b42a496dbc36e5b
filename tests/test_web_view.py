"""Which web view there is: on Windows by the keys that Microsoft documents for its runtime."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from companion import web_view

RUNTIME = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"


def windows(monkeypatch: pytest.MonkeyPatch, values: dict[tuple[str, str], object]) -> None:
    """A registry that holds only these: (root, path of the key) to its value ``pv``."""

    def open_key(root: str, path: str) -> nullcontext[tuple[str, str]]:
        if (root, path) not in values:
            raise FileNotFoundError(path)
        return nullcontext((root, path))

    def query(key: tuple[str, str], name: str) -> tuple[object, int]:
        if name != "pv" or values[key] is None:
            raise FileNotFoundError(name)
        return values[key], 1

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM", HKEY_CURRENT_USER="HKCU", OpenKey=open_key, QueryValueEx=query
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setitem(sys.modules, "webview", SimpleNamespace(name="pywebview"))
    monkeypatch.delenv("ProgramFiles(x86)", raising=False)


@pytest.mark.parametrize(
    "key",
    [
        ("HKLM", rf"SOFTWARE\WOW6432Node\{RUNTIME}"),
        ("HKLM", rf"SOFTWARE\{RUNTIME}"),
        ("HKCU", rf"Software\{RUNTIME}"),
    ],
    ids=["for all", "for all, 32 bits", "for one account"],
)
def test_the_runtime_is_found_wherever_it_was_installed(
    monkeypatch: pytest.MonkeyPatch, key: tuple[str, str]
) -> None:
    windows(monkeypatch, {key: "131.0.2903.86"})
    found = web_view.find()
    assert found is not None
    assert (found.library.name, found.gui) == ("pywebview", None)


@pytest.mark.parametrize("version", [None, "", "0.0.0.0", 7])
def test_what_was_removed_does_not_count(monkeypatch: pytest.MonkeyPatch, version: object) -> None:
    windows(monkeypatch, {("HKCU", rf"Software\{RUNTIME}"): version})
    assert web_view.find() is None


def test_without_the_runtime_there_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, {})
    assert web_view.find() is None
