"""A release on its way to the signatures: the bank as one zip, the metadata to be signed, who wrote what.

It travels as one file, by hand or through the storage. Whoever signs has the program unpack, check and compare it
with the verified bank on their own machine; nothing in the file is believed.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, TargetFile, Targets
from tuf.api.serialization import DeserializationError

from companion.bank.document import Document
from companion.errors import KontaktError
from companion.sharing.archive import BROKEN
from companion.sharing.client import TARGET, Client
from companion.sharing.keys import ROLE_NAMES, Role
from companion.sharing.release import Candidate, Change, changes, documents, unpacked
from companion.sharing.review import own_text
from companion.sharing.trust import KEY_ROLES, TARGETS_DAYS, expiry, newest_root, sign, signed_by

MAX_PART = 128 * 1024 * 1024


@dataclass
class Proposal:
    """A release to be signed.

    Attributes:
        content: the bank as zip.
        targets: what the signatures are on.
        authors: id of each entry with new words → who wrote them.
        signers: role → name of those who signed.
        roots: new root metadata that are to be published with it, in order.
    """

    content: bytes
    targets: Metadata[Targets]
    authors: dict[str, list[str]] = field(default_factory=dict)
    signers: dict[str, str] = field(default_factory=dict)
    roots: list[bytes] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Version of the metadata to be signed; names the proposal."""
        return int(self.targets.signed.version)

    def to_bytes(self) -> bytes:
        """The proposal as a file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(TARGET, self.content)
            archive.writestr("targets.json", self.targets.to_bytes())
            archive.writestr("info.json", json.dumps({"authors": self.authors, "signers": self.signers}))
            for position, root in enumerate(self.roots):
                archive.writestr(f"root-{position}.json", root)
        return buffer.getvalue()

    @staticmethod
    def from_bytes(content: bytes) -> Proposal:
        """Read a proposal.

        Raises:
            KontaktError: it is none.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = {name: _part(archive, name) for name in archive.namelist()}
            info = json.loads(parts["info.json"])
            targets: Metadata[Targets] = Metadata[Targets].from_bytes(parts["targets.json"])
            if not isinstance(targets.signed, Targets):
                raise ValueError("targets")
            roots = [parts[name] for name in sorted(parts) if name.startswith("root-")]
            authors = {str(key): [str(name) for name in names] for key, names in info["authors"].items()}
            signers = {str(role): str(name) for role, name in info["signers"].items()}
            return Proposal(parts[TARGET], targets, authors, signers, roots)
        except (
            *BROKEN,
            KeyError,
            AttributeError,
            TypeError,
            DeserializationError,
        ) as error:
            raise KontaktError(
                "Das ist keine Vorlage zur Freigabe, oder sie ist beschädigt.",
                "Die Vorlage noch einmal von der Teamleitung holen.",
                code="proposal_unreadable",
            ) from error

    def trusted_root(self, client: Client) -> Metadata[Root]:
        """The root after the ones that come with the proposal.

        Raises:
            KontaktError: one of them is not signed by enough people.
        """
        return newest_root(client.root(), self.roots)

    def missing(self, client: Client) -> tuple[list[Role], list[Role]]:
        """Which roles have signed validly, and which are missing."""
        return signed_by(self.trusted_root(client).signed, Targets.type, self.targets)


def propose(candidate: Candidate, roots: list[bytes], now: Any = None) -> Proposal:
    """Make the metadata for a candidate; nobody has signed it yet."""
    info = TargetFile.from_data(TARGET, candidate.content, ["sha256"])
    info.unrecognized_fields["custom"] = {"version": candidate.version}
    signed = Targets(
        version=candidate.number,
        expires=expiry(TARGETS_DAYS, now),
        targets={TARGET: info},
    )
    return Proposal(candidate.content, Metadata(signed), candidate.authors, {}, roots)


def examine(
    proposal: Proposal, client: Client, today: date, after: tuple[int, bytes] | None = None
) -> list[Change]:
    """Check a proposal against the verified bank of this machine and say what it changes.

    Args:
        proposal: to be checked.
        client: of this machine.
        today: local day.
        after: number and zip of the release it follows, where that is not the one in use here; see ``ground``.

    Raises:
        KontaktError: the content is not what would be signed, the number does not follow, or the bank does not check.
    """
    proposal.trusted_root(client)
    target = proposal.targets.signed.targets.get(TARGET)
    try:
        if target is None or len(proposal.targets.signed.targets) != 1 or proposal.targets.signed.delegations:
            raise RepositoryError("targets")
        target.verify_length_and_hashes(proposal.content)
    except RepositoryError as error:
        raise KontaktError(
            "Die Vorlage passt nicht zu dem, was unterschrieben werden soll.",
            "Nicht unterschreiben. Die Vorlage wurde verändert oder ist beschädigt; ruf die Teamleitung an.",
            code="proposal_changed",
        ) from error
    expected = after[0] + 1 if after else client.next_number
    if proposal.number != expected:
        raise KontaktError(
            f"Die Vorlage hat die Nummer {proposal.number}, an der Reihe ist {expected}.",
            "Erst „kontakt bank sync“ aufrufen; ist die Vorlage überholt, eine neue machen lassen.",
            code="proposal_outdated",
        )
    with tempfile.TemporaryDirectory() as scratch:
        before = unpacked(after[1], Path(scratch, "before")) if after else client.bank_folder()
        return changes(before, unpacked(proposal.content, Path(scratch, "new")), today)


def documents_of(proposal: Proposal, entry_ids: Collection[str]) -> dict[str, Document]:
    """Some entries as the proposal would release them; to be called on a proposal that was examined."""
    with tempfile.TemporaryDirectory() as scratch:
        found = documents(unpacked(proposal.content, Path(scratch)))
    return {entry_id: found[entry_id] for entry_id in entry_ids if entry_id in found}


def approve(proposal: Proposal, role: Role, name: str, signer: CryptoSigner, client: Client) -> None:
    """Sign a proposal that was examined.

    Args:
        proposal: gets the signature.
        role: lead or jurist.
        name: whose signature it is, for the rule about own texts.
        signer: the key of that role.
        client: knows the trusted root.

    Raises:
        KontaktError: the key is not the one of that role, or a text would be approved by its own authors only.
    """
    root = proposal.trusted_root(client).signed
    owners: Mapping[str, str] = root.unrecognized_fields[KEY_ROLES]
    if owners.get(signer.public_key.keyid) != role:
        raise KontaktError(
            f"Der Schlüssel auf diesem Rechner ist nicht der gültige Schlüssel „{ROLE_NAMES[role]}“.",
            "Wurde er ersetzt, den neuen verwenden.",
            code="key_not_trusted",
        )
    signers = {**proposal.signers, role: name}
    done = [role, *proposal.missing(client)[0]]
    people = [signers[other] for other in dict.fromkeys(done) if other in signers]
    if len({" ".join(person.casefold().split()) for person in people}) < len(people):
        raise KontaktError(
            "Dieselbe Person hat schon unterschrieben.",
            "Teamleitung und Jurist*in unterschreiben je einmal, jede*r für sich.",
            code="same_person",
        )
    if len(people) > 1 and (own := own_text(proposal.authors, people)):
        raise KontaktError(
            f"Eigene Texte gibt niemand selbst frei: {', '.join(own)}.",
            "Diese Einträge von einer Person schreiben lassen, die nicht unterschreibt.",
            code="own_text",
        )
    sign(proposal.targets, [signer])
    proposal.signers = signers


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise ValueError("too large")
    return content


def digest(proposal: Proposal) -> str:
    """First digits of the content, for comparing on the phone what is being signed."""
    value = hashlib.sha256(proposal.content).hexdigest()[:16]
    return " ".join(value[start : start + 4] for start in range(0, 16, 4))
