"""The proposal that is signed: the one on its way, or at the lead's a new one, after the jurist's words to the last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tuf.api.metadata import Targets

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.catching_up import catch_up
from companion.sharing.client import Client
from companion.sharing.exchange import Answer, get_proposal, letters, taken, withdraw_proposal
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from companion.sharing.proposal import Proposal, propose
from companion.sharing.release import NOTHING_TO_RELEASE, build
from companion.sharing.review import note_comment, notes, refuse
from companion.sharing.setup import pending_roots
from companion.sharing.trust import RELEASE_BEFORE_DAYS

NO_PROPOSAL, ALL_REFUSED = "no_proposal", "all_refused"
GONE = frozenset({NO_PROPOSAL, ALL_REFUSED, NOTHING_TO_RELEASE})
"""Codes of errors after which there is nothing to be signed any more."""


def proposal_on_its_way(client: Client, file: Path | None, number: int) -> Proposal | None:
    """The proposal on its way, from a file or the storage; ``None`` if there is none."""
    if file is None:
        return get_proposal(client.storage(), number)
    return Proposal.from_bytes(file.read_bytes()) if file.is_file() else None


def find_or_make(
    settings: Settings, client: Client, number: int, who: Person, file: Path | None, fresh: bool, today: date
) -> tuple[Proposal, list[Answer], list[str]]:
    """The proposal that lies there, or at the lead's a new one.

    Args:
        number: that it has to have.
        who: the lead or the jurist.
        file: the proposal as a file instead of in the storage.
        fresh: replace a proposal that is on its way by a new one.

    Returns:
        The proposal; what was answered to the one before; what another machine has published and was taken up.

    Raises:
        KontaktError: one of ``GONE``; storage unreachable.
    """
    if who.role == "lead":
        answers = [] if file else take_up_answers(settings, number, who)
        refused = [answer for answer in answers if answer.decision == "refused"]
        found = None if fresh or refused else proposal_on_its_way(client, file, number)
        if found is not None:
            return found, answers, []
        caught_up = _bring_up(settings, client, who)
        # Nobody saves while it is read: who wrote the words is noted after they are in the folder.
        with WorkingBank(settings.working_bank) as bank, bank.lock:
            made = _new_proposal(settings, bank, client, number, who, today, refused)
        return made, answers, caught_up
    found = proposal_on_its_way(client, file, number)
    if found is None:
        raise KontaktError(
            "Es liegt keine Vorlage zur Freigabe bereit.",
            "Die Teamleitung legt sie mit „kontakt bank approve“ vor.",
            code=NO_PROPOSAL,
        )
    return found, [], []


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


def _bring_up(settings: Settings, client: Client, who: Person) -> list[str]:
    """Take up what another machine has published; see ``catching_up``."""
    published = client.bank_folder()
    if published is None:
        return []
    with WorkingBank(settings.working_bank) as bank:
        bank.record(who, "Von Hand geändert")
        return catch_up(bank, published, who)


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
    return propose(candidate, roots)


def _runs_out(client: Client) -> bool:
    """Whether the signatures under the bank have to be made anew, even if nothing has changed."""
    targets = client.trusted(Targets.type)
    limit = datetime.now(UTC) + timedelta(days=RELEASE_BEFORE_DAYS)
    return bool(targets and targets.signed.expires < limit)
