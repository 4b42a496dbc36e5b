"""The texts for the stores know the manifest: a reason for every permission, and none for what is not asked."""

from __future__ import annotations

import json
import re

import pytest

from scripts.build_policies import manifest
from tests.started import ROOT

SITES = {"facebook", "instagram", "threads", "gutefrage", "urbia"}


def text(language: str) -> str:
    return (ROOT / f"docs/store/{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_permission_has_a_reason(language: str) -> None:
    wanted = manifest()
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", text(language), re.M)
    reasons = {what: why for what, why in rows if not set(what) <= {"-"}}
    named = {name for what in reasons for name in re.findall(r"`([^`]+)`", what)}
    [sites] = [what for what in reasons if "Facebook" in what]
    asked = {*wanted["permissions"], *wanted["optional_host_permissions"]}
    for pattern in wanted["host_permissions"]:
        site = re.fullmatch(r"https://(?:www\.)?(\w+)\.\w+/\*", pattern)
        if site is None:
            asked.add(pattern)
        else:
            assert site[1] in sites.lower()
    assert named == asked
    assert {site.lower() for site in sites.split(", ")} == SITES
    assert all(len(why) > 30 for what, why in reasons.items() if what[:3].lower() not in ("ber", "per"))


@pytest.mark.parametrize(("language", "heading"), [("de", "Kurztext"), ("en", "Short text")])
def test_the_short_text_is_the_manifest_s_and_fits(language: str, heading: str) -> None:
    [short] = re.findall(rf"## {heading}\n\n(.+)\n", text(language))
    messages = json.loads((ROOT / f"extension/_locales/{language}/messages.json").read_text(encoding="utf-8"))
    assert short == messages["extensionDescription"]["message"]
    assert len(short) <= 132


def test_what_mozilla_is_told_is_what_the_manifest_says() -> None:
    told = (ROOT / "docs/store/README.md").read_text(encoding="utf-8")
    gecko = manifest()["browser_specific_settings"]["gecko"]
    for kind in gecko["data_collection_permissions"]["required"]:
        assert f"`{kind}`" in told
