"""Publishing what both have signed, and renewing the deadlines; without printing or asking."""

from __future__ import annotations

from pathlib import Path

from tuf.api.metadata import Targets

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.catching_up import settle
from companion.sharing.client import Client, Outcome
from companion.sharing.one_release import one_release_at_a_time
from companion.sharing.proposing import proposal_on_its_way
from companion.sharing.publish import Step
from companion.sharing.renewal import hold
from companion.sharing.resuming import resume
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
    with one_release_at_a_time(settings):
        return _publish(settings, passphrase, file, step)


def _publish(settings: Settings, passphrase: str, file: Path | None, step: Step) -> Outcome:
    client = Client(settings)
    proposal = proposal_on_its_way(client, file, client.next_number)
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
    if folder := client.bank_folder():
        settle(settings, folder)
    return outcome


def renew_deadlines(
    settings: Settings, passphrase: str, step: Step = lambda name: None, confirmed: str = ""
) -> Outcome:
    """Publish snapshot and timestamp with later expiry, with taken up new roots; the bank stays as it is.

    Args:
        settings: of the lead's machine.
        passphrase: of the keys on this machine.
        step: see ``publish_signed``.
        confirmed: ``Unconfirmed.fingerprint``, if somebody was asked about what lies in the storage and said yes.

    Raises:
        Unconfirmed: what lies in the storage has run out and this machine cannot tell whether it is the newest.
        KontaktError: see ``Publisher.renew`` and ``resume``; wrong passphrase.
    """
    with one_release_at_a_time(settings):
        return _renew(settings, passphrase, step, confirmed)


def _renew(settings: Settings, passphrase: str, step: Step, confirmed: str) -> Outcome:
    client = Client(settings)
    online = key_ring(settings).open("online", passphrase)
    hold(settings, online)
    sender = publisher(settings, client, client.storage())
    with sender.alone():
        # What is damaged in the storage is mended by renewing; on a machine that knows nothing it has to be told
        # instead.
        told = _fetch(client)
        if told is None or told.code == "bank_expired":
            resume(settings, sender, online.public_key, pending_roots(settings, client), confirmed)
        elif client.trusted(Targets.type) is None and told.code != "nothing_published":
            raise told
        sender.renew(online, pending_roots(settings, client), step)
    return client.sync()


def _fetch(client: Client) -> KontaktError | None:
    """Synchronise; why it was refused."""
    try:
        client.sync()
    except KontaktError as error:
        return error
    return None


def take_over_publication(settings: Settings) -> None:
    """Remove the marker of a publication that broke off on another machine for good."""
    client = Client(settings)
    publisher(settings, client, client.storage()).take_over()
