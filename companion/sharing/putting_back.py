"""What this machine has verified last, put back into a storage that holds something older.

A storage that came from a backup, or into which somebody has laid old files, is refused by every machine that knows
better, that of the lead included; publishing on top of it would leave them all behind. So the very files this machine
has verified are laid there again, byte for byte: no key takes part and nothing is signed, so nothing can come into
force that was not in force. Whoever may write there can do it, the lead as well as the jurist, and publishing goes on
from there with higher numbers. A person has to say that it is the last release: on an older one of two machines that is
not so, and somebody may have published on top of what came back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.archive import pack
from companion.sharing.client import TARGET, Client
from companion.sharing.connection import ROOT_LIMIT
from companion.sharing.one_release import one_release_at_a_time
from companion.sharing.presented import last_shown
from companion.sharing.publish import MARKER, SNAPSHOT_LIMIT, TIMESTAMP_LIMIT, TIMESTAMP_NAME, Step
from companion.sharing.resuming import Unconfirmed, verified
from companion.sharing.setup import publisher
from companion.sharing.storage import NotThere, Storage, Unreachable

_NAMED = "targets.json"
_BROKEN = (RepositoryError, DeserializationError, OSError)


@dataclass(frozen=True)
class Kept:
    """The newest release as this machine has verified it.

    Attributes:
        version: as the bank itself says.
        number: of the release.
        timestamp: of it.
        named: what its snapshot says of the release.
        files: name in the storage → content, in the order of a publication, the timestamp last.
    """

    version: str
    number: int
    timestamp: Timestamp
    named: MetaFile
    files: dict[str, bytes]


@dataclass(frozen=True)
class PutBack:
    """What has become of it.

    Attributes:
        version: that lies in the storage again.
        number: of it.
        files: how many were put.
        expired: its deadlines have run out, so that it has to be renewed now.
    """

    version: str
    number: int
    files: int
    expired: bool

    def words(self) -> str:
        """For people."""
        done = (
            f"Wieder in der Ablage: Fassung {self.version} (Nummer {self.number})."
            if self.files
            else f"In der Ablage fehlt nichts: Fassung {self.version} (Nummer {self.number}) liegt dort."
        )
        if not self.expired:
            return done
        return (
            f"{done} Ihre Fristen sind abgelaufen. Weiter auf dem Rechner der Teamleitung: „kontakt bank publish "
            "--renew“, oder im Fenster „Veröffentlichen“ → „Fristen“."
        )


def put_back(settings: Settings, confirmed: str = "", step: Step = lambda name: None) -> PutBack:
    """Lay the newest release this machine has verified into the storage again, where something older lies.

    Args:
        settings: of any machine that may write there.
        confirmed: ``Unconfirmed.fingerprint``, if somebody was asked and said yes.
        step: told what is put next: ``claim``, the names of the files, ``release``.

    Raises:
        Unconfirmed: somebody has to say first that this is the last release.
        KontaktError: what lies there is not older, this machine has no whole release, somebody is publishing, or the
            storage is unreachable.
    """
    with one_release_at_a_time(settings):
        return _put_back(settings, confirmed, step)


def _put_back(settings: Settings, confirmed: str, step: Step) -> PutBack:
    client = Client(settings)
    storage = client.storage()
    _fetch(client)
    root = client.root().signed
    kept = _kept(settings, client, root, storage)
    _require_yes(client, storage, root, kept, confirmed)
    sender, count = publisher(settings, client, storage), 0
    with sender.alone():
        step("claim")
        sender.claim()
        try:
            # Nobody else writes from here on; what has come in between is not what was confirmed.
            _require_yes(client, storage, root, kept, confirmed)
            for name, content in kept.files.items():
                if not _lies_there(storage, name, content):
                    step(name)
                    storage.write(name, content)
                    count += 1
        finally:
            step("release")
            with suppress(KontaktError):
                storage.release(MARKER)
    told = _fetch(client)
    if told is not None and told.code != "bank_expired":
        raise told
    return PutBack(kept.version, kept.number, count, told is not None)


def _fetch(client: Client) -> KontaktError | None:
    """Take in what is newer here; why that was refused.

    Raises:
        Unreachable: nothing can be done without the storage.
    """
    try:
        client.sync()
    except Unreachable:
        raise
    except KontaktError as error:
        return error
    return None


def _kept(settings: Settings, client: Client, root: Root, storage: Storage) -> Kept:
    """The newest release, verified once more: its files have lain on the disk since."""
    try:
        content = {
            kind.type: (client.metadata / f"{kind.type}.json").read_bytes()
            for kind in (Timestamp, Snapshot, Targets)
        }
        timestamp = verified(root, Timestamp, content[Timestamp.type])
        timestamp.snapshot_meta.verify_length_and_hashes(content[Snapshot.type])
        snapshot = verified(root, Snapshot, content[Snapshot.type])
        named = snapshot.meta[_NAMED]
        named.verify_length_and_hashes(content[Targets.type])
        targets = verified(root, Targets, content[Targets.type])
        if (snapshot.version, targets.version) != (timestamp.snapshot_meta.version, named.version):
            raise RepositoryError(Snapshot.type)
    except _BROKEN as error:
        raise _not_whole("Dieser Rechner hat selbst keine vollständige Fassung.") from error
    put = client.last_put()
    if put and Metadata[Timestamp].from_bytes(put).signed.version > timestamp.version:
        raise _not_whole(
            "Dieser Rechner hat eine neuere Fassung veröffentlicht, als er danach wieder abgeholt hat.",
            "neu freigeben, „kontakt bank approve“ auf beiden Rechnern, dann „kontakt bank publish“.",
        )
    sha256 = targets.targets[TARGET].hashes["sha256"]
    files = {f"targets/{sha256}.{TARGET}": _archive(settings, client, storage, targets)}
    files |= {f"metadata/{number}.root.json": found for number, found in _roots(client, root)}
    files[f"metadata/{targets.version}.targets.json"] = content[Targets.type]
    files[f"metadata/{snapshot.version}.snapshot.json"] = content[Snapshot.type]
    files[TIMESTAMP_NAME] = content[Timestamp.type]
    version = str((targets.targets[TARGET].custom or {}).get("version", ""))
    return Kept(version, targets.version, timestamp, named, files)


def _archive(settings: Settings, client: Client, storage: Storage, targets: Targets) -> bytes:
    """The zip with exactly the bytes that were signed, from wherever they can still be had."""
    target = targets.targets[TARGET]
    for found in _archives(settings, client, storage, target.hashes["sha256"], target.length):
        try:
            target.verify_length_and_hashes(found)
        except RepositoryError:
            continue
        return found
    raise _not_whole("Das Paket der Antwortbank lässt sich auf diesem Rechner nicht mehr herstellen.")


def _archives(
    settings: Settings, client: Client, storage: Storage, sha256: str, length: int
) -> Iterator[bytes]:
    folder = client.banks.folder / sha256
    with suppress(OSError):
        # The same bytes again, unless the library that compresses has changed since.
        yield pack(
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )
    with suppress(OSError, KontaktError):
        if shown := last_shown(settings):
            yield shown.content
    with suppress(NotThere, KontaktError):
        yield storage.read(f"targets/{sha256}.{TARGET}", length)


def _roots(client: Client, root: Root) -> Iterator[tuple[int, bytes]]:
    """All lists of keys since the first one, as far as they are here: whoever joins walks along them."""
    yield 1, (client.folder / "root.json").read_bytes()
    for number in range(2, root.version + 1):
        path = client.metadata / "root_history" / f"{number}.root.json"
        if path.is_file():
            yield number, path.read_bytes()


def _require_yes(client: Client, storage: Storage, root: Root, kept: Kept, confirmed: str) -> None:
    """What would be replaced is what somebody has confirmed; where the timestamp is the right one nobody has to."""
    there = _there(storage, root, kept)
    if there == kept.files[TIMESTAMP_NAME]:
        return
    question = _question(client, storage, root, kept, there)
    if confirmed != question.fingerprint:
        raise question


def _there(storage: Storage, root: Root, kept: Kept) -> bytes:
    """The timestamp in the storage; empty if there is none.

    Raises:
        KontaktError: it is not older than the one that is kept.
    """
    try:
        content = storage.read(TIMESTAMP_NAME, TIMESTAMP_LIMIT)
    except NotThere:
        return b""
    if content == kept.files[TIMESTAMP_NAME]:
        return content
    try:
        found = verified(root, Timestamp, content)
    except _BROKEN:
        return content  # nobody who may publish has put this there
    if found.version >= kept.timestamp.version:
        raise _not_older()
    return content


def _question(client: Client, storage: Storage, root: Root, kept: Kept, there: bytes) -> Unconfirmed:
    named = _named_there(storage, root, there)
    if not there:
        lies = "In der Ablage fehlt der Zeitstempel."
    elif named is None:
        lies = "In der Ablage liegt etwas, das sich nicht prüfen lässt."
    else:
        lies = f"In der Ablage liegt ein älterer Stand, mit Nummer {named.version}."
    if named is not None and (
        named.version > kept.number or (named.version == kept.number and named.hashes != kept.named.hashes)
    ):
        lies += (
            " Darauf hat inzwischen jemand weitergearbeitet und etwas veröffentlicht, das dieser Rechner nicht kennt; "
            "es gälte danach nicht mehr und müsste neu vorgelegt werden."
        )
    current = client.current()
    known = current.get("targets_version") == kept.number
    day = f" vom {date.fromisoformat(current['released_on']):%d.%m.%Y}" if known else ""
    return Unconfirmed(
        f"{lies} Dieser Rechner kennt die Fassung {kept.version} (Nummer {kept.number}){day}, von Teamleitung und "
        "Jurist*in unterschrieben.",
        "Bestätige nur, wenn das die letzte ist, die ihr veröffentlicht habt. Dann kommt sie genau so, wie sie war, "
        "wieder in die Ablage. Zeigt ein anderer Rechner eine höhere Nummer („kontakt bank status“), mach es dort.",
        kept.number,
        hashlib.sha256(kept.files[TIMESTAMP_NAME] + there).hexdigest(),
        "put_back_unconfirmed",
    )


def _named_there(storage: Storage, root: Root, timestamp: bytes) -> MetaFile | None:
    """What the snapshot in the storage says of the release there; ``None`` if that cannot be told."""
    try:
        meta = verified(root, Timestamp, timestamp).snapshot_meta
        content = storage.read(f"metadata/{meta.version}.snapshot.json", SNAPSHOT_LIMIT)
        meta.verify_length_and_hashes(content)
        return verified(root, Snapshot, content).meta.get(_NAMED)
    except (*_BROKEN, NotThere):
        return None


def _lies_there(storage: Storage, name: str, content: bytes) -> bool:
    try:
        return storage.read(name, len(content) + ROOT_LIMIT) == content
    except (NotThere, Unreachable):
        return False


def _not_older() -> KontaktError:
    return KontaktError(
        "In der Ablage liegt nichts Älteres, das zu ersetzen wäre.",
        "Mit „kontakt bank sync“ abholen. Bleibt die Meldung über eine ältere Fassung, könnte jemand den "
        "Zeitstempel-Schlüssel haben: „Veröffentlichen“ → „Schlüssel“ → „Schlüssel wechseln“.",
        code="nothing_older",
        status=409,
    )


def _not_whole(
    message: str, else_: str = "eine neue Ablage einrichten und alle neu einladen."
) -> KontaktError:
    return KontaktError(
        message,
        "Auf einem anderen Rechner versuchen, der die neueste Fassung hat, meist dem der Jurist*in: „kontakt bank "
        f"publish --put-back“. Hat sie niemand mehr: {else_}",
        code="nothing_to_put_back",
        status=409,
    )
