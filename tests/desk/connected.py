"""A lead's and a jurist's computer that share a storage, set up through the forms of the desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import requests

from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.desk.conftest import Client, Desk

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


def release(team: Connected) -> None:
    """Both sign what lies there, the lead publishes."""
    for desk, client in ((team.lead, team.at_lead), (team.jurist, team.at_jurist)):
        done(desk, client.post("/desk/review/fetch", {"x": "1"}))
        fingerprint = desk.inner.shown.presented.signatures.fingerprint  # type: ignore[union-attr]
        done(
            desk,
            client.post("/desk/review/sign", {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"}),
        )
    done(team.lead, team.at_lead.post("/desk/publish/ask", {"x": "1"}))
    done(team.lead, team.at_lead.post("/desk/publish", {"passphrase": OWN}))


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
