from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import UsageError
from companion.matching.labelled import read_ids, read_labelled, read_posts

KINDS = {"elterngeld": "answer", "mythos": "correction"}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_codes_are_resolved_and_unknown_ones_dropped(tmp_path: Path) -> None:
    posts = write(
        tmp_path / "p.jsonl",
        '{"id": "1", "text": "Frage", "expected": ["A1", "C1", "A9"], "stance": null}\n\n'
        '{"id": "2", "text": "Aussage", "context": "oben", "expected": ["C1"], "stance": "asserts", "style": "kurz"}\n',
    )
    ids = write(tmp_path / "i.tsv", "A1\telterngeld\nC1\tmythos\n")
    first, second = read_labelled(posts, ids, KINDS)
    assert (first.answers, first.corrections, first.leading) == (("elterngeld",), ("mythos",), True)
    assert (second.corrections, second.leading, second.post.context, second.style) == (
        ("mythos",),
        False,
        "oben",
        "kurz",
    )


def test_without_codes_entries_are_named_directly(tmp_path: Path) -> None:
    posts = write(
        tmp_path / "p.jsonl", '{"id": 1, "text": "x", "expected": ["elterngeld"]}\n{"id": 2, "text": "y"}'
    )
    first, second = read_labelled(posts, None, KINDS)
    assert first.leading
    assert second.nothing_fits


@pytest.mark.parametrize(
    "line", ["{kein json", "[1]", '{"id": "1"}', '{"text": "ohne id"}', '{"id": 1, "text": 5}']
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    posts = write(tmp_path / "p.jsonl", '{"id": "1", "text": "gut"}\n' + line)
    with pytest.raises(UsageError, match="Zeile 2"):
        read_posts(posts)


def test_missing_files_and_missing_tabs_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"fehlt\.jsonl"):
        read_posts(tmp_path / "fehlt.jsonl")
    with pytest.raises(UsageError, match="Zeile 1"):
        read_ids(write(tmp_path / "i.tsv", "A1 elterngeld"))
