"""The shipped codebook follows every released one without changing the meaning of a row."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from companion.codebook import load
from companion.codebook.compatibility import breaches
from companion.codebook.files import SHIPPED, parse

RELEASED = sorted((Path(__file__).parent / "released").glob("v*.yaml"))


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_the_shipped_codebook_may_follow_every_released_one(path):
    assert breaches(load(path), load()) == []


def test_the_present_version_is_kept_as_released():
    assert load(RELEASED[-1]).to_json() == load().to_json()


def codes(raw, name):
    return raw["vocabularies"][name]["codes"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: codes(raw, "klima").pop("sachlich"), "klima.sachlich is gone"),
        (
            lambda raw: codes(raw, "klima").update(sachlich=[7, "sachlich"]),
            "klima.sachlich has another number",
        ),
        (lambda raw: raw["vocabularies"].pop("groesse_klasse"), "groesse_klasse is gone"),
        (lambda raw: raw["tables"].pop("gaps"), "table gaps is gone"),
        (lambda raw: raw["tables"]["contacts"]["columns"].pop("klima"), "columns of contacts"),
        (
            lambda raw: raw["tables"]["gaps"]["columns"].update(x={"type": "week", "label": "x"}),
            "gaps.x has no default",
        ),
    ],
)
def test_a_breach_is_named(change, words):
    raw = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    raw["version"] += 1
    raw["tables"].pop("rooms")
    old = parse({**raw, "version": raw["version"] - 1})
    raw = yaml.safe_load(yaml.safe_dump(raw))
    change(raw)
    assert any(words in breach for breach in breaches(old, parse(raw)))


def test_a_change_needs_a_new_version_and_labels_may_change_with_it():
    raw = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    codes(raw, "klima")["sachlich"][1] = "nüchtern"
    assert "still version" in breaches(load(), parse(raw))[0]
    assert breaches(load(), parse({**raw, "version": raw["version"] + 1})) == []
    assert "older" in breaches(load(), parse({**raw, "version": 0}))[0]
