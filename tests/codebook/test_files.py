"""The shipped codebook is sound, and one that contradicts itself is refused."""

from __future__ import annotations

import copy

import pytest
import yaml

from companion.codebook import CodebookError, load
from companion.codebook.files import SHIPPED, parse


@pytest.fixture
def raw() -> dict:
    return copy.deepcopy(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))


def test_the_lists_of_the_field_are_all_there():
    book = load()
    assert len([code for code in book.vocabularies["thema"].codes.values() if not code.missing]) == 22
    assert len([code for code in book.vocabularies["saeule"].codes.values() if not code.missing]) == 5
    minimal = (
        "woche schicht plattform raumtyp sichtbarkeit kontaktart anlass thema modus verweisziel reaktion "
        "baustein_nutzung baustein_id mythos_id codebuch_version"
    )
    assert set(minimal.split()) <= set(book.tables["contacts"].columns)


def test_every_topic_has_a_pillar():
    book = load()
    for code in book.vocabularies["thema"].codes.values():
        assert code.missing or book.pillar_of(code.code) in book.vocabularies["saeule"].codes
    assert book.pillar_of("unknown") == "keine_angabe"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda raw: raw["vocabularies"]["klima"]["codes"].update(kuehl=[1, "kühl"]), "klima"),
        (lambda raw: raw["vocabularies"]["klima"]["codes"].update({"Kühl": [9, "kühl"]}), "klima.Kühl"),
        (lambda raw: raw["tables"]["contacts"]["columns"]["klima"].update(default="kuehl"), "contacts.klima"),
        (lambda raw: raw["tables"]["contacts"]["columns"].update(x={"type": "code"}), "contacts.x"),
        (
            lambda raw: raw["tables"]["contacts"]["columns"].update(x={"type": "text", "label": "x"}),
            "contacts.x",
        ),
        (lambda raw: raw["derive"]["contacts"].append({"when": {"x": "*"}, "set": {}}), "derive.contacts.x"),
        (
            lambda raw: raw["derive"]["contacts"].append({"when": {}, "set": {"klima": "x"}}),
            "derive.contacts.klima",
        ),
        (lambda raw: raw["vocabularies"]["thema"]["codes"]["rente"][2].update(pillar="x"), "thema.rente"),
    ],
)
def test_a_contradiction_is_named_with_its_place(raw, change, place):
    change(raw)
    with pytest.raises(CodebookError) as caught:
        parse(raw)
    assert place in caught.value.message
