"""Who may sign what: the root of trust, its making and its change (python-tuf).

root: two of lead, jurist and a sealed backup key. targets (the bank itself): lead and jurist, both. snapshot and
timestamp: one key on the lead's machine. A threshold counts keys, not people; therefore there is exactly one key per
role, and no deputies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from companion.errors import KontaktError
from companion.sharing.keys import ROLE_NAMES, Role, spoken

ROOT_DAYS = 365
TARGETS_DAYS = 180
SNAPSHOT_DAYS = 30
TIMESTAMP_DAYS = 30
RENEW_BEFORE_DAYS = 14
"""From so many days before the end the lead is asked to publish or renew."""
RELEASE_BEFORE_DAYS = 30
"""From so many days before the end of the signatures a bank may be released anew without any change."""
KEY_ROLES = "x-kontakt-roles"
"""Field of the root metadata: key id → role, so that people read roles instead of numbers."""
_SIGNS: Mapping[Role, tuple[str, ...]] = {
    "lead": (Root.type, Targets.type),
    "jurist": (Root.type, Targets.type),
    "backup": (Root.type,),
    "online": (Snapshot.type, Timestamp.type),
}


def make_root(keys: Mapping[Role, Key], now: datetime | None = None) -> Metadata[Root]:
    """The first root, not signed yet.

    Args:
        keys: exactly one key for each of lead, jurist, backup and online.
        now: the present, by default that of the clock.
    """
    root = Root(consistent_snapshot=True, expires=expiry(ROOT_DAYS, now))
    root.unrecognized_fields[KEY_ROLES] = {}
    for role, key in keys.items():
        _add(root, role, key)
    root.roles[Root.type].threshold = 2
    root.roles[Targets.type].threshold = 2
    return Metadata(root)


def next_root(
    current: Metadata[Root], replace: Mapping[Role, Key], now: datetime | None = None
) -> Metadata[Root]:
    """The root after ``current`` with some keys replaced (none: only the expiry is renewed); not signed yet."""
    root = deepcopy(current.signed)
    root.version += 1
    root.expires = expiry(ROOT_DAYS, now)
    for role, key in replace.items():
        for keyid, owner in list(root.unrecognized_fields[KEY_ROLES].items()):
            if owner == role:
                for signed in _SIGNS[role]:
                    root.revoke_key(keyid, signed)
                del root.unrecognized_fields[KEY_ROLES][keyid]
        _add(root, role, key)
    return Metadata(root)


def sign(metadata: Metadata[Any], signers: Iterable[CryptoSigner]) -> None:
    """Add signatures."""
    for signer in signers:
        metadata.sign(signer, append=True)


def is_complete_root(root: Metadata[Root], previous: Metadata[Root] | None) -> bool:
    """Whether enough people have signed a root, by its own rules and by those of the one before."""
    result = root.signed.get_root_verification_result(
        previous.signed if previous else None, root.signed_bytes, root.signatures
    )
    return bool(result.verified)


def newest_root(current: Metadata[Root], newer: Iterable[bytes]) -> Metadata[Root]:
    """The root after some that are to be published; one that is known already is passed over.

    Raises:
        KontaktError: one of them does not follow or is not signed by enough people.
    """
    for content in newer:
        new = read_root(content)
        if new.signed.version <= current.signed.version:
            continue
        if new.signed.version != current.signed.version + 1 or not is_complete_root(new, current):
            raise KontaktError(
                "Die Vorlage bringt neue Schlüssel mit, die nicht von genug Personen bestätigt sind.",
                "Nicht unterschreiben und die Teamleitung anrufen.",
                code="root_not_signed",
            )
        current = new
    return current


def signed_by(root: Root, name: str, metadata: Metadata[Any]) -> tuple[list[Role], list[Role]]:
    """Which roles have signed validly and which are missing for ``name`` (``targets`` or ``root``)."""
    result = root.get_verification_result(name, metadata.signed_bytes, metadata.signatures)
    roles = root.unrecognized_fields[KEY_ROLES]
    signed = sorted(roles[key] for key in result.signed if key in roles)
    missing = sorted(roles[key] for key in result.unsigned if key in roles)
    return signed, missing


def key_of(root: Root, role: Role) -> str:
    """Key id of a role."""
    owners: dict[str, str] = root.unrecognized_fields[KEY_ROLES]
    return next((keyid for keyid, owner in owners.items() if owner == role), "")


def new_keys(old: Root, new: Root) -> dict[Role, str]:
    """Roles whose key differs between two roots, with the fingerprint of the new one."""
    return {role: spoken(key_of(new, role)) for role in ROLE_NAMES if key_of(old, role) != key_of(new, role)}


def require_key(root: Root, role: Role, key: Key) -> None:
    """The key on this machine must be the one the root names.

    Raises:
        KontaktError: it was replaced or belongs to another bank.
    """
    if key_of(root, role) != key.keyid:
        raise KontaktError(
            f"Der Schlüssel „{ROLE_NAMES[role]}“ auf diesem Rechner gilt für diese Antwortbank nicht (mehr).",
            "Wurde er ersetzt? Dann den neuen verwenden; sonst hilft „Veröffentlichen“ → „Schlüssel“ → "
            "„Schlüssel wechseln“.",
            code="key_not_trusted",
        )


def read_root(content: bytes) -> Metadata[Root]:
    """Parse root metadata.

    Raises:
        KontaktError: it is no root of a kontakt bank.
    """
    try:
        root: Metadata[Root] = Metadata[Root].from_bytes(content)
    except (DeserializationError, ValueError, KeyError) as error:
        raise _no_root() from error
    if not isinstance(root.signed, Root) or not isinstance(
        root.signed.unrecognized_fields.get(KEY_ROLES), dict
    ):
        raise _no_root()
    return root


def expiry(days: int, now: datetime | None = None) -> datetime:
    """So many days from now, to the second, in UTC."""
    return ((now or datetime.now(UTC)) + timedelta(days=days)).replace(microsecond=0)


def _add(root: Root, role: Role, key: Key) -> None:
    for name in _SIGNS[role]:
        root.add_key(key, name)
    root.unrecognized_fields[KEY_ROLES][key.keyid] = role


def _no_root() -> KontaktError:
    return KontaktError(
        "Die Vertrauensdatei der Antwortbank ist nicht lesbar.",
        "Die Einladung prüfen und die Teamleitung nach der richtigen Adresse fragen.",
        code="root_unreadable",
    )
