"""Snapshot and timestamp are renewed by themselves while the lead's companion runs.

Only the online key takes part: in the memory of this process after a passphrase was given in it, or, if the lead
wants so, in the keyring of the system. It can sign how old the bank may be, never what is in it.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Snapshot, Timestamp

from companion import system_keyring
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.client import Client
from companion.sharing.resuming import resume
from companion.sharing.setup import key_ring, pending_roots, publisher
from companion.sharing.trust import key_of

log = logging.getLogger("kontakt")

RENEW_ALONE_DAYS = 20
"""From so many days before the end it is renewed by itself: days before anybody is reminded."""
How = Literal["keyring", "session", "by_hand"]
_held: dict[Path, CryptoSigner] = {}
_lock = threading.Lock()


def hold(settings: Settings, online: CryptoSigner) -> None:
    """Keep the online key in memory until this process ends."""
    with _lock:
        _held[settings.sharing] = online


def remember(settings: Settings, passphrase: str) -> None:
    """Keep the online key in the keyring of the system, so that the companion renews without being asked.

    Raises:
        KontaktError: wrong passphrase, no key on this machine, or no keyring (``no_keyring``).
    """
    online = key_ring(settings).open("online", passphrase)
    if not system_keyring.keep(_name(online.public_key.keyid), online.private_bytes.decode()):
        raise KontaktError(
            "Dieser Rechner hat keinen Schlüsselbund, der den Zeitstempel-Schlüssel verwahrt.",
            "Dann alle zwei Wochen „kontakt bank publish --renew“; „kontakt bank status“ erinnert daran.",
            code="no_keyring",
        )
    hold(settings, online)


def forget(settings: Settings) -> None:
    """Take the online key out of the keyring and out of memory."""
    ring = key_ring(settings)
    if "online" in ring.roles():
        system_keyring.drop(_name(ring.public("online").key.keyid))
    with _lock:
        _held.pop(settings.sharing, None)


def how_renewed(settings: Settings) -> How | None:
    """How this machine renews; ``None`` if it is not the one that does."""
    if "online" not in key_ring(settings).roles():
        return None
    keyid = key_ring(settings).public("online").key.keyid
    if system_keyring.read(_name(keyid)) is not None:
        return "keyring"
    return "session" if settings.sharing in _held else "by_hand"


def renew_if_due(settings: Settings, now: datetime | None = None) -> bool:
    """Renew snapshot and timestamp if that is due and possible here; whether it was done.

    Nothing is done while a publication is under way or a change of keys waits for it. To be called after ``sync``; what
    that has refused because it has run out is taken over only if this machine has put it.

    Raises:
        Unconfirmed: somebody has to say first whether what lies in the storage is the last that was published.
        KontaktError: the storage is unreachable, or somebody else has published in the meantime.
    """
    client = Client(settings)
    limit = (now or datetime.now(UTC)) + timedelta(days=RENEW_ALONE_DAYS)
    if not client.joined or not _due(client, limit):
        return False
    online = _online(settings)
    if online is None or key_of(client.root().signed, "online") != online.public_key.keyid:
        return False
    sender = publisher(settings, client, client.storage())
    with sender.alone():
        if pending_roots(settings, client):
            return False
        if sender.interrupted and not sender.interrupted_renewal and not sender.stands:
            return False
        resume(settings, sender, online.public_key, [])
        sender.renew(online, [])
    client.sync()
    log.info("snapshot and timestamp renewed")
    return True


def _due(client: Client, limit: datetime) -> bool:
    """Whether snapshot or timestamp run out by then: those verified here, or one that was put and never fetched.

    A machine that knows none may have been interrupted at its first publication.
    """
    timestamp, put = client.trusted(Timestamp.type), client.last_put()
    known = [part.signed for part in (client.trusted(Snapshot.type), timestamp) if part]
    if put:
        later = Metadata[Timestamp].from_bytes(put).signed
        known += [later] if timestamp is None or later.version > timestamp.signed.version else []
    return not known or any(part.expires < limit for part in known)


def _online(settings: Settings) -> CryptoSigner | None:
    with _lock:
        held = _held.get(settings.sharing)
    ring = key_ring(settings)
    if held is not None or "online" not in ring.roles():
        return held
    public = ring.public("online").key
    text = system_keyring.read(_name(public.keyid))
    if text is None:
        return None
    try:
        private: Any = load_pem_private_key(text.encode(), None)
    except ValueError:
        return None
    return CryptoSigner(private, public)  # type: ignore[arg-type]


def _name(keyid: str) -> str:
    return f"online-key-{keyid[:16]}"
