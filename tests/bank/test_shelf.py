"""A bank that is kept in memory is always the one on the disk."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from companion.bank.files import Reading, inspect
from companion.bank.folder import BankFile
from companion.bank.shelf import Shelf, shelf_of
from companion.private_files import write_bytes

TODAY = date(2026, 11, 29)
ENTRY = "answers/teilzeit/teilzeit-anspruch.md"


def same(left: Reading, right: Reading) -> bool:
    return (left.digest, left.entries, left.documents, left.problems) == (
        right.digest,
        right.entries,
        right.documents,
        right.problems,
    )


def test_a_shelf_finds_what_a_whole_reading_finds(small_bank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    shutil.copytree(small_bank, folder)
    shelf = Shelf(folder)
    first = shelf.reading(TODAY)
    assert same(first, inspect(folder, TODAY))
    assert shelf.reading(TODAY) is first
    text = (folder / ENTRY).read_text(encoding="utf-8")

    write_bytes(folder / ENTRY, text.replace("15 Menschen", "16 Menschen").encode())
    second = shelf.reading(TODAY)
    assert "16 Menschen" in second.entries[ENTRY].texts[""]
    untouched = "answers/pflege/pflegezeit-angehoerige.md"
    assert second.entries[untouched] is first.entries[untouched]
    assert same(second, inspect(folder, TODAY))

    write_bytes(folder / ENTRY, b"---\nid: [\n")
    assert same(shelf.reading(TODAY), inspect(folder, TODAY))
    (folder / ENTRY).unlink()
    assert ENTRY not in shelf.reading(TODAY).documents

    (folder / "amounts.yaml").write_text(
        "format: 1\namounts:\n  grenze:\n    label: Grenze\n    unit: Euro\n    values:\n"
        "      - {value: 603, valid_from: 2026-01-01, source: Gesetz}\n",
        encoding="utf-8",
    )
    write_bytes(folder / ENTRY, text.replace("15 Menschen", "{{betrag:grenze}}").encode())
    assert "603 Euro" in shelf.reading(TODAY).entries[ENTRY].texts[""]
    write_bytes(folder / "amounts.yaml", (folder / "amounts.yaml").read_bytes().replace(b"603", b"700"))
    assert "700 Euro" in shelf.reading(TODAY).entries[ENTRY].texts[""]
    assert same(shelf.reading(date(2025, 1, 1)), inspect(folder, date(2025, 1, 1)))

    shutil.rmtree(folder)
    assert same(shelf.reading(TODAY), inspect(folder, TODAY))


def test_a_change_is_judged_as_if_it_were_written(small_bank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    shutil.copytree(small_bank, folder)
    text = (folder / ENTRY).read_text(encoding="utf-8")
    moved = ENTRY.replace("teilzeit/", "pflege/")
    amounts = "format: 1\namounts: {}\n"
    for changes in (
        {ENTRY: text.replace("15 Menschen", "16 Menschen")},
        {ENTRY: "---\nid: [\n"},
        {ENTRY: None, moved: text.replace("topic: teilzeit", "topic: pflege")},
        {"amounts.yaml": amounts, ENTRY: text.replace("15 Menschen", "{{betrag:fehlt}}")},
    ):
        files = {
            path: None if content is None else BankFile(path, content.encode(), content)
            for path, content in changes.items()
        }
        as_if = shelf_of(folder).reading_with(files, TODAY)
        written = tmp_path / "written"
        shutil.copytree(folder, written)
        for path, content in changes.items():
            if content is None:
                (written / path).unlink()
            else:
                write_bytes(written / path, content.encode())
        assert same(as_if, inspect(written, TODAY)), changes
        shutil.rmtree(written)
        assert same(shelf_of(folder).reading(TODAY), inspect(folder, TODAY))
