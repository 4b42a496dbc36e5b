"""Two tabs, or a window and a command: what they do towards a release on one machine never mixes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing import approving, proposing
from companion.sharing.approving import present, sign_presented
from companion.sharing.client import Client
from companion.sharing.exchange import get_proposal
from companion.sharing.history import WorkingBank
from companion.sharing.one_release import one_release_at_a_time
from companion.sharing.people import Person
from companion.sharing.proposal import Proposal
from companion.sharing.putting_back import put_back
from companion.sharing.releasing import publish_signed, renew_deadlines
from tests.sharing.machines import ID, PASSPHRASES, Lap, seal_quickly

SECRET = PASSPHRASES["KONTAKT_PASSPHRASE"]
OTHER = "pflegezeit-angehoerige"
EDI, JURI = Person("Edi", "editor"), Person("Juri", "jurist")
A_WHILE_S = 0.5
"""So long one waits for the other one, who waits for the first one if all is well."""


@pytest.fixture
def lap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lap:
    seal_quickly(monkeypatch)
    (tmp_path / "share").mkdir()
    return Lap(tmp_path)


def write(lap: Lap, entry_id: str, words: str, by: Person = EDI) -> None:
    """Somebody writes a text and gives it to review."""
    with WorkingBank(lap.lead.settings.working_bank) as bank:
        document = bank.document(entry_id)
        document.texts[""], document.meta["status"] = words, "in_review"
        bank.save(document, by, "Text")


def meanwhile(
    patch: pytest.MonkeyPatch, room: Any, name: str, other: Callable[[], object]
) -> threading.Thread:
    """The second one acts when the first one has come to a step; whoever can goes on, and neither waits for ever."""
    thread, step = threading.Thread(target=other), getattr(room, name)

    def with_other(*given: Any, **named: Any) -> Any:
        if thread.ident is None:
            thread.start()
            thread.join(A_WHILE_S)
        return step(*given, **named)

    patch.setattr(room, name, with_other)
    return thread


def texts(proposal: Proposal | None) -> str:
    assert proposal is not None
    documents = approving.documents_of(proposal, {ID, OTHER})
    return " ".join(document.texts[""] for document in documents.values())


def test_no_proposal_lays_itself_over_one_of_another_tab(lap: Lap, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = lap.lead.settings
    write(lap, ID, "Aus dem ersten Fenster.")
    first = present(settings, fresh=True)

    def second() -> None:
        write(lap, OTHER, "Aus dem zweiten Fenster.")
        shown = present(settings, fresh=True)
        sign_presented(settings, shown.signatures.fingerprint, SECRET)

    other = meanwhile(monkeypatch, approving, "examine", second)
    sign_presented(settings, first.signatures.fingerprint, SECRET)
    other.join()
    client = Client(settings)
    lies_there = texts(get_proposal(client.storage(), client.next_number))
    assert "Aus dem ersten Fenster." in lies_there
    assert "Aus dem zweiten Fenster." in lies_there, "it was signed last"


def test_no_two_releases_are_called_the_same(lap: Lap, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = lap.lead.settings
    write(lap, ID, "Erste Fassung.")
    lap.lead("approve", "--yes")
    lap.jurist("approve", "--yes")
    write(lap, OTHER, "Zweite Fassung.")
    published: list[str] = []

    def publish() -> None:
        published.append(publish_signed(settings, SECRET).version)

    other = meanwhile(monkeypatch, proposing, "build", publish)
    shown = present(settings, fresh=True)
    other.join()
    assert published == [f"{date.today():%Y.%m.%d}-2"]
    with pytest.raises(KontaktError, match="an der Reihe"):
        sign_presented(settings, shown.signatures.fingerprint, SECRET)
    lap.lead("approve", "--yes")
    lap.jurist("approve", "--yes")
    assert publish_signed(settings, SECRET).version == f"{date.today():%Y.%m.%d}-3"


def test_what_is_fetched_while_a_proposal_is_made_outdates_it(
    lap: Lap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The companion fetches by itself, also what a deputy has published from another machine."""
    settings = lap.lead.settings
    write(lap, ID, "Erste Fassung.")
    write(lap, OTHER, "Zweite Fassung.")
    number = Client(settings).next_number
    real: Callable[..., Any] = proposing.build

    def overtaken(*given: Any, **named: Any) -> Any:
        made = real(*given, **named)
        monkeypatch.setattr(Client, "next_number", number + 1)
        return made

    monkeypatch.setattr(proposing, "build", overtaken)
    with pytest.raises(KontaktError) as caught:
        present(settings, fresh=True)
    assert caught.value.code == "proposal_outdated"


def test_no_words_travel_without_the_name_of_who_wrote_them(
    lap: Lap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves while the proposal is made: their words are in it together with their name, or not at all."""
    settings, built = lap.lead.settings, threading.Event()
    write(lap, OTHER, "Damit es etwas vorzulegen gibt.")
    commit = WorkingBank._commit

    def late(*given: Any) -> Any:
        if given[2] == JURI:
            built.wait(A_WHILE_S * 4)  # the words are in the folder, their author is not in the history yet
        return commit(*given)

    monkeypatch.setattr(WorkingBank, "_commit", late)
    other = meanwhile(monkeypatch, proposing, "build", lambda: write(lap, ID, "Von Juri selbst.", JURI))
    shown = present(settings, fresh=True)
    built.set()
    other.join()
    if "Von Juri selbst." in str(shown.documents):
        assert JURI.name in shown.authors[ID]
    assert set(shown.authors) == {OTHER}


@pytest.mark.parametrize(
    "step",
    [
        lambda settings: present(settings),
        lambda settings: sign_presented(settings, "", SECRET),
        lambda settings: publish_signed(settings, SECRET),
        lambda settings: renew_deadlines(settings, SECRET),
        lambda settings: put_back(settings),
    ],
    ids=["present", "sign", "publish", "renew", "put_back"],
)
def test_whoever_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: Callable[[Any], object]
) -> None:
    monkeypatch.setattr("companion.sharing.one_release.LOCK_S", 0.01)
    settings = Settings(tmp_path)
    with one_release_at_a_time(settings), pytest.raises(KontaktError) as caught:
        step(settings)
    assert (caught.value.code, caught.value.status) == ("release_busy", 409)
    assert "Auf diesem Rechner" in caught.value.message
