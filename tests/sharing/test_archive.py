"""The same files give the same bytes, and come out as they went in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.bank.folder import read_folder
from companion.config import shipped
from companion.sharing.archive import ArchiveRefused, members, pack, unpack

NAMES = st.from_regex(r"answers/[a-z]{2,5}/[a-z0-9][a-z0-9-]{2,7}\.md", fullmatch=True) | st.sampled_from(
    ["bank.yaml", "amounts.yaml", "fragments/notruf.md"]
)
FILES = st.dictionaries(NAMES, st.binary(max_size=300), max_size=8)


@given(FILES)
def test_in_and_out(files: dict[str, bytes]) -> None:
    assert members(pack(files)) == files


@given(FILES, st.randoms())
def test_the_order_of_the_files_does_not_matter(files: dict[str, bytes], random: object) -> None:
    shuffled = list(files.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pack(dict(shuffled)) == pack(files)


@given(st.binary(max_size=400))
def test_noise_is_refused_not_raised(noise: bytes) -> None:
    with pytest.raises(ArchiveRefused):
        members(noise)


@given(FILES.filter(bool), st.data())
def test_a_cut_archive_is_refused(files: dict[str, bytes], data: st.DataObject) -> None:
    content = pack(files)
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(ArchiveRefused):
        members(content[:cut])


def test_nothing_is_written_if_one_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused):
        unpack(pack({"bank.yaml": b"x", "zzz.exe": b"x"}), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_too_large_a_file(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match="zu groß"):
        members(pack({"bank.yaml": b"x" * 300_000}))


@pytest.mark.parametrize(
    "name",
    ["answers/rente/-rf.md", "answers/rente/--help.md", "corrections/-rente/abc.md", "answers/--out/abc.md"],
)
def test_a_name_that_would_be_an_option_of_a_command_is_refused(name: str) -> None:
    with pytest.raises(ArchiveRefused, match="nicht in eine Antwortbank"):
        members(pack({"bank.yaml": b"x", name: b"x"}))


def test_everything_that_ships_is_taken() -> None:
    files = {file.path: file.content for file in read_folder(shipped("answer_bank"))[0]}
    assert len(files) > 200
    assert members(pack(files)) == files
