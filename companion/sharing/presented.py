"""What was shown to whoever signs: kept in the private data folder, so that nothing else is signed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from companion.config import Settings
from companion.errors import KontaktError
from companion.private_files import make_private_folder, write_bytes
from companion.sharing.client import Client
from companion.sharing.keys import ROLE_NAMES, Role
from companion.sharing.proposal import Proposal


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


def shown_file(settings: Settings) -> Path:
    """Where it is kept."""
    return settings.sharing / "presented.kontakt"


def signatures_under(proposal: Proposal, client: Client) -> Signatures:
    """Who has signed a proposal, judged by the keys this machine trusts."""
    signed, missing = proposal.missing(client)
    names = {role: proposal.signers.get(role, ROLE_NAMES[role]) for role in signed}
    return Signatures(proposal.number, fingerprint_of(proposal), names, missing)


def fingerprint_of(proposal: Proposal) -> str:
    """Names exactly what is signed: the release and the lists of keys that come with it; SHA-256, hexadecimal."""
    total = hashlib.sha256(proposal.targets.signed_bytes)
    for root in proposal.roots:
        total.update(hashlib.sha256(root).digest())
    return total.hexdigest()


def keep(settings: Settings, proposal: Proposal) -> None:
    """Remember what is shown now."""
    make_private_folder(settings.sharing)
    write_bytes(shown_file(settings), proposal.to_bytes())


def forget(settings: Settings) -> None:
    """What was shown before must not be signed once it is known to be gone."""
    shown_file(settings).unlink(missing_ok=True)


def last_shown(settings: Settings) -> Proposal | None:
    """What was shown last on this machine, if anything.

    Raises:
        KontaktError: the file is damaged.
    """
    path = shown_file(settings)
    return Proposal.from_bytes(path.read_bytes()) if path.is_file() else None


def kept(settings: Settings, fingerprint: str) -> Proposal:
    """What was shown, if it is still the very same.

    Raises:
        KontaktError: ``presented_changed`` (409), something else was shown since.
    """
    proposal = last_shown(settings)
    if proposal is None or fingerprint_of(proposal) != fingerprint:
        raise changed()
    return proposal


def changed() -> KontaktError:
    """Something else is presented now than what was shown."""
    return KontaktError(
        "Inzwischen liegt eine andere Vorlage bereit als die, die gezeigt wurde.",
        "Noch einmal ansehen, dann entscheiden. Unterschrieben wurde nichts.",
        code="presented_changed",
        status=409,
    )
