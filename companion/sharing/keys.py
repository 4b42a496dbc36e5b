"""Private keys: made on the machine of the person who uses them, kept sealed with a passphrase.

The PKCS8 text of a key is unencrypted; it is therefore only ever written as an age file (scrypt).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import filelock
import pyrage
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner, Key, SSlibKey

from companion.errors import KontaktError, UsageError
from companion.passphrase import require_long, unlock
from companion.private_files import make_private_folder, write_bytes

Role = Literal["lead", "jurist", "backup", "online"]
ROLE_NAMES: Mapping[Role, str] = {
    "lead": "Teamleitung",
    "jurist": "Jurist*in",
    "backup": "Reserve",
    "online": "Zeitstempel",
}
_KIND = "kontakt-public-key"


@dataclass(frozen=True)
class PublicKey:
    """What others need to know of a key.

    Attributes:
        role: what the key is for.
        name: whose it is, as colleagues know the person; travels with the key file only.
        key: for TUF.
    """

    role: Role
    name: str
    key: Key

    @property
    def fingerprint(self) -> str:
        """Five groups of four, to be compared on the phone."""
        return spoken(self.key.keyid)

    def to_bytes(self) -> bytes:
        """The public key file."""
        data = {
            "kind": _KIND,
            "role": self.role,
            "name": self.name,
            "keyid": self.key.keyid,
            "key": self.key.to_dict(),
        }
        return json.dumps(data, ensure_ascii=False, indent=1).encode()

    @staticmethod
    def from_bytes(content: bytes) -> PublicKey:
        """Read a public key file.

        Raises:
            UsageError: it is none.
        """
        try:
            data: dict[str, Any] = json.loads(content)
            if data["kind"] != _KIND or data["role"] not in ROLE_NAMES:
                raise KeyError(_KIND)
            key = SSlibKey.from_crypto(SSlibKey.from_dict(data["keyid"], dict(data["key"]))._crypto_key())
            if key.keyid != data["keyid"]:
                raise KeyError("keyid")
            return PublicKey(data["role"], str(data["name"]), key)
        except Exception as error:
            raise UsageError(
                "Das ist keine Datei mit einem öffentlichen Schlüssel.",
                "Die Datei nehmen, die „kontakt bank key“ beim Anlegen nennt; sie endet auf .pub.json.",
                code="not_a_public_key",
            ) from error


def spoken(keyid: str) -> str:
    """The first twenty digits of a key id in groups, to be compared on the phone."""
    return " ".join(keyid[start : start + 4] for start in range(0, 20, 4))


def make_key(role: Role, name: str) -> tuple[CryptoSigner, PublicKey]:
    """A fresh Ed25519 key."""
    signer = CryptoSigner.generate_ed25519()
    return signer, PublicKey(role, name, signer.public_key)


def seal(signer: CryptoSigner, public: PublicKey, passphrase: str) -> bytes:
    """Private and public key as an age file.

    Raises:
        UsageError: the passphrase is too short.
    """
    require_long(passphrase)
    data = {"public": json.loads(public.to_bytes()), "private": signer.private_bytes.decode()}
    return bytes(pyrage.passphrase.encrypt(json.dumps(data).encode(), passphrase))


def unseal(content: bytes, passphrase: str) -> tuple[CryptoSigner, PublicKey]:
    """Open a sealed key.

    Raises:
        KontaktError: ``wrong_passphrase``; the passphrase is wrong or the file damaged. ``computer_busy``.
    """
    try:
        data = json.loads(unlock(content, passphrase))
        public = PublicKey.from_bytes(json.dumps(data["public"]).encode())
        private: Any = load_pem_private_key(data["private"].encode(), None)
        return CryptoSigner(private, public.key), public  # type: ignore[arg-type]
    except (pyrage.DecryptError, ValueError, KeyError) as error:
        raise KontaktError(
            "Der Schlüssel ließ sich nicht öffnen: Die Passphrase stimmt nicht oder die Datei ist beschädigt.",
            "Noch einmal eingeben. Ist sie verloren, hilft „Veröffentlichen“ → „Schlüssel“ → „Schlüssel wechseln“.",
            code="wrong_passphrase",
        ) from error


class KeyRing:
    """The keys of this machine, one sealed file per role."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, role: Role) -> Path:
        """File of the sealed key."""
        return self.folder / f"{role}.key.age"

    def public_path(self, role: Role) -> Path:
        """File of the public key, to be handed on."""
        return self.folder / f"{role}.pub.json"

    def roles(self) -> list[Role]:
        """For which roles there is a key here."""
        return [role for role in ROLE_NAMES if self.path(role).is_file()]

    def add(self, role: Role, name: str, passphrase: str, *, replace: bool = False) -> PublicKey:
        """Make and keep a key; an older one of that role is kept aside as ``.old``.

        Raises:
            UsageError: there is one and it is not to be replaced.
        """
        signer, public = make_key(role, name)
        sealed = seal(signer, public, passphrase)
        make_private_folder(self.folder)
        # Two at once, perhaps from two tabs, would leave the public half of one beside the private half of the other.
        with filelock.FileLock(self.folder / "keys.lock", mode=0o600):
            if self.path(role).exists() and not replace:
                raise UsageError(
                    f"Auf diesem Rechner gibt es schon einen Schlüssel für „{ROLE_NAMES[role]}“.",
                    "Ihn verwenden, oder mit „--replace“ einen neuen anlegen; der alte wird beiseitegelegt.",
                    code="key_exists",
                )
            self._put(role, sealed, public.to_bytes())
        return public

    def _put(self, role: Role, sealed: bytes, public: bytes) -> None:
        """Put both halves in place, the private one last: without it there is none, and making one begins anew."""
        halves = ((self.public_path(role), public), (self.path(role), sealed))
        for path, content in halves:
            write_bytes(path.with_name(f"{path.name}.new"), content)  # a full disk leaves what is there
        if self.path(role).exists():
            self.path(role).replace(self.path(role).with_suffix(".age.old"))
        for path, _ in halves:
            path.with_name(f"{path.name}.new").replace(path)

    def public(self, role: Role) -> PublicKey:
        """The public key of a role.

        Raises:
            UsageError: there is none on this machine.
        """
        if not self.public_path(role).is_file():
            raise _missing(role)
        return PublicKey.from_bytes(self.public_path(role).read_bytes())

    def open(self, role: Role, passphrase: str) -> CryptoSigner:
        """The signing key of a role.

        Raises:
            UsageError: there is none on this machine.
            KontaktError: wrong passphrase.
        """
        if not self.path(role).is_file():
            raise _missing(role)
        return unseal(self.path(role).read_bytes(), passphrase)[0]


def _missing(role: Role) -> UsageError:
    hint = f"Mit „kontakt bank key --role {role}“ einen anlegen oder den richtigen Rechner nehmen."
    if role == "online":
        hint = "Veröffentlicht wird auf dem Rechner der Teamleitung. Fehlt er dort, hilft "
        hint += "„Veröffentlichen“ → „Schlüssel“ → „Schlüssel wechseln“."
    return UsageError(
        f"Auf diesem Rechner gibt es keinen Schlüssel für „{ROLE_NAMES[role]}“.",
        hint,
        code="key_missing",
    )
