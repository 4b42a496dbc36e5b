from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from companion.bank.entry import Entry
from companion.matching.indexes import index, index_file
from companion.matching.indexes.index import EntryIndex
from companion.matching.indexes.index_file import IndexFile, fingerprint
from companion.matching.language.embeddings import EmbeddingStore
from tests.matching.conftest import ENTRIES

ANSWERS = [entry for entry in ENTRIES if entry.kind == "answer"]


@pytest.fixture
def build(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Entry]], list[str]]:
    """Builds an index of entries and returns the ids of those that were taken apart for it."""
    analysed: list[str] = []
    real = index.analyse

    def counting(entry: Entry) -> object:
        analysed.append(entry.id)
        return real(entry)

    monkeypatch.setattr(index, "analyse", counting)

    def make(entries: Sequence[Entry]) -> list[str]:
        analysed.clear()
        EntryIndex(entries, EmbeddingStore(cache), kept=IndexFile(cache, "answer"))
        return list(analysed)

    return make


def test_the_same_bank_is_read_back_whole(build: Callable[[Sequence[Entry]], list[str]], cache: Path) -> None:
    (file,) = cache.glob("index-answer*")
    os.utime(file, (1, 1))  # writing it would show however soon it comes
    assert build(ANSWERS) == []
    assert file.stat().st_mtime == 1


def test_only_what_has_changed_is_taken_apart(build: Callable[[Sequence[Entry]], list[str]]) -> None:
    changed = replace(ANSWERS[1], keywords=(*ANSWERS[1].keywords, "Hort"))
    new = replace(ANSWERS[0], id="neu", title="Ganz neu")
    assert build([new, *ANSWERS[2:], changed]) == ["neu", changed.id]
    assert build([new, *ANSWERS[2:], changed]) == []


def test_only_the_newest_index_is_kept_under_a_name_of_its_own(
    build: Callable[[Sequence[Entry]], list[str]], cache: Path
) -> None:
    (before,) = cache.glob("index-answer*")
    build(ANSWERS[1:])
    (after,) = cache.glob("index-answer*")
    assert before != after


def test_days_and_colours_are_no_change(build: Callable[[Sequence[Entry]], list[str]]) -> None:
    later = [replace(e, review_by=date(2030, 1, 1), ampel="rot", version=7) for e in ANSWERS]  # type: ignore[arg-type]
    assert build(later) == []


def test_an_index_hangs_on_all_code_and_data_but_what_training_needs_and_the_weights() -> None:
    names = {name for name, _ in index_file._parts(files("companion.matching"))}
    assert names >= {"matcher.py", "language/german.py", "indexes/index.py", "data/lexicon.txt"}
    assert not {name for name in names if "training" in name or "__pycache__" in name or "weights" in name}


def test_another_version_of_the_matcher_uses_nothing_of_it(
    build: Callable[[Sequence[Entry]], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_file, "made_by", lambda: b"another version.")
    assert build(ANSWERS) == [e.id for e in ANSWERS]
    assert build(ANSWERS) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Anders"},
        {"wordings": ("Wie melde ich Elternzeit beim Arbeitgeber an?",)},
        {"keywords": ("Frist",)},
        {"fact": "Neu."},
        {"fact": ""},
        {"texts": {"": "Ein anderer Text."}},
    ],
)
def test_whatever_is_analysed_changes_the_fingerprint(changes: dict[str, object]) -> None:
    changed = replace(ENTRIES[0], **changes)  # type: ignore[arg-type]
    assert (fingerprint(changed) != fingerprint(ENTRIES[0])) is (changes != {"fact": ""})


def test_without_a_folder_nothing_is_known(tmp_path: Path) -> None:
    nothing = IndexFile(None, "answer")
    assert nothing.ready(ANSWERS, large=False) is None
    assert nothing.analyses()(ANSWERS[0]) is None
    nothing.save(ANSWERS, False, {})
    assert list(tmp_path.iterdir()) == []
