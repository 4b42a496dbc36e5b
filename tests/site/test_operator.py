from pathlib import Path

import pytest

from companion.errors import KontaktError
from companion.site.operator import FIELDS, read_operator, template


def test_without_a_file_everything_is_missing_and_visible() -> None:
    operator = read_operator(None)
    assert operator.missing == tuple(FIELDS)
    assert "bitte ausfüllen" in operator.value("email")
    assert operator.link("phone") == "**[bitte ausfüllen: Telefonnummer]**"


def test_address_and_number_can_be_clicked(tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    path.write_text("email: 'team+web@example.org'\nphone: '030 / 123-45'\n", encoding="utf-8")
    operator = read_operator(path)
    assert operator.link("email") == "[team+web@example.org](mailto:team+web@example.org)"
    assert operator.link("phone") == "[030 / 123-45](tel:03012345)"


def test_the_template_reads_back_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    path.write_text(template(), encoding="utf-8")
    assert read_operator(path).missing == tuple(FIELDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("email: [a", "Zeile"),
        ("- liste", "etwas anderes"),
        ("phone: 030123", "etwas anderes"),
        ("fax: 'x'", "unbekannte Angaben: fax"),
        ("base_url: 'http://unsicher.example'", "https://"),
    ],
)
def test_a_bad_file_is_refused_with_a_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "fields.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KontaktError) as caught:
        read_operator(path)
    assert said in caught.value.message + caught.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match="lässt sich nicht lesen"):
        read_operator(tmp_path / "gibt-es-nicht.yaml")
