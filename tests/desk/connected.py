"""A lead's and a jurist's computer that share a storage, set up through the forms of the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from companion.bank.files import read_bank
from companion.config import Settings
from companion.sharing.client import current_bank_folder
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.desk.conftest import Client, Desk, served_desk

OWN, SPARE = "vier zufällige wörter hier", "ganz andere wörter im umschlag"


@dataclass
class Connected:
    """Both computers, somebody signed in at each, and the invitation to their bank."""

    lead: Desk
    jurist: Desk
    at_lead: Client
    at_jurist: Client
    invitation: bytes


def connect(lead: Desk, jurist: Desk, base: Path, bank: Path) -> Connected:
    """Keys, trust, invitation and a working bank at the lead's; nothing is published yet.

    Args:
        lead: one computer.
        jurist: the other.
        base: an empty folder for storage and stick.
        bank: what the working bank begins with.
    """
    storage, stick = base / "storage", base / "stick"
    storage.mkdir()
    stick.mkdir()
    lead.role("teamleitung")
    jurist.role("jurist")
    at_lead, at_jurist = lead.client(), jurist.client()
    at_jurist.post("/desk/publish/person", {"name": "Juri", "person_role": "jurist"})
    key = {"key_role": "jurist", "passphrase": OWN, "passphrase_again": OWN}
    assert at_jurist.post("/desk/publish/keys", key).status_code == 303
    public = at_jurist.get("/desk/publish/keys/jurist.pub.json").content
    at_lead.post("/desk/publish/person", {"name": "Lea", "person_role": "lead"})
    fields = {"init_url": str(storage), "backup": str(stick / "reserve.key.age")}
    fields |= {"passphrase": OWN, "passphrase_again": OWN}
    fields |= {"backup_passphrase": SPARE, "backup_passphrase_again": SPARE}
    done(lead, at_lead.upload("/desk/publish/init", fields, {"jurist": ("jurist.pub.json", public)}))
    invitation = at_lead.get("/desk/publish/invitation.json").content
    assert json.loads(invitation)["kind"] == "kontakt-invite"
    done(jurist, at_jurist.upload("/desk/publish/join", {}, {"file": ("einladung.json", invitation)}))
    WorkingBank.create(lead.data / "working_bank", bank, Person("Edi", "editor")).close()
    return Connected(lead, jurist, at_lead, at_jurist, invitation)


@contextmanager
def two_desks(bank: Path, base: Path) -> Iterator[Connected]:
    """Both computers while they run, connected through ``base / "between"``; nothing is published yet."""
    (base / "between").mkdir()
    with served_desk(bank, base / "lead") as lead, served_desk(bank, base / "jurist") as jurist:
        yield connect(lead, jurist, base / "between", bank)


def edit(team: Connected, entry_id: str, words: str) -> None:
    """New words in the lead's working bank, ready for review."""
    with WorkingBank(team.lead.data / "working_bank") as bank:
        document = bank.document(entry_id)
        document.texts[""] = words
        document.meta["status"] = "in_review"
        bank.save(document, Person("Edi", "editor"), "Text")


def text_in_use(desk: Desk, entry_id: str) -> str:
    """The text of an entry in the verified bank of a computer."""
    folder = current_bank_folder(Settings(desk.data))
    assert folder
    return read_bank(folder).entries[entry_id].text()


def release(team: Connected) -> None:
    """Both sign what lies there, the lead publishes."""
    sign(team)
    done(team.lead, team.at_lead.post("/desk/publish/ask", {"x": "1"}))
    done(team.lead, team.at_lead.post("/desk/publish", {"passphrase": OWN}))


def sign(team: Connected) -> None:
    """Both sign what lies there."""
    for desk, client in ((team.lead, team.at_lead), (team.jurist, team.at_jurist)):
        done(desk, client.post("/desk/review/fetch", {"x": "1"}))
        fingerprint = desk.inner.shown.presented.signatures.fingerprint  # type: ignore[union-attr]
        done(
            desk,
            client.post("/desk/review/sign", {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"}),
        )


def done(desk: Desk, answer: requests.Response) -> str:
    """Wait for the job a form has started; what it came to."""
    assert answer.status_code == 303, answer.text
    job = desk.inner.jobs.get(answer.headers["Location"].rpartition("/")[2])
    assert job.ended.wait(120)
    assert job.result is not None, job.error
    return job.result.message


def failed(desk: Desk, answer: requests.Response) -> str:
    """Wait for a job that cannot succeed; the code of what went wrong."""
    job = desk.inner.jobs.get(answer.headers["Location"].rpartition("/")[2])
    assert job.ended.wait(120)
    assert job.error is not None, job.result
    return job.error.code
