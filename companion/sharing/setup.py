"""Setting up trust and changing keys, as one call per step of the documented procedures."""

from __future__ import annotations

import hashlib
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root

from companion.config import Settings
from companion.errors import KontaktError, UsageError
from companion.private_files import make_private_folder, write_bytes
from companion.sharing.client import Client
from companion.sharing.connection import ROOT_LIMIT
from companion.sharing.invite import Invite
from companion.sharing.keys import KeyRing, PublicKey, Role, make_key, seal, unseal
from companion.sharing.publish import Publisher
from companion.sharing.storage import NotThere, Storage, open_storage
from companion.sharing.trust import (
    is_complete_root,
    key_of,
    make_root,
    next_root,
    read_root,
    require_key,
    sign,
)


def key_ring(settings: Settings) -> KeyRing:
    """The keys of this machine."""
    return KeyRing(settings.sharing / "keys")


def publisher(settings: Settings, client: Client, storage: Storage) -> Publisher:
    """Publishes from this machine."""
    return Publisher(client, storage, settings.sharing / "publisher")


def init_trust(
    settings: Settings,
    jurist: PublicKey,
    backup: Path,
    where: tuple[str, str | None, str | None],
    name: str,
    passphrase: str,
    backup_passphrase: str,
) -> Invite:
    """Make all keys of the lead's machine and the first root, put it into the storage, join.

    Args:
        settings: of the lead's machine.
        jurist: public key from the jurist's machine.
        backup: file for the sealed backup key, best on a stick that goes into the safe.
        where: address, user and password of the storage.
        name: of the lead.
        passphrase: for the keys on this machine.
        backup_passphrase: for the backup key; another one.

    Returns:
        The invitation for everybody else.

    Raises:
        UsageError: there is a bank already, or the public key is not the jurist's.
    """
    if jurist.role != "jurist":
        raise UsageError(
            "Die Datei enthält nicht den Schlüssel der Jurist*in.",
            "jurist.pub.json angeben.",
            code="wrong_role",
        )
    if passphrase == backup_passphrase:
        raise UsageError("Der Reserveschlüssel braucht eine eigene Passphrase.", code="same_passphrase")
    storage = open_storage(*where)
    try:
        storage.read("metadata/1.root.json", ROOT_LIMIT)
    except NotThere:
        pass
    else:
        raise UsageError(
            "In dieser Ablage gibt es schon eine Antwortbank.",
            "Eine leere Ablage nehmen oder mit „kontakt bank join“ beitreten.",
            code="bank_exists",
        )
    ring = key_ring(settings)
    keys = {role: _own(ring, role, name, passphrase) for role in ("lead", "online")}
    backup_signer, backup_public = make_key("backup", "Reserve")
    _write_sealed(backup, backup_signer, backup_public, backup_passphrase)
    root = make_root(
        {
            "lead": keys["lead"].public_key,
            "jurist": jurist.key,
            "backup": backup_public.key,
            "online": keys["online"].public_key,
        }
    )
    sign(root, [keys["lead"], backup_signer])
    content = root.to_bytes()
    try:
        storage.write("metadata/1.root.json", content)
    except KontaktError:
        backup.unlink()  # nobody trusts this key yet, and it would stand in the way of the next attempt
        raise
    invite = Invite(where[0], hashlib.sha256(content).hexdigest(), 0)
    Client(settings).join(invite, where[1], where[2])
    return invite


def write_backup(path: Path, passphrase: str) -> tuple[Path, PublicKey]:
    """Make a backup key: the sealed key at ``path``, the public one beside it.

    Returns:
        File of the public key, and the public key.
    """
    signer, public = make_key("backup", "Reserve")
    _write_sealed(path, signer, public, passphrase)
    public_file = path.with_name(path.name.split(".")[0] + ".pub.json")
    write_bytes(public_file, public.to_bytes())
    return public_file, public


def _write_sealed(path: Path, signer: CryptoSigner, public: PublicKey, passphrase: str) -> None:
    """Keep a sealed backup key; never over another one."""
    if path.exists():
        raise UsageError(
            f"Die Datei „{path.name}“ gibt es schon.",
            "Einen anderen Namen oder Stick nehmen.",
            code="backup_exists",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, seal(signer, public, passphrase))


def _own(ring: KeyRing, role: Role, name: str, passphrase: str) -> CryptoSigner:
    if role not in ring.roles():
        ring.add(role, name, passphrase)
    return ring.open(role, passphrase)


def replace_keys(
    settings: Settings, new: list[PublicKey], passphrase: str, backup: tuple[bytes, str] | None
) -> Metadata[Root]:
    """The next root with some keys replaced, signed by this machine and, if given, the backup key.

    Args:
        settings: of the lead's or the jurist's machine.
        new: the new public keys; none: only the expiry is renewed.
        passphrase: of the key of this machine.
        backup: content of the sealed backup key and its passphrase.

    Raises:
        KontaktError: wrong passphrase, or the key of this machine is not trusted (any more).
    """
    current = Client(settings).root()
    root = next_root(current, {public.role: public.key for public in new})
    sign(root, root_signers(settings, current.signed, passphrase, backup))
    return root


def confirm_root(
    settings: Settings, content: bytes, passphrase: str, backup: tuple[bytes, str] | None
) -> bytes:
    """A new root with the signature of this machine added; arguments and errors like ``replace_keys``."""
    root = read_root(content)
    sign(root, root_signers(settings, Client(settings).root().signed, passphrase, backup))
    return root.to_bytes()


def root_signers(
    settings: Settings, root: Root, passphrase: str, backup: tuple[bytes, str] | None
) -> list[CryptoSigner]:
    """The keys with which this machine can sign a root."""
    ring = key_ring(settings)
    signers = []
    for role in ring.roles():
        if role in ("lead", "jurist") and key_of(root, role) == ring.public(role).key.keyid:
            signers.append(ring.open(role, passphrase))
    if backup is not None:
        signer, public = unseal(*backup)
        require_key(root, "backup", public.key)
        signers.append(signer)
    if not signers:
        raise KontaktError(
            "Auf diesem Rechner ist kein Schlüssel, der das unterschreiben darf.",
            "Es braucht zwei von dreien: Teamleitung, Jurist*in, Reserve.",
            code="key_missing",
        )
    return signers


def pending_roots(settings: Settings, client: Client) -> list[bytes]:
    """New roots that were taken up here and are not published yet, in order."""
    trusted = client.root().signed.version
    folder = settings.sharing / "publisher" / "roots"
    found = {int(path.name.split(".")[0]): path for path in folder.glob("*.root.json")}
    return [path.read_bytes() for version, path in sorted(found.items()) if version > trusted]


def take_up_root(settings: Settings, content: bytes) -> bool:
    """Keep a completed new root for the next publication.

    Returns:
        Whether the keys of lead or jurist changed, so that the bank must be signed anew.

    Raises:
        KontaktError: it does not follow the present root or lacks signatures.
    """
    client = Client(settings)
    current, new = client.root(), read_root(content)
    if new.signed.version != current.signed.version + 1:
        raise KontaktError(
            "Diese Vertrauensdatei folgt nicht auf die geltende.",
            "Erst „kontakt bank sync“, dann den Schlüsselwechsel neu beginnen.",
            code="root_outdated",
        )
    if not is_complete_root(new, current):
        raise KontaktError(
            "Der Schlüsselwechsel ist noch nicht von zwei der drei Schlüssel bestätigt.",
            "Auf dem Rechner der zweiten Person „kontakt bank key-confirm“ aufrufen oder den Reserveschlüssel nehmen.",
            code="root_not_signed",
        )
    folder = settings.sharing / "publisher" / "roots"
    make_private_folder(folder)
    write_bytes(folder / f"{new.signed.version}.root.json", content)
    signing: tuple[Role, ...] = ("lead", "jurist")
    return any(key_of(current.signed, role) != key_of(new.signed, role) for role in signing)
