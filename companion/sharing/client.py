"""The signed bank on the laptop: joined, fetched, verified, put to use; the last good one stays.

Layout below ``sharing/client``: the files of the ``connection``, ``metadata/`` (python-tuf's trusted files; local disk
only), ``last.json`` (how the last attempt ended), ``put.json`` (the timestamp that was published last from here), and
what ``unpacked_banks`` keeps.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import filelock
from tuf.api.exceptions import DownloadError, RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import Updater, UpdaterConfig

from companion.config import Settings
from companion.errors import KontaktError
from companion.private_files import make_private_folder, write_bytes, write_json
from companion.sharing.connection import CONNECTION_FILES, Connection, not_joined
from companion.sharing.explain import explain
from companion.sharing.fetcher import StorageFetcher
from companion.sharing.invite import Invite
from companion.sharing.storage import Storage
from companion.sharing.trust import read_root
from companion.sharing.unpacked_banks import CURRENT, Progress, UnpackedBanks, read_or_empty

TARGET = "bank.zip"
LOCK_S = 120.0
CONFIG = UpdaterConfig(app_user_agent="kontakt")


def _unseen(step: str, share: float) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Outcome:
    """How a synchronisation ended.

    Attributes:
        changed: another bank is in use now.
        version: its version, as the bank itself says.
        requests: files asked for.
        received: bytes received.
    """

    changed: bool
    version: str
    requests: int
    received: int


class Client:
    """The verified bank of one data folder."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.sharing / "client"
        self._connection = Connection(self.folder)
        self.metadata = self.folder / "metadata"
        self.banks = UnpackedBanks(self.folder)

    # --- the connection, see ``Connection`` --------------------------------------------------------------------

    @property
    def joined(self) -> bool:
        """Whether an invitation was accepted."""
        return self._connection.joined

    def connection(self) -> dict[str, Any]:
        """Address, credentials, lowest version; see ``Connection.read``."""
        return self._connection.read()

    def storage(self) -> Storage:
        """The storage of the connection; see ``Connection.storage``."""
        return self._connection.storage()

    def join(self, invite: Invite, user: str | None = None, password: str | None = None) -> None:
        """Accept an invitation; see ``Connection.join``."""
        self._connection.join(invite, user, password)

    def move(self, url: str = "", user: str | None = None, password: str | None = None) -> None:
        """Take another address, name or password for the same bank; see ``Connection.move``."""
        self._connection.move(url, user, password)

    def leave(self) -> None:
        """Forget the connection and every synchronised bank; the shipped bank is used again."""
        with self._lock():
            # The pointer first: whatever is interrupted after it leaves no half bank in use.
            for name in (CURRENT, *CONNECTION_FILES, "last.json", "put.json"):
                (self.folder / name).unlink(missing_ok=True)
            for folder in (self.banks.folder, self.metadata):
                shutil.rmtree(folder, ignore_errors=True)

    # --- what is trusted ---------------------------------------------------------------------------------------

    def trusted(self, name: str) -> Metadata[Any] | None:
        """The last verified ``root``, ``targets``, ``snapshot`` or ``timestamp``; a damaged one is fetched again."""
        path = self.metadata / f"{name}.json"
        try:
            return Metadata.from_bytes(path.read_bytes())
        except (FileNotFoundError, DeserializationError, RecursionError):
            return None

    @property
    def next_number(self) -> int:
        """Version of the signed metadata that comes next."""
        targets = self.trusted(Targets.type)
        return int(targets.signed.version) + 1 if targets else 1

    @property
    def complete(self) -> bool:
        """Whether the verified metadata belong together; not if a synchronisation broke off between two of them."""
        timestamp, snapshot, targets = (
            self.trusted(name) for name in (Timestamp.type, Snapshot.type, Targets.type)
        )
        if timestamp is None or snapshot is None or targets is None:
            return False
        named = snapshot.signed.meta.get("targets.json")
        return bool(
            timestamp.signed.snapshot_meta.version == snapshot.signed.version
            and named is not None
            and named.version == targets.signed.version
        )

    def root(self) -> Metadata[Root]:
        """The root trusted now.

        Raises:
            UsageError: no invitation was accepted yet.
        """
        if not self.joined:
            raise not_joined()
        found = self.trusted(Root.type)
        return found if found else read_root((self.folder / "root.json").read_bytes())

    # --- synchronising -----------------------------------------------------------------------------------------

    def sync(self, progress: Progress = _unseen, today: date | None = None) -> Outcome:
        """Fetch the newest released bank and put it to use.

        Raises:
            KontaktError: refused or unreachable; the bank in use stays as it is.
        """
        with self._lock():
            self.connection()  # whoever has left meanwhile is told so, and nothing is noted about it
            try:
                outcome = self._sync(progress, today or date.today())
            except (RepositoryError, DownloadError, OSError, KontaktError) as error:
                told = explain(error)
                self._note({"ok": False, "code": told.code, "message": told.message, "hint": told.hint})
                if told is error:
                    raise
                raise told from error
            self._note({"ok": True})
            return outcome

    def sync_if_published(self, progress: Progress = _unseen) -> Outcome | None:
        """Synchronise; ``None`` while nothing is published yet. Raises what ``sync`` raises otherwise."""
        try:
            return self.sync(progress)
        except KontaktError as error:
            if error.code != "nothing_published":
                raise
            return None

    def _sync(self, progress: Progress, today: date) -> Outcome:
        progress("verify", 0.0)
        fetcher = StorageFetcher(self.storage())
        for folder in (self.metadata, self.banks.folder):
            folder.mkdir(parents=True, exist_ok=True)
        updater = Updater(
            str(self.metadata),
            "metadata/",
            str(self.folder),
            "targets/",
            fetcher,
            CONFIG,
            bootstrap=(self.folder / "root.json").read_bytes(),
        )
        self._refresh(updater)
        targets: Metadata[Targets] | None = self.trusted(Targets.type)
        target = updater.get_targetinfo(TARGET)
        if targets is None or target is None:
            raise KontaktError("Die Freigabe enthält keine Antwortbank.", "Sag der Teamleitung Bescheid.")
        self.require_invited(targets.signed)
        sha256 = target.hashes["sha256"]
        current = self.current()
        if current.get("sha256") == sha256 and self.intact(current):
            progress("done", 1.0)
            return Outcome(False, current["version"], fetcher.requests, fetcher.received)
        bank = self.banks.install(
            lambda path: Path(updater.download_target(target, str(path))).read_bytes(),
            sha256,
            progress,
            today,
        )
        self.banks.activate({"sha256": sha256, **bank, "targets_version": targets.signed.version}, current)
        progress("done", 1.0)
        return Outcome(True, bank["version"], fetcher.requests, fetcher.received)

    def require_invited(self, targets: Targets) -> None:
        """A bank must be at least the one that was invited to.

        Raises:
            KontaktError: it is older.
        """
        if targets.version < int(self.connection()["minimum"]):
            raise KontaktError(
                "In der Ablage liegt eine ältere Antwortbank, als in der Einladung steht.",
                "Jemand könnte eine alte zurückgelegt haben. Ruf die Teamleitung an.",
                code="below_invited",
                status=503,
            )

    def take_in(self, metadata: Mapping[str, bytes], archive: bytes, today: date | None = None) -> None:
        """Trust a release that somebody has vouched for, and put its bank to use, as after synchronising.

        Args:
            metadata: bytes of ``targets``, ``snapshot`` and ``timestamp``; everything but their age was verified.
            archive: the bank as zip, verified too.
            today: local day.

        Raises:
            KontaktError: the bank does not check; everything stays as it is.
        """
        targets = Metadata[Targets].from_bytes(metadata[Targets.type]).signed
        sha256 = targets.targets[TARGET].hashes["sha256"]
        with self._lock():
            for folder in (self.metadata, self.banks.folder):
                folder.mkdir(parents=True, exist_ok=True)
            current = self.current()
            known = current.get("sha256") == sha256 and self.intact(current)
            bank = (
                {}
                if known
                else self.banks.install(lambda path: archive, sha256, _unseen, today or date.today())
            )
            # The timestamp last: until it is there this machine still knows that it has not taken in everything.
            for name in (Targets.type, Snapshot.type, Timestamp.type):
                write_bytes(self.metadata / f"{name}.json", metadata[name])
            if bank:
                self.banks.activate({"sha256": sha256, **bank, "targets_version": targets.version}, current)

    def _refresh(self, updater: Updater) -> None:
        try:
            updater.refresh()
        except DownloadError as error:
            if getattr(error, "status_code", None) == 404 and self.trusted(Timestamp.type) is None:
                raise KontaktError(
                    "Die Verbindung steht, aber es ist noch keine Antwortbank veröffentlicht.",
                    "Sobald die Teamleitung veröffentlicht, kommt sie von selbst.",
                    code="nothing_published",
                    status=503,
                ) from error
            raise

    # --- the bank in use ---------------------------------------------------------------------------------------

    def bank_folder(self) -> Path | None:
        """Folder of the verified bank in use; the one before if it was damaged; ``None`` if there is none."""
        return self.banks.in_use()

    def current(self) -> dict[str, Any]:
        """What is remembered of the bank in use: ``sha256``, ``digest``, ``version``, ``released_on``, ``previous``."""
        return self.banks.current()

    def last(self) -> dict[str, Any]:
        """How the last attempt to synchronise ended: ``ok``, ``at``, else ``code``, ``message``, ``hint``."""
        found = read_or_empty(self.folder / "last.json")
        told = all(isinstance(found.get(name, ""), str) for name in ("at", "code", "message", "hint"))
        failed = found.get("ok") is False and "message" in found and "hint" in found
        return found if told and (failed or found.get("ok") is True) else {}

    def last_put(self) -> bytes | None:
        """The timestamp that this machine has published last, whether it was fetched afterwards or not."""
        try:
            content = (self.folder / "put.json").read_bytes()
            Metadata.from_bytes(content)
        except (OSError, DeserializationError):
            return None
        return content

    def note_put(self, timestamp: bytes) -> None:
        """Remember a timestamp that was published from here."""
        write_bytes(self.folder / "put.json", timestamp)

    def intact(self, candidate: dict[str, Any]) -> bool:
        """Whether the unpacked files of a remembered bank are still those that were checked."""
        return self.banks.intact(candidate)

    def _note(self, last: dict[str, Any]) -> None:
        with suppress(OSError):
            write_json(
                self.folder / "last.json", {"at": datetime.now(UTC).isoformat(timespec="seconds"), **last}
            )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One synchronisation at a time per data folder (python-tuf allows one Updater per folder)."""
        make_private_folder(self.folder)
        try:
            with filelock.FileLock(self.folder / "sync.lock", timeout=LOCK_S):
                yield
        except filelock.Timeout as error:
            raise KontaktError(
                "Die Antwortbank wird gerade schon abgerufen.",
                "Einen Augenblick warten.",
                code="sync_running",
            ) from error


def current_bank_folder(settings: Settings) -> Path | None:
    """Folder of the verified synchronised bank, or ``None`` if there is none; never touches the network."""
    return Client(settings).bank_folder()
