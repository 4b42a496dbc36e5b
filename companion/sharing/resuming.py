"""What lies in the storage, taken over although its timestamp has run out, by whoever can sign it anew.

python-tuf refuses what has run out. A machine of the lead that has not fetched it in time, because the lid closed just
after publishing or because it is a new one, could neither synchronise nor renew. So everything is verified here as
python-tuf does it (client workflow 5.3 to 5.6), but for the age of timestamp and snapshot. That is the one thing that
cannot be made up for: somebody in control of the storage could have put back an older state that was signed as well.
Therefore a person has to say that it is the last one they published, unless this machine has put it there itself.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from securesystemslib.signer import Key
from tuf.api.exceptions import BadVersionNumberError, DownloadError, DownloadHTTPError, RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.archive import unpack
from companion.sharing.client import CONFIG, TARGET, Client
from companion.sharing.explain import explain
from companion.sharing.fetcher import StorageFetcher
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.publish import (
    SNAPSHOT_LIMIT,
    TIMESTAMP_LIMIT,
    TIMESTAMP_NAME,
    Publisher,
)
from companion.sharing.trust import newest_root, require_key, signed_by

Part = TypeVar("Part", Snapshot, Targets, Timestamp)
_NAMED = "targets.json"


@dataclass(frozen=True)
class Found:
    """What lies in the storage, verified but for its age.

    Attributes:
        number: of the release.
        bank: what was released.
        signed_by: who has signed it, in words.
        fresh_until: when the first of timestamp and snapshot ran out.
        own: this machine has put it.
        vouched: nobody has to be asked: it is fresh, or this machine has put it or has verified it in time.
        fingerprint: names exactly this release; to be given back when confirming.
        metadata: bytes of ``targets``, ``snapshot`` and ``timestamp``.
        archive: the bank as zip.
    """

    number: int
    bank: Bank
    signed_by: str
    fresh_until: datetime
    own: bool
    vouched: bool
    fingerprint: str
    metadata: dict[str, bytes]
    archive: bytes


class Unconfirmed(KontaktError):  # noqa: N818 - a question
    """Somebody has to say whether what lies in the storage is the last that was published.

    Attributes:
        number: of the release that is asked about.
        fingerprint: to be given back by whoever confirms.
    """

    def __init__(
        self, message: str, hint: str, number: int, fingerprint: str, code: str = "resume_unconfirmed"
    ) -> None:
        super().__init__(message, hint, code=code, status=409)
        self.number, self.fingerprint = number, fingerprint


def described(found: Found, client: Client) -> str:
    """For people: what lies in the storage, what this machine knows, and what cannot be told any more."""
    return (
        f"In der Ablage liegt die Fassung {found.bank.version} (Nummer {found.number}), veröffentlicht am "
        f"{found.bank.released_on:%d.%m.%Y}, unterschrieben von {found.signed_by}. {_known(client)} "
        f"Der Zeitstempel dazu galt bis {found.fresh_until:%d.%m.%Y}, heute ist nach der Uhr dieses Rechners der "
        f"{date.today():%d.%m.%Y}; deshalb kann kontakt nicht mehr prüfen, ob es die neueste ist."
    )


def resume(
    settings: Settings, sender: Publisher, online: Key, roots: list[bytes], confirmed: str = ""
) -> None:
    """Have this machine trust what lies in the storage, so that it can be signed anew; nothing if it does already.

    To be called after ``Client.sync``, which takes in what is fresh, and new roots.

    Args:
        settings: of the lead's machine.
        sender: publishes from there.
        online: key for snapshot and timestamp that is here.
        roots: new roots that were taken up here and are not published yet.
        confirmed: ``Unconfirmed.fingerprint`` of what somebody has confirmed.

    Raises:
        Unconfirmed: somebody has to look at it first.
        KontaktError: it does not verify, the list of keys has run out, or the key here may not sign.
    """
    root = newest_root(sender.client.root(), roots).signed
    require_key(root, "online", online)
    if root.is_expired():
        raise KontaktError(
            f"Die Vertrauensdatei mit den Schlüsseln galt bis {root.expires.astimezone():%d.%m.%Y}.",
            "Zwei von dreien bestätigen eine neue: „kontakt bank key-replace“ ohne „--new“, „key-confirm“, „key-use“, "
            "dann „kontakt bank publish --renew“.",
            code="root_expired",
        )
    found = look(sender)
    if found is None:
        return
    if not found.vouched and confirmed != found.fingerprint:
        raise Unconfirmed(
            described(found, sender.client),
            "Bestätige nur, wenn es die letzte ist, die ihr veröffentlicht habt: Jemand könnte eine ältere "
            "zurückgelegt haben. Im Zweifel frag die Jurist*in, welche auf ihrem Rechner gilt („kontakt bank status“).",
            found.number,
            found.fingerprint,
        )
    published_here = found.own and found.number >= sender.client.next_number
    sender.client.take_in(found.metadata, found.archive)
    folder = sender.client.bank_folder()
    if published_here and folder:
        # Imported here: the companion loads this module when it starts, and needs the history hardly ever.
        from companion.sharing.catching_up import settle

        settle(settings, folder)


def look(sender: Publisher) -> Found | None:
    """What lies in the storage and is not known here yet; ``None`` if there is no such thing.

    Raises:
        KontaktError: it does not verify, or the storage is unreachable.
    """
    try:
        return _look(sender)
    except (RepositoryError, DeserializationError, DownloadError) as error:
        raise explain(error) from error


def _look(sender: Publisher) -> Found | None:
    client, fetcher = sender.client, StorageFetcher(sender.storage)
    root = client.root().signed
    try:
        content = fetcher.download_bytes(TIMESTAMP_NAME, TIMESTAMP_LIMIT)
    except DownloadHTTPError:
        return None
    timestamp = verified(root, Timestamp, content)
    before, put = _trusted(client, root, Timestamp), client.last_put()
    for known in (before, Metadata[Timestamp].from_bytes(put).signed if put else None):
        if known is not None:
            _not_older(timestamp.version, known.version)
            _not_older(timestamp.snapshot_meta.version, known.snapshot_meta.version)
    if before is not None and timestamp.version == before.version and client.complete:
        return None
    metadata = {Timestamp.type: content}

    number = timestamp.snapshot_meta.version
    content = fetcher.download_bytes(f"metadata/{number}.snapshot.json", SNAPSHOT_LIMIT)
    timestamp.snapshot_meta.verify_length_and_hashes(content)
    snapshot = verified(root, Snapshot, content)
    earlier = _trusted(client, root, Snapshot)
    _same(snapshot.version, number)
    if set(snapshot.meta) != {_NAMED}:
        raise RepositoryError(Snapshot.type)
    if earlier is not None:
        _not_older(snapshot.meta[_NAMED].version, earlier.meta[_NAMED].version)
    metadata[Snapshot.type] = content

    named = snapshot.meta[_NAMED]
    content = fetcher.download_bytes(f"metadata/{named.version}.targets.json", CONFIG.targets_max_length)
    named.verify_length_and_hashes(content)
    targets = verified(root, Targets, content)
    _same(targets.version, named.version)
    if TARGET not in targets.targets:
        raise RepositoryError(Targets.type)
    _not_older(targets.version, client.next_number - 1)
    client.require_invited(targets)
    metadata[Targets.type] = content

    target = targets.targets[TARGET]
    archive = fetcher.download_bytes(f"targets/{target.hashes['sha256']}.{TARGET}", target.length)
    target.verify_length_and_hashes(archive)
    signed: Metadata[Targets] = Metadata[Targets].from_bytes(content)
    signers, _ = signed_by(root, Targets.type, signed)
    own = sender.is_own(metadata[Timestamp.type])
    fresh = not (timestamp.is_expired() or snapshot.is_expired())
    return Found(
        targets.version,
        _bank(archive),
        " und ".join(words for role, words in ROLE_NAMES.items() if role in signers),
        min(timestamp.expires, snapshot.expires),
        own,
        own or fresh or timestamp == before,
        hashlib.sha256(signed.signed_bytes).hexdigest(),
        metadata,
        archive,
    )


def verified(root: Root, kind: type[Part], content: bytes) -> Part:
    """Metadata of one kind, signed by whom the root names for it."""
    found: Metadata[Any] = Metadata.from_bytes(content)
    if not isinstance(found.signed, kind):
        raise RepositoryError(kind.type)
    root.verify_delegate(kind.type, found.signed_bytes, found.signatures)
    return found.signed


def _trusted(client: Client, root: Root, kind: type[Part]) -> Part | None:
    """What this machine has verified last; nothing if its key was replaced since, as python-tuf has it."""
    found = client.trusted(kind.type)
    try:
        return verified(root, kind, found.to_bytes()) if found else None
    except RepositoryError:
        return None


def _not_older(version: int, known: int) -> None:
    if version < known:
        raise BadVersionNumberError(f"{version} < {known}")


def _same(version: int, named: int) -> None:
    if version != named:
        raise BadVersionNumberError(f"{version} != {named}")


def _bank(archive: bytes) -> Bank:
    with tempfile.TemporaryDirectory() as scratch:
        unpack(archive, Path(scratch))
        return read_bank(Path(scratch), date.today())


def _known(client: Client) -> str:
    current = client.current()
    if not current:
        return "Dieser Rechner kennt noch keine."
    return f"Dieser Rechner kennt die Fassung {current['version']} (Nummer {current['targets_version']})."
