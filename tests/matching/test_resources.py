from __future__ import annotations

import pytest

from companion.matching import resources


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "# a remark\n\n  ez elternz = elternzeit  \nkita=kindergarten\n"
    monkeypatch.setattr(resources, "text", {"good.txt": content, "bad.txt": "no sign"}.__getitem__)


def test_remarks_and_blank_lines_are_left_out(written: None) -> None:
    assert list(resources.lines("good.txt")) == ["ez elternz = elternzeit", "kita=kindergarten"]


def test_several_keys_share_a_line(written: None) -> None:
    expected = [("ez", "elternzeit"), ("elternz", "elternzeit"), ("kita", "kindergarten")]
    assert list(resources.pairs("good.txt")) == expected


def test_a_line_without_sign_is_a_defect_and_says_where(written: None) -> None:
    with pytest.raises(ValueError, match=r"bad\.txt.*no sign"):
        list(resources.pairs("bad.txt"))


def test_the_shipped_files_are_read_from_the_package() -> None:
    assert "\n" in resources.text("stopwords.txt")
