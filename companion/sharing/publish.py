"""From a signed proposal to the storage, so that every reader sees the old bank or the new one.

Order: the zip, new roots, targets, snapshot, the timestamp last. The files of a publication are kept until it is
done; interrupted at any step, the same bytes are put again. Two who publish at once: only one can claim the marker,
and whoever finds a timestamp that is not the one last verified stops. The timestamp put last is remembered, so that
this machine knows it again should it never have fetched what it has published.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from companion.errors import KontaktError
from companion.private_files import make_private_folder, write_bytes
from companion.sharing.client import TARGET, Client
from companion.sharing.connection import ROOT_LIMIT
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.pending import Pending, Plan
from companion.sharing.proposal import Proposal
from companion.sharing.storage import NotThere, Storage, Unreachable
from companion.sharing.trust import (
    SNAPSHOT_DAYS,
    TIMESTAMP_DAYS,
    expiry,
    key_of,
    newest_root,
)

MARKER = "publishing"
TIMESTAMP_NAME = "metadata/timestamp.json"
TIMESTAMP_LIMIT = 16_384
SNAPSHOT_LIMIT = 65_536
LOCK_S = 60.0
"""So long one waits on this machine for another one that publishes or renews; both take seconds."""
Step = Callable[[str], None]
_STEPS = {"claim": "Ablage reservieren", "release": "Ablage freigeben"}


class Publisher:
    """Publishes for the machine of one lead."""

    def __init__(self, client: Client, storage: Storage, folder: Path) -> None:
        self.client, self.storage = client, storage
        self.folder, self.pending = folder, Pending(folder / "pending")
        self._lock = filelock.FileLock(folder / "publish.lock", timeout=LOCK_S)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing else is published or renewed from this machine meanwhile; the same thread may ask again.

        Window, command and the renewal in the background share what is prepared, and they own the same marker.

        Raises:
            KontaktError: something else still is (``publish_busy``).
        """
        make_private_folder(self.folder)
        try:
            self._lock.acquire()
        except filelock.Timeout as error:
            raise KontaktError(
                "Auf diesem Rechner wird gerade schon veröffentlicht oder erneuert.",
                "Einen Augenblick warten, dann noch einmal.",
                code="publish_busy",
                status=409,
            ) from error
        try:
            yield
        finally:
            self._lock.release()

    def publish(self, proposal: Proposal, online: CryptoSigner, step: Step = lambda name: None) -> None:
        """Publish a proposal that both have signed.

        Args:
            proposal: with all signatures.
            online: the key for snapshot and timestamp.
            step: told the name of each file before it is put.

        Raises:
            KontaktError: a signature is missing, somebody else has published, or the storage is unreachable.
        """
        with self.alone():
            self._publish(proposal, online, step)

    def _publish(self, proposal: Proposal, online: CryptoSigner, step: Step) -> None:
        root = proposal.trusted_root(self.client)
        _, missing = proposal.missing(self.client)
        if missing:
            raise KontaktError(
                f"Es fehlt noch die Unterschrift von: {', '.join(ROLE_NAMES[role] for role in missing)}.",
                "Erst „kontakt bank approve“ auf deren Rechner.",
                code="signature_missing",
            )
        if proposal.number != self.client.next_number and not self.pending.carries(proposal.targets):
            raise KontaktError(
                "Diese Vorlage ist schon veröffentlicht oder überholt.",
                "„kontakt bank status“ zeigt die geltende Fassung.",
                code="proposal_outdated",
            )
        if not self.pending.carries(proposal.targets):
            target = proposal.targets.signed.targets[TARGET]
            files = [(f"targets/{target.hashes['sha256']}.{TARGET}", proposal.content)]
            files += [(f"metadata/{_version(content)}.root.json", content) for content in proposal.roots]
            files.append((f"metadata/{proposal.number}.targets.json", proposal.targets.to_bytes()))
            self._prepare(files, proposal.targets, root, online)
        self.finish(step)

    def renew(self, online: CryptoSigner, roots: list[bytes], step: Step = lambda name: None) -> None:
        """Publish snapshot and timestamp anew with later expiry; the bank stays the same.

        Args:
            online: the key for snapshot and timestamp.
            roots: new roots that leave the keys of lead and jurist as they are (a new backup or online key).
            step: told the name of each file before it is put.

        Raises:
            KontaktError: nothing is published yet, or a new timestamp would not help: the bank has to be released
                anew; else see ``publish``.
        """
        with self.alone():
            self._renew(online, roots, step)

    def _renew(self, online: CryptoSigner, roots: list[bytes], step: Step) -> None:
        targets = self.client.trusted(Targets.type)
        if targets is None:
            raise KontaktError(
                "Es ist noch nichts veröffentlicht.", "Erst approve und publish.", code="nothing_there"
            )
        if not self.client.complete:
            raise KontaktError(
                "Die letzte Veröffentlichung ist auf diesem Rechner nur halb angekommen.",
                "Erst „kontakt bank sync“, dann noch einmal erneuern.",
                code="half_fetched",
            )
        root = newest_root(self.client.root(), roots)
        _require_release(root.signed, targets)
        files = [(f"metadata/{_version(content)}.root.json", content) for content in roots]
        self._prepare(files, targets, root, online)
        self.finish(step)

    @property
    def interrupted(self) -> bool:
        """Whether a publication was begun here and not ended."""
        return self.pending.begun

    @property
    def interrupted_renewal(self) -> bool:
        """Whether what was begun leaves the bank as it is."""
        targets = self.client.trusted(Targets.type)
        if not self.interrupted or targets is None:
            return False
        return bool(self.pending.plan().number == targets.signed.version)

    @property
    def stands(self) -> bool:
        """Whether what was begun here is in the storage to its last file, and only that was never noted."""
        try:
            return self.storage.read(TIMESTAMP_NAME, TIMESTAMP_LIMIT) == self.pending.timestamp()
        except NotThere:
            return False

    def is_own(self, timestamp: bytes) -> bool:
        """Whether these bytes are the timestamp that this machine has put last, perhaps interrupted just after."""
        return timestamp in (self.client.last_put(), self.pending.timestamp())

    def finish(self, step: Step = lambda name: None) -> None:
        """Put the prepared files into place, one by one; also after an interruption.

        Raises:
            KontaktError: somebody else has published or is publishing, or the storage is unreachable.
        """
        plan = self.pending.plan()
        step("claim")
        self.claim()
        try:
            if not self._in_place(plan):
                for position, name in enumerate(plan.names):
                    step(name)
                    self._require_marker()
                    self.storage.write(name, self.pending.file(position))
                self.client.note_put(self.pending.file(len(plan.names) - 1))
            step("release")
        except Unreachable:
            raise
        except KontaktError:
            self.pending.forget()
            self._release()
            raise
        self._release()
        self.pending.forget()

    def claim(self) -> None:
        """Set the marker, so that nobody else writes at the same time.

        Raises:
            KontaktError: somebody else has set it, or the storage is unreachable.
        """
        if not self.storage.claim(MARKER, self._owner()):
            raise KontaktError(
                "Gerade veröffentlicht jemand anderes.",
                "In ein paar Minuten noch einmal. Ist deren Rechner ausgefallen: „kontakt bank publish --take-over“.",
                code="publish_busy",
                status=409,
            )

    def _require_marker(self) -> None:
        """Go on only as long as nobody has taken this publication for one that broke off for good.

        Raises:
            KontaktError: somebody has, or the storage is unreachable.
        """
        if not self.storage.holds(MARKER, self._owner()):
            raise KontaktError(
                "Jemand anderes hat diese Veröffentlichung für abgebrochen gehalten und übernommen.",
                "Bitte absprechen, wer veröffentlicht, und es dann noch einmal tun. Die Texte sind noch da.",
                code="publish_taken_over",
                status=409,
            )

    def _release(self) -> None:
        """Take the own marker away, not that of somebody who has taken over."""
        if self.storage.holds(MARKER, self._owner()):
            self.storage.release(MARKER)

    def take_over(self) -> None:
        """Remove the marker of somebody whose publication broke off for good (their machine is gone)."""
        self.storage.release(MARKER)

    def _prepare(
        self,
        files: list[tuple[str, bytes]],
        targets: Metadata[Any],
        root: Metadata[Root],
        online: CryptoSigner,
    ) -> None:
        """Sign snapshot and timestamp and keep all files of the publication, the timestamp last."""
        if key_of(root.signed, "online") != online.public_key.keyid:
            raise KontaktError(
                "Der Zeitstempel-Schlüssel auf diesem Rechner gilt für diese Antwortbank nicht.",
                "Veröffentlicht wird auf dem Rechner der Teamleitung.",
                code="key_not_trusted",
            )
        before = {name: self.client.trusted(name) for name in (Snapshot.type, Timestamp.type)}
        number = {name: found.signed.version + 1 if found else 1 for name, found in before.items()}
        if put := self.client.last_put():
            # Published from here and never fetched: others may have it, and would pass over the same number again.
            gone = Metadata[Timestamp].from_bytes(put).signed
            number[Timestamp.type] = max(number[Timestamp.type], gone.version + 1)
            number[Snapshot.type] = max(number[Snapshot.type], gone.snapshot_meta.version + 1)
        snapshot = Metadata(
            Snapshot(
                version=number[Snapshot.type],
                expires=expiry(SNAPSHOT_DAYS),
                meta={
                    "targets.json": MetaFile.from_data(targets.signed.version, targets.to_bytes(), ["sha256"])
                },
            )
        )
        snapshot.sign(online)
        content = snapshot.to_bytes()
        timestamp = Metadata(
            Timestamp(
                version=number[Timestamp.type],
                expires=expiry(TIMESTAMP_DAYS),
                snapshot_meta=MetaFile.from_data(snapshot.signed.version, content, ["sha256"]),
            )
        )
        timestamp.sign(online)
        files = [*files, (f"metadata/{snapshot.signed.version}.snapshot.json", content)]
        files.append((TIMESTAMP_NAME, timestamp.to_bytes()))
        seen = before[Timestamp.type]
        self.pending.begin(files, targets.signed.version, seen.signed.version if seen else 0, root)

    def _owner(self) -> str:
        """A random name of this publisher, so that an interrupted publication knows its own marker."""
        path = self.folder / "owner"
        if not path.is_file():
            make_private_folder(path.parent)
            write_bytes(path, secrets.token_hex(16).encode())
        return path.read_text()

    def _in_place(self, plan: Plan) -> bool:
        """Whether bank and roots of the plan stand in the storage under another timestamp: nothing is to be put.

        An earlier attempt has put them, see ``_carries``. Where the timestamp is this very one, the answer is no.

        Raises:
            KontaktError: what stands there is neither this one nor the one it follows.
        """
        try:
            there = self.storage.read(TIMESTAMP_NAME, TIMESTAMP_LIMIT)
        except NotThere:
            if plan.seen == 0:
                return False
            raise _set_back(
                "In der Ablage fehlt der Zeitstempel der letzten Veröffentlichung.", "lost"
            ) from None
        if there == self.pending.file(len(plan.names) - 1):
            # The rest is put again: a storage may have lost what was written before it.
            return False
        root = self.pending.root()
        try:
            timestamp = Metadata[Timestamp].from_bytes(there)
            root.signed.verify_delegate(Timestamp.type, timestamp.signed_bytes, timestamp.signatures)
        except (RepositoryError, DeserializationError):
            # Nobody who may publish has put this there: damage, or a stolen key that is replaced just now.
            return False
        if timestamp.signed.version == plan.seen:
            return False
        if timestamp.signed.version == plan.seen + 1 and self._carries(timestamp.signed, plan):
            return True
        if timestamp.signed.version < plan.seen:
            raise _set_back(
                "In der Ablage liegt eine ältere Fassung, als dieser Rechner schon kennt; vielleicht kam sie aus einer "
                "Sicherung.",
                "older",
            )
        raise _somebody("Inzwischen hat jemand anderes veröffentlicht.", "other")

    def _carries(self, timestamp: Timestamp, plan: Plan) -> bool:
        """Whether a published timestamp leads to the bank and the roots of the plan.

        A publication that was ended, but whose machine died before it noted that, is prepared anew with other expiries
        and so with other bytes; to put those would change files that count as unchangeable.
        """
        own = Metadata[Snapshot].from_bytes(self.pending.file(len(plan.names) - 2)).signed
        try:
            content = self.storage.read(
                f"metadata/{timestamp.snapshot_meta.version}.snapshot.json", SNAPSHOT_LIMIT
            )
            timestamp.snapshot_meta.verify_length_and_hashes(content)
            if Metadata[Snapshot].from_bytes(content).signed.meta != own.meta:
                return False
            for position, name in enumerate(plan.names[:-2]):
                kept = self.pending.file(position)
                if self.storage.read(name, len(kept) + ROOT_LIMIT) != kept:
                    return False
        except (NotThere, RepositoryError, DeserializationError):
            return False
        return True


def step_in_words(name: str) -> str:
    """What people read about a step of a publication: ``claim``, the name of a file, or ``release``."""
    return _STEPS.get(name, f"Ablegen: {name.rpartition('/')[2]}")


def _require_release(root: Root, targets: Metadata[Targets]) -> None:
    """A new timestamp must be of use: whoever fetches the bank has to accept the signatures under it.

    Raises:
        KontaktError: they have run out, or are not by the keys of this root.
    """
    if targets.signed.is_expired():
        day = targets.signed.expires
        why = f"Die Freigabe der Texte galt bis {day:%d.%m.%Y}; ein neuer Zeitstempel hilft da nicht."
    elif not root.get_verification_result(Targets.type, targets.signed_bytes, targets.signatures):
        why = "Mit den neuen Schlüsseln müssen die Texte neu unterschrieben werden; ein neuer Zeitstempel genügt nicht."
    else:
        return
    raise KontaktError(
        why,
        "Neu freigeben: „kontakt bank approve“ auf beiden Rechnern, dann „kontakt bank publish“.",
        code="release_needed",
    )


def _somebody(message: str, code: str) -> KontaktError:
    return KontaktError(
        message,
        "Erst „kontakt bank sync“, die fremde Fassung ansehen, dann neu vorlegen und freigeben.",
        code=f"publish_{code}",
        status=409,
    )


def _set_back(message: str, code: str) -> KontaktError:
    return KontaktError(
        message,
        "Nichts wurde geändert. Erst die neuere wieder hineinlegen: „kontakt bank publish --put-back“, oder im Fenster "
        "„Veröffentlichen“ → „In der Ablage liegt eine ältere Fassung“. Dann noch einmal.",
        code=f"publish_{code}",
        status=409,
    )


def _version(root: bytes) -> int:
    return int(Metadata[Root].from_bytes(root).signed.version)
