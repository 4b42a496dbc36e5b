"""The policies for managed browsers are as the manifest wants them, and the extension accepts what they set."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scripts.build_policies import FAMILIES, FOLDER, chromium_id, manifest, stale
from tests.started import ROOT

SCHEMA = json.loads((ROOT / "extension/managed-schema.json").read_text(encoding="utf-8"))
STRICT = SCHEMA | {"additionalProperties": False}
"""The browser ignores what the schema does not know; in our own files it is a mistake."""


def policy(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


def test_the_files_are_those_of_the_manifest() -> None:
    assert stale() == []


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    assert len(stale(tmp_path)) == 1 + 2 * len(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_chromium_settings(family: str) -> None:
    wanted = manifest()
    extension = chromium_id(wanted["key"])
    policies = policy(f"{family}/kontakt.json")
    [[named, settings]] = policies["ExtensionSettings"].items()
    assert named == extension
    assert settings["installation_mode"] == "force_installed"
    hosts = [pattern.removesuffix("/*") for pattern in wanted["host_permissions"]]
    assert settings["runtime_allowed_hosts"] == hosts
    assert policies["LoopbackNetworkAllowedForUrls"] == [f"chrome-extension://{extension}"]
    assert set(policies["LoopbackNetworkBlockedForUrls"]) == set(hosts) - {"http://127.0.0.1"}
    jsonschema.validate(policies["3rdparty"]["extensions"][extension], STRICT)


def test_firefox_settings() -> None:
    extension = manifest()["browser_specific_settings"]["gecko"]["id"]
    policies = policy("firefox/policies.json")["policies"]
    assert policies["ExtensionSettings"][extension]["installation_mode"] == "force_installed"
    assert policies["LocalNetworkAccess"]["Enabled"] is True
    jsonschema.validate(policies["3rdparty"]["Extensions"][extension], STRICT)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_registry_says_the_same(family: str) -> None:
    text = (FOLDER / family / "kontakt.reg").read_bytes().decode("ascii")
    root = rf"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\{FAMILIES[family]['registry']}"
    found: dict[str, dict[str, str | int]] = {}
    for line in text.split("\r\n")[1:]:
        if key := re.fullmatch(r"\[(.+)\]", line):
            assert key[1].startswith(root)
            values = found.setdefault(key[1].removeprefix(root + "\\"), {})
        elif value := re.fullmatch(r'"([^"]+)"=(?:"(.*)"|dword:(\w{8}))', line):
            values[value[1]] = int(value[3], 16) if value[3] else value[2]
        else:
            assert line == ""
    policies = policy(f"{family}/kontakt.json")
    [[extension, settings]] = policies["ExtensionSettings"].items()
    hosts = settings.pop("runtime_allowed_hosts")
    assert found.pop(rf"ExtensionSettings\{extension}") == settings
    assert list(found.pop(rf"ExtensionSettings\{extension}\runtime_allowed_hosts").values()) == hosts
    for name in ("LoopbackNetworkAllowedForUrls", "LoopbackNetworkBlockedForUrls"):
        assert list(found.pop(name).values()) == policies[name]
    place = rf"3rdparty\extensions\{extension}\policy"
    assert found == {place: policies["3rdparty"]["extensions"][extension]}


def test_the_readme_shows_settings_that_the_extension_takes() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```json\n(.*?)```", text, re.S)
    shown = json.loads(example)
    jsonschema.validate(shown, STRICT)
    assert set(shown) == set(SCHEMA["properties"])
    for name, rule in SCHEMA["properties"].items():
        assert f"| `{name}` |" in text
        for value in rule.get("enum", ()):
            assert f"`{value}`" in text
    for name in FOLDER.rglob("*.*"):
        assert name.name == "README.md" or f"`{name.relative_to(FOLDER).as_posix()}`" in text
