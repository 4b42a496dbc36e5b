"""Publishing what both have signed, and renewing the deadlines; without printing or asking."""

from __future__ import annotations

from pathlib import Path

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.approving import present_proposal
from companion.sharing.catching_up import keep_base
from companion.sharing.client import Client, Outcome
from companion.sharing.history import WorkingBank
from companion.sharing.people import read_person
from companion.sharing.publish import Step
from companion.sharing.release import adopt
from companion.sharing.renewal import hold
from companion.sharing.setup import key_ring, pending_roots, publisher


def publish_signed(
    settings: Settings, passphrase: str, file: Path | None = None, step: Step = lambda name: None
) -> Outcome:
    """Publish what both have signed, then synchronise this machine as everybody else does.

    Args:
        settings: of the lead's machine.
        passphrase: of the keys on this machine.
        file: the signed proposal as a file.
        step: told what is put next: ``claim``, the names of the files in order, ``release``.

    Raises:
        KontaktError: see ``Publisher.publish``; wrong passphrase; nothing presented.
    """
    client = Client(settings)
    proposal = present_proposal(client, file, client.next_number)
    if proposal is None:
        raise KontaktError(
            "Es gibt keine Vorlage.",
            "Erst „kontakt bank approve“ auf beiden Rechnern.",
            code="no_proposal",
        )
    online = key_ring(settings).open("online", passphrase)
    hold(settings, online)
    publisher(settings, client, client.storage()).publish(proposal, online, step)
    outcome = client.sync()
    folder = client.bank_folder()
    if folder and (settings.working_bank / ".git").is_dir():
        bank = WorkingBank(settings.working_bank)
        adopt(bank, folder, read_person(settings.sharing))
        keep_base(bank, folder)
    return outcome


def renew_deadlines(settings: Settings, passphrase: str, step: Step = lambda name: None) -> Outcome:
    """Publish snapshot and timestamp with later expiry, with taken up new roots; the bank stays as it is.

    Raises:
        KontaktError: see ``Publisher.renew``; wrong passphrase.
    """
    client = Client(settings)
    online = key_ring(settings).open("online", passphrase)
    hold(settings, online)
    publisher(settings, client, client.storage()).renew(online, pending_roots(settings, client), step)
    return client.sync()


def take_over_publication(settings: Settings) -> None:
    """Remove the marker of a publication that broke off on another machine for good."""
    client = Client(settings)
    publisher(settings, client, client.storage()).take_over()
