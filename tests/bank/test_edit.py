"""Where an entry belongs in a bank."""

from datetime import date

import pytest

from companion.bank.edit import path_of, template
from companion.errors import KontaktError

TODAY = date(2026, 11, 23)


def test_an_entry_lies_under_its_kind_and_topic() -> None:
    found = path_of(template("answer", "kind_krank", "kinderkrankentage", "Kinderkrankentage", TODAY))
    assert found == "answers/kind_krank/kinderkrankentage.md"


@pytest.mark.parametrize("topic", ["", "Pflege", "größe", "maßnahmen", "a b", "../pflege", "-pflege"])
def test_what_bank_yaml_takes_for_no_topic_names_no_folder(topic: str) -> None:
    with pytest.raises(KontaktError) as refused:
        path_of(template("answer", topic, "kinderkrankentage", "Kinderkrankentage", TODAY))
    assert refused.value.code == "entry_place"
