"""Presenting a release and signing it: what exactly is signed is shown, kept, and nothing else is signed.

``present`` keeps the proposal it shows in the private data folder; ``sign_presented`` signs those very bytes and asks
for their fingerprint, so that a proposal that was exchanged in the meantime is never signed unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tuf.api.metadata import Targets, Timestamp

from companion.bank.document import Document
from companion.config import Settings
from companion.errors import KontaktError, UsageError
from companion.private_files import make_private_folder, write_bytes
from companion.sharing.catching_up import catch_up
from companion.sharing.client import Client
from companion.sharing.exchange import (
    Answer,
    get_proposal,
    letters,
    put_proposal,
    send_answers,
    taken,
    withdraw_proposal,
)
from companion.sharing.ground import Ground, ground_of, keep_ground, kept_ground, next_number
from companion.sharing.history import WorkingBank
from companion.sharing.keys import ROLE_NAMES, Role
from companion.sharing.people import Person, read_person
from companion.sharing.proposal import Proposal, approve, digest, documents_of, examine, propose
from companion.sharing.publish import TIMESTAMP_LIMIT, TIMESTAMP_NAME
from companion.sharing.release import NOTHING_TO_RELEASE, Change, build
from companion.sharing.resuming import Found, Unconfirmed, look
from companion.sharing.review import note_comment, notes, refuse
from companion.sharing.setup import key_ring, pending_roots, publisher
from companion.sharing.storage import NotThere
from companion.sharing.trust import RELEASE_BEFORE_DAYS, new_keys

NO_PROPOSAL, ALL_REFUSED = "no_proposal", "all_refused"
GONE = frozenset({NO_PROPOSAL, ALL_REFUSED, NOTHING_TO_RELEASE})
"""Codes of errors after which there is nothing to be signed any more."""


@dataclass(frozen=True)
class Signatures:
    """Who has signed a proposal.

    Attributes:
        number: of the proposal.
        fingerprint: names exactly what is signed; to be given back when signing or answering.
        signed: role → name, as the proposal says it.
        missing: roles whose signature is missing.
    """

    number: int
    fingerprint: str
    signed: dict[Role, str]
    missing: list[Role]

    def words(self) -> str:
        """For people: who is missing, or that all is there."""
        if self.missing:
            return f"Es fehlt: {', '.join(ROLE_NAMES[role] for role in self.missing)}."
        return "Beide Unterschriften sind da."


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
    who, client = _signer(settings), Client(settings)
    ground = _fetch(settings, client, who)
    number: int = ground.number + 1 if ground else client.next_number
    try:
        proposal, answers, caught_up = _find(
            settings, client, number, who, file, fresh, today or date.today()
        )
    except KontaktError as error:
        if error.code in GONE:
            _forget(settings)
        raise
    changes = examine(proposal, client, today or date.today(), _after(ground))
    keep_ground(settings, ground)
    _keep(settings, proposal)
    return Presented(
        signatures=_signatures(proposal, client),
        digest=digest(proposal),
        changes=changes,
        authors=proposal.authors,
        new_keys=new_keys(client.root().signed, proposal.trusted_root(client).signed),
        documents=documents_of(proposal, {change.entry_id for change in changes}),
        answers=answers,
        expires=proposal.targets.signed.expires.date(),
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
    who, client = _signer(settings), Client(settings)
    role: Role = "lead" if who.role == "lead" else "jurist"
    proposal, ground = _kept(settings, fingerprint), kept_ground(settings, client)
    if ground is not None and ground.question is not None and ground.question.fingerprint != confirmed:
        raise ground.question
    examine(proposal, client, today or date.today(), _after(ground))
    approve(proposal, role, who.name, key_ring(settings).open(role, passphrase), client)
    if file:
        file.write_bytes(proposal.to_bytes())
    else:
        put_proposal(client.storage(), proposal)
    _keep(settings, proposal)
    return _signatures(proposal, client)


def answer_presented(settings: Settings, fingerprint: str, answers: Iterable[Answer]) -> None:
    """Refuse texts of what was shown, or say something about them; the lead reads it with the next ``present``.

    Raises:
        UsageError: an answer without words, or about an entry that is not in the proposal.
        KontaktError: something else was presented in the meantime; storage unreachable.
    """
    _signer(settings)
    client, proposal = Client(settings), _kept(settings, fingerprint)
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


def take_up_answers(settings: Settings, number: int, who: Person) -> list[Answer]:
    """Bring the jurist's answers to a proposal into the working bank of the lead: refusals and comments.

    A proposal with a refused text is taken away: it must not be signed any more, not even if no other one follows.
    What is interrupted begins anew the next time; nothing counts as taken up before it is in the working bank.
    """
    storage = Client(settings).storage()
    sent = letters(storage, number)
    answers = [answer for letter in sent for answer in letter.answers]
    if any(answer.decision == "refused" for answer in answers):
        withdraw_proposal(storage, number)
    if answers:
        with WorkingBank(settings.working_bank) as bank:
            for answer in answers:
                _note(bank, answer, who)
        for letter in sent:
            taken(storage, number, letter)
    return answers


def _note(bank: WorkingBank, answer: Answer, who: Person) -> None:
    if not bank.has(answer.entry_id) or _is_taken_up(bank, answer):
        return
    if answer.decision == "refused":
        refuse(bank, answer.entry_id, answer.name, answer.words, who)
    else:
        note_comment(bank, answer.entry_id, answer.name, answer.words, who)


def _is_taken_up(bank: WorkingBank, answer: Answer) -> bool:
    """Whether it changes nothing any more, as after taking it up was interrupted."""
    known = {(note.name, note.decision, note.words) for note in notes(bank, answer.entry_id)}
    if (answer.name, answer.decision, answer.words) not in known:
        return False
    return answer.decision == "comment" or bank.document(answer.entry_id).meta.get("status") == "draft"


def signatures_of_next(settings: Settings, file: Path | None = None) -> Signatures | None:
    """Who has signed the proposal that is on its way; ``None`` if there is none. Makes and changes nothing.

    Raises:
        KontaktError: storage unreachable, or not a proposal.
    """
    client = Client(settings)
    proposal = present_proposal(client, file, next_number(settings, client))
    return _signatures(proposal, client) if proposal else None


def present_proposal(client: Client, file: Path | None, number: int) -> Proposal | None:
    """The proposal on its way, from a file or the storage; ``None`` if there is none."""
    if file is None:
        return get_proposal(client.storage(), number)
    return Proposal.from_bytes(file.read_bytes()) if file.is_file() else None


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


def _bring_up(settings: Settings, client: Client, who: Person) -> list[str]:
    """Take up what another machine has published; see ``catching_up``."""
    published = client.bank_folder()
    if published is None:
        return []
    with WorkingBank(settings.working_bank) as bank:
        bank.record(who, "Von Hand geändert")
        return catch_up(bank, published, who)


def _find(
    settings: Settings, client: Client, number: int, who: Person, file: Path | None, fresh: bool, today: date
) -> tuple[Proposal, list[Answer], list[str]]:
    """The proposal that lies there, or at the lead's a new one; what was answered to the one before; what another
    machine has published and was taken up.
    """
    if who.role == "lead":
        answers = [] if file else take_up_answers(settings, number, who)
        refused = [answer for answer in answers if answer.decision == "refused"]
        found = None if fresh or refused else present_proposal(client, file, number)
        if found is not None:
            return found, answers, []
        caught_up = _bring_up(settings, client, who)
        with WorkingBank(settings.working_bank) as bank:
            made = _new_proposal(settings, bank, client, number, who, today, refused)
        return made, answers, caught_up
    found = present_proposal(client, file, number)
    if found is None:
        raise KontaktError(
            "Es liegt keine Vorlage zur Freigabe bereit.",
            "Die Teamleitung legt sie mit „kontakt bank approve“ vor.",
            code=NO_PROPOSAL,
        )
    return found, [], []


def _new_proposal(
    settings: Settings,
    bank: WorkingBank,
    client: Client,
    number: int,
    who: Person,
    today: date,
    refused: list[Answer],
) -> Proposal:
    bank.record(who, "Von Hand geändert")
    roots = pending_roots(settings, client)
    try:
        candidate = build(
            bank, client.bank_folder(), number, today, unchanged=bool(roots) or _runs_out(client)
        )
    except KontaktError as error:
        if error.code != NOTHING_TO_RELEASE or not refused:
            raise
        raise KontaktError(
            "Abgelehnt: Alles, was vorlag, ist wieder Entwurf.",
            " ".join(f"{answer.entry_id}: „{answer.words}“" for answer in refused)
            + " Ändern und noch einmal zur Prüfung geben.",
            code=ALL_REFUSED,
        ) from error
    return propose(candidate, client, roots)


def _runs_out(client: Client) -> bool:
    """Whether the signatures under the bank have to be made anew, even if nothing has changed."""
    targets = client.trusted(Targets.type)
    limit = datetime.now(UTC) + timedelta(days=RELEASE_BEFORE_DAYS)
    return bool(targets and targets.signed.expires < limit)


def _signatures(proposal: Proposal, client: Client) -> Signatures:
    signed, missing = proposal.missing(client)
    names = {role: proposal.signers.get(role, ROLE_NAMES[role]) for role in signed}
    return Signatures(proposal.number, _fingerprint(proposal), names, missing)


def _fingerprint(proposal: Proposal) -> str:
    total = hashlib.sha256(proposal.targets.signed_bytes)
    for root in proposal.roots:
        total.update(hashlib.sha256(root).digest())
    return total.hexdigest()


def _keep(settings: Settings, proposal: Proposal) -> None:
    make_private_folder(settings.sharing)
    write_bytes(settings.sharing / "presented.kontakt", proposal.to_bytes())


def _forget(settings: Settings) -> None:
    """What was shown before must not be signed once it is known to be gone."""
    (settings.sharing / "presented.kontakt").unlink(missing_ok=True)


def _kept(settings: Settings, fingerprint: str) -> Proposal:
    path = settings.sharing / "presented.kontakt"
    proposal = Proposal.from_bytes(path.read_bytes()) if path.is_file() else None
    if proposal is None or _fingerprint(proposal) != fingerprint:
        raise KontaktError(
            "Inzwischen liegt eine andere Vorlage bereit als die, die gezeigt wurde.",
            "Noch einmal ansehen, dann entscheiden. Unterschrieben wurde nichts.",
            code="presented_changed",
            status=409,
        )
    return proposal
