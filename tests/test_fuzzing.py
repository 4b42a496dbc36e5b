"""Files from elsewhere, damaged at random: each is read whole or refused with a reason, and nothing else happens.

A damaged file is a good one with some bytes cut out, doubled or replaced, so that the damage reaches deep into the
readers. What is not a ``KontaktError`` fails the test.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from companion.bank.check import check_bank
from companion.bank.document import Document
from companion.bank.problem import Problem
from companion.bank.spreadsheet import read_table, write_table
from companion.codebook import load
from companion.contacts import ContactLog
from companion.errors import KontaktError
from companion.export import archive as batch_archive
from companion.export.batch import drop
from companion.export.pool import Pool
from companion.export.receive import receive
from companion.export.seal import seal, unseal
from companion.matching.labelled import LabelledPost, read_labelled
from companion.sharing import archive as bank_archive
from companion.sharing.proposal import Proposal
from tests.bank.conftest import AMOUNTS, ANSWER, ANSWER_PATH, write_to
from tests.sharing.conftest import make_team
from tests.small_bank import write_small_bank
from tests.started import ROOT

DAY = date(2026, 11, 23)
LEAD = pyrage.x25519.Identity.generate()
QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def damage(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """A way to damage bytes: one to three cuts, doublings or replacements at relative places."""
    steps = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("cut", "double", "replace")),
                st.floats(0, 1),
                st.integers(0, 60),
                st.binary(max_size=12)
                | st.sampled_from([b"\x00", b"\n", b'"', b"---\n", b"{", b"\xff", b": ", b";"]),
            ),
            min_size=1,
            max_size=3,
        )
    )

    def apply(whole: bytes) -> bytes:
        for how, place, length, put in steps:
            start = int(place * len(whole))
            middle = whole[start : start + length]
            new = {"cut": b"", "double": middle * 2, "replace": put}[how]
            whole = whole[:start] + new + whole[start + length :]
        return whole

    return apply


def read_or_refused(read: Callable[[], object]) -> object:
    """What was read, or ``None`` if it was refused with a reason and a remedy."""
    try:
        return read()
    except KontaktError as error:
        if not (error.message and error.hint):
            raise AssertionError("refused without a remedy") from error
        return None


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank that may be damaged; each example puts the file back."""
    return write_small_bank(tmp_path_factory.mktemp("fuzzed"))


@given(st.data(), damage())
@QUICK
def test_bank_files(bank: Path, data: st.DataObject, damaged: Callable[[bytes], bytes]) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in bank.rglob("*") if path.is_file())))
    before = path.read_bytes()
    try:
        path.write_bytes(damaged(before))
        for problem in check_bank(bank, DAY):
            assert isinstance(problem, Problem)
            assert problem.message
            assert problem.remedy
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(
    "odd", [".nan", ".inf", "1.0e+300", "0x" + "f" * 4000], ids=["nan", "inf", "large", "long"]
)
def test_odd_values_in_every_place_of_a_bank(bank: Path, odd: str) -> None:
    """Damage by chance hardly ever makes one; hexadecimal numbers pass where Python limits others."""
    (bank / "amounts.yaml").write_text(AMOUNTS, encoding="utf-8")
    write_to(bank, ANSWER_PATH, ANSWER.replace("Gute Nachricht", "Bis {{betrag:minijob_grenze}}"))
    for path in sorted(path for path in bank.rglob("*") if path.is_file()):
        before = path.read_text(encoding="utf-8")
        for place in re.finditer(r"(?m)[\w-]+:( [^,{}\n]*)?(?=[,}\n])", before):
            path.write_text(f"{before[: place.start(1)]} {odd}{before[place.end(1) :]}", encoding="utf-8")
            for problem in check_bank(bank, DAY):
                assert problem.message
                assert problem.remedy
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(damaged=damage())
@QUICK
def test_spreadsheets(bank: Path, ending: str, damaged: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / f"table.{ending}"
    if not (whole := tmp_path / f"whole.{ending}").exists():
        from companion.bank.document import parse_document

        found = [
            parse_document(path.read_text(encoding="utf-8"), path.name)[0] for path in bank.rglob("*/*/*.md")
        ]
        write_table([document for document in found if document], whole)
    path.write_bytes(damaged(whole.read_bytes()))
    found = read_or_refused(lambda: read_table(path))
    assert found is None or all(isinstance(document, Document) for document in found)  # type: ignore[attr-defined]


@given(damage())
@QUICK
def test_zips_of_a_bank(bank: Path, damaged: Callable[[bytes], bytes]) -> None:
    files = {
        path.relative_to(bank).as_posix(): path.read_bytes() for path in bank.rglob("*") if path.is_file()
    }
    found = read_or_refused(lambda: bank_archive.members(damaged(bank_archive.pack(files))))
    assert found is None or set(found) <= set(files)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def proposal(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A proposal as the jurist gets it."""
    [team] = make_team("folder", tmp_path_factory.mktemp("team"))
    return team.propose().to_bytes()


@given(damage())
@QUICK
def test_proposals(proposal: bytes, damaged: Callable[[bytes], bytes]) -> None:
    assert isinstance(read_or_refused(lambda: Proposal.from_bytes(damaged(proposal))), Proposal | None)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is inside a good batch."""
    made: dict[str, bytes] = {}
    days = [datetime(2026, 11, 2), datetime(2026, 11, 24)]
    log = ContactLog.open(tmp_path_factory.mktemp("log") / "log.sqlite3", load(), now=lambda: days[0])
    for thema in ("rente", "steuer", "rente"):
        log.add({"uuid": str(uuid.uuid4()), "thema": thema})
    days.pop(0)
    log.freeze(days[0].date())
    assert drop(log, load(), [str(LEAD.to_public())], made.__setitem__, days[0].date()) > 0
    log.close()
    found = [batch_archive.unpack(unseal(sealed, LEAD), 10**8) for sealed in made.values()]
    return max(found, key=lambda members: len(members["contacts.csv"].splitlines()))


def take(folder: Path, content: bytes) -> list[KontaktError]:
    """Receive one batch into an empty pool; it is either in it or refused."""
    shutil.rmtree(folder, ignore_errors=True)
    report = receive(Pool(folder), load(), [seal(content, [str(LEAD.to_public())])], LEAD)
    assert len(report.new) + len(report.refused) == 1
    return report.refused


def test_the_good_batch_is_taken(batch: dict[str, bytes], tmp_path: Path) -> None:
    assert take(tmp_path / "pool", batch_archive.pack(batch)) == []


@given(damaged=damage())
@QUICK
def test_damaged_batches(batch: dict[str, bytes], damaged: Callable[[bytes], bytes], tmp_path: Path) -> None:
    for error in take(tmp_path / "pool", damaged(batch_archive.pack(batch))):
        assert error.hint


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(data=st.data(), value=JSON)
@QUICK
def test_batches_with_another_manifest(
    batch: dict[str, bytes], data: st.DataObject, value: Any, tmp_path: Path
) -> None:
    manifest = json.loads(batch["manifest.json"])
    key = data.draw(st.sampled_from(sorted(manifest)))
    if manifest[key] == value:
        return
    changed = data.draw(st.sampled_from([value, manifest | {key: value}]))
    refused = take(
        tmp_path / "pool", batch_archive.pack(batch | {"manifest.json": json.dumps(changed).encode()})
    )
    assert refused or key not in ("format", "rows", "sha256")


@given(data=st.data(), content=st.binary(max_size=40))
@QUICK
@example(data=None, content=b"")
def test_batches_with_another_table(
    batch: dict[str, bytes], data: Any, content: bytes, tmp_path: Path
) -> None:
    """Even where somebody with the key made the sums fit."""
    import hashlib

    names = sorted(name for name in batch if name.endswith(".csv"))
    name = data.draw(st.sampled_from(names)) if data else names[0]
    manifest = json.loads(batch["manifest.json"])
    manifest["sha256"][name.removesuffix(".csv")] = hashlib.sha256(content).hexdigest()
    members = batch | {name: content, "manifest.json": json.dumps(manifest).encode()}
    [error] = take(tmp_path / "pool", batch_archive.pack(members))
    assert error.hint


@given(damage())
@QUICK
def test_labelled_posts(tmp_path: Path, damaged: Callable[[bytes], bytes]) -> None:
    whole = b"".join((ROOT / "tests/data/posts.jsonl").read_bytes().splitlines(keepends=True)[:3])
    path = tmp_path / "posts.jsonl"
    path.write_bytes(damaged(whole))
    found = read_or_refused(lambda: read_labelled(path, None, {}))
    assert found is None or all(isinstance(post, LabelledPost) for post in found)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "1", "text": "a", "expected": 5}',
        '{"id": "1", "text": "a", "expected": [5]}',
        '{"id": "1", "text": "a", "expected": [["x"]]}',
        '{"id": "1", "text": "a", "context": 5}',
        '{"id": "1", "text": "a", "kind": []}',
        '{"id": "1", "text": "a", "stance": {}}',
        '{"id": "1", "text": "\\ud800"}',
        "[" * 100_000,
    ],
    ids=range(8),
)
def test_labelled_posts_of_a_wrong_shape(tmp_path: Path, line: str) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(KontaktError):
        read_labelled(path, None, {})
