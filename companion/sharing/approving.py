"""Presenting a release and signing it: what exactly is signed is shown, kept, and nothing else is signed.

``present`` keeps the proposal it shows in the private data folder; ``sign_presented`` signs those very bytes and asks
for their fingerprint, so that a proposal that was exchanged in the meantime is never signed unseen.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tuf.api.metadata import Timestamp

from companion.bank.document import Document
from companion.config import Settings
from companion.errors import KontaktError, UsageError
from companion.private_files import hand_out
from companion.sharing.client import Client
from companion.sharing.exchange import Answer, get_proposal, put_proposal, send_answers
from companion.sharing.ground import Ground, ground_of, keep_ground, kept_ground, next_number
from companion.sharing.keys import Role
from companion.sharing.one_release import one_release_at_a_time
from companion.sharing.people import Person, read_person
from companion.sharing.presented import (
    Signatures,
    changed,
    fingerprint_of,
    forget,
    keep,
    kept,
    signatures_under,
)
from companion.sharing.proposal import Proposal, approve, digest, documents_of, examine
from companion.sharing.proposing import GONE, find_or_make, proposal_on_its_way
from companion.sharing.publish import TIMESTAMP_LIMIT, TIMESTAMP_NAME
from companion.sharing.release import Change
from companion.sharing.resuming import Found, Unconfirmed, look
from companion.sharing.setup import key_ring, publisher
from companion.sharing.storage import NotThere
from companion.sharing.trust import new_keys


@dataclass(frozen=True)
class Presented:
    """What will be signed.

    Attributes:
        signatures: who has signed so far, and the fingerprint.
        digest: first digits of the content, to be compared on the phone.
        changes: against the verified bank of this machine, entry by entry.
        authors: entry id → who wrote the new words.
        new_keys: role → fingerprint of keys that come into force with it.
        documents: entry id → the entry as it would be released, of every entry that changes and stays.
        answers: what the jurist said to the proposal before, taken up just now (lead only).
        expires: last day the signatures are valid.
        caught_up: sentences about what was published elsewhere and is taken up here now (lead only).
        question: what has to be confirmed before signing (jurist only, after the release in force ran out).
    """

    signatures: Signatures
    digest: str
    changes: list[Change]
    authors: dict[str, list[str]]
    new_keys: dict[Role, str]
    documents: dict[str, Document] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    expires: date = date.max
    caught_up: list[str] = field(default_factory=list)
    question: Unconfirmed | None = None


def present(
    settings: Settings, file: Path | None = None, *, fresh: bool = False, today: date | None = None
) -> Presented:
    """What lies ready to be signed; on the lead's machine a new proposal is made if there is none.

    Args:
        settings: of the lead's or the jurist's machine.
        file: the proposal as a file instead of in the storage.
        fresh: replace a proposal that is on its way by a new one.
        today: the present day.

    Raises:
        KontaktError: nothing to release or nothing presented, a proposal that does not check, storage unreachable.
        UsageError: who works here neither leads nor is the jurist.
    """
    with one_release_at_a_time(settings):
        return _present(settings, file, fresh, today or date.today())


def _present(settings: Settings, file: Path | None, fresh: bool, today: date) -> Presented:
    who, client = _signer(settings), Client(settings)
    ground = _fetch(settings, client, who)
    number: int = ground.number + 1 if ground else client.next_number
    try:
        proposal, answers, caught_up = find_or_make(settings, client, number, who, file, fresh, today)
    except KontaktError as error:
        if error.code in GONE:
            forget(settings)
        raise
    changes = examine(proposal, client, today, _after(ground))
    keep_ground(settings, ground)
    keep(settings, proposal)
    return Presented(
        signatures=signatures_under(proposal, client),
        digest=digest(proposal),
        changes=changes,
        authors=proposal.authors,
        new_keys=new_keys(client.root().signed, proposal.trusted_root(client).signed),
        documents=documents_of(proposal, {change.entry_id for change in changes}),
        answers=answers,
        expires=proposal.targets.signed.expires.astimezone().date(),
        caught_up=caught_up,
        question=ground.question if ground else None,
    )


def sign_presented(
    settings: Settings,
    fingerprint: str,
    passphrase: str,
    file: Path | None = None,
    today: date | None = None,
    confirmed: str = "",
) -> Signatures:
    """Sign what ``present`` has shown and hand it on through the storage, or as a file.

    Args:
        settings: of the lead's or the jurist's machine.
        fingerprint: of what was shown.
        passphrase: of the key on this machine.
        file: where the signed proposal is written instead of into the storage.
        today: the present day.
        confirmed: ``Presented.question.fingerprint``, if somebody was asked it and said yes.

    Raises:
        Unconfirmed: nobody has said yes to the question that was shown.
        KontaktError: wrong passphrase, another key, something else was presented in the meantime, or own texts.
    """
    with one_release_at_a_time(settings):
        return _sign(settings, fingerprint, passphrase, file, today or date.today(), confirmed)


def _sign(
    settings: Settings, fingerprint: str, passphrase: str, file: Path | None, today: date, confirmed: str
) -> Signatures:
    who, client = _signer(settings), Client(settings)
    role: Role = "lead" if who.role == "lead" else "jurist"
    proposal, ground = kept(settings, fingerprint), kept_ground(settings, client)
    if ground is not None and ground.question is not None and ground.question.fingerprint != confirmed:
        raise ground.question
    key = key_ring(settings).open(role, passphrase)
    if file is None:  # last, for opening the key takes a moment
        proposal = _as_it_lies_there(proposal, client, role)
    examine(proposal, client, today, _after(ground))
    approve(proposal, role, who.name, key, client)
    if file:
        hand_out(file, proposal.to_bytes())
    else:
        put_proposal(client.storage(), proposal)
    keep(settings, proposal)
    return signatures_under(proposal, client)


def answer_presented(settings: Settings, fingerprint: str, answers: Iterable[Answer]) -> None:
    """Refuse texts of what was shown, or say something about them; the lead reads it with the next ``present``.

    Raises:
        UsageError: an answer without words, or about an entry that is not in the proposal.
        KontaktError: something else was presented in the meantime; storage unreachable.
    """
    _signer(settings)
    client, proposal = Client(settings), kept(settings, fingerprint)
    given, after = list(answers), _after(kept_ground(settings, client))
    known = {change.entry_id for change in examine(proposal, client, date.today(), after)} - {""}
    for answer in given:
        if not answer.words.strip():
            raise UsageError(
                "Zu einer Ablehnung oder Anmerkung gehört ein Satz.",
                "Mit „--reason“ angeben.",
                code="no_reason",
            )
        if answer.entry_id not in known:
            raise UsageError(
                f"Der Eintrag „{answer.entry_id}“ gehört nicht zu dieser Vorlage.",
                "Die Kennung steht in der Vorlage in eckigen Klammern hinter dem Titel.",
                code="not_in_proposal",
            )
    send_answers(client.storage(), proposal.number, given)


def signatures_of_next(settings: Settings, file: Path | None = None) -> Signatures | None:
    """Who has signed the proposal that is on its way; ``None`` if there is none. Makes and changes nothing.

    Raises:
        KontaktError: storage unreachable, or not a proposal.
    """
    client = Client(settings)
    proposal = proposal_on_its_way(client, file, next_number(settings, client))
    return signatures_under(proposal, client) if proposal else None


def _as_it_lies_there(shown: Proposal, client: Client, role: Role) -> Proposal:
    """What was shown, with every signature it has got since; the lead's may be one that nobody has seen yet.

    Raises:
        KontaktError: the lead has taken it away or laid another one in its place (``presented_changed``).
    """
    there = get_proposal(client.storage(), shown.number)
    if there is not None and fingerprint_of(there) == fingerprint_of(shown):
        return there
    if role == "jurist":
        raise changed()
    return shown


def _signer(settings: Settings) -> Person:
    who = read_person(settings.sharing)
    if who.role == "editor":
        raise UsageError(
            "Freigeben können nur Teamleitung und Jurist*in.",
            "Mit „kontakt bank submit KENNUNG“ zur Prüfung geben.",
            code="not_a_signer",
        )
    return who


def _fetch(settings: Settings, client: Client, who: Person) -> Ground | None:
    """Synchronise; what has run out does not stand in the way of signing anew.

    The lead takes over first what she does not know (``renew_deadlines``). The jurist cannot; she compares with it.

    Returns:
        What to compare with instead of the bank in use.
    """
    try:
        client.sync_if_published()
    except KontaktError as error:
        if error.code != "bank_expired":
            raise
        found = _look(settings, client)
        if found is None:
            return None
        if who.role == "lead":
            raise
        return ground_of(found, client)
    return None


def _look(settings: Settings, client: Client) -> Found | None:
    """See ``look``; nothing if the storage was set back to what this machine has, after it had published more."""
    storage = client.storage()
    try:
        return look(publisher(settings, client, storage))
    except KontaktError as error:
        if error.code != "bank_rollback":
            raise
        known = client.metadata / f"{Timestamp.type}.json"
        with suppress(NotThere, FileNotFoundError):
            if storage.read(TIMESTAMP_NAME, TIMESTAMP_LIMIT) == known.read_bytes():
                return None
        raise


def _after(ground: Ground | None) -> tuple[int, bytes] | None:
    return (ground.number, ground.archive) if ground else None
