"""An invitation: where the bank lies and how to tell the right one, as file, link or words for the phone.

The fingerprint is the SHA-256 of the first root. A new client has no history that could show it an old state, so the
invitation also names the lowest version of the signed bank it may accept.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from companion.errors import UsageError
from companion.state_file import json_of

SCHEME = "kontakt"
SPOKEN_BYTES = 18
"""Bytes of the fingerprint that are read aloud: 144 bits, far beyond what can be searched for a second root."""
LETTERS = {
    "A": "Aachen",
    "B": "Berlin",
    "C": "Chemnitz",
    "D": "Düsseldorf",
    "E": "Essen",
    "F": "Frankfurt",
    "G": "Goslar",
    "H": "Hamburg",
    "I": "Ingelheim",
    "J": "Jena",
    "K": "Köln",
    "L": "Leipzig",
    "M": "München",
    "N": "Nürnberg",
    "O": "Offenbach",
    "P": "Potsdam",
    "Q": "Quickborn",
    "R": "Rostock",
    "S": "Salzwedel",
    "T": "Tübingen",
    "U": "Unna",
    "V": "Völklingen",
    "W": "Wuppertal",
    "X": "Xanten",
    "Y": "Ypsilon",
    "Z": "Zwickau",
    "2": "zwei",
    "3": "drei",
    "4": "vier",
    "5": "fünf",
    "6": "sechs",
    "7": "sieben",
}
"""Spelling words of DIN 5008 (2022) for the letters of base32 (RFC 4648)."""
_SOUNDS = {word.casefold(): letter for letter, word in LETTERS.items()}


@dataclass(frozen=True)
class Invite:
    """What a new companion needs.

    Attributes:
        url: address of the storage.
        fingerprint: SHA-256 of ``1.root.json``, hexadecimal; from words only its first 36 digits.
        minimum: lowest version of the signed bank that may be accepted.
    """

    url: str
    fingerprint: str
    minimum: int

    def fits(self, root: bytes) -> bool:
        """Whether these are the bytes of the invited root."""
        return len(self.fingerprint) >= 2 * SPOKEN_BYTES and hashlib.sha256(root).hexdigest().startswith(
            self.fingerprint
        )

    def to_link(self) -> str:
        """``kontakt://join?…``, for a mail or a QR code."""
        query = urlencode({"u": self.url, "f": self.fingerprint, "v": self.minimum})
        return f"{SCHEME}://join?{query}"

    def to_bytes(self) -> bytes:
        """The invitation file."""
        data = {
            "kind": "kontakt-invite",
            "url": self.url,
            "fingerprint": self.fingerprint,
            "minimum": self.minimum,
        }
        return json.dumps(data, indent=1).encode()

    def to_words(self) -> str:
        """Fingerprint and version in spelling words, in lines of five; the address is said apart."""
        body = bytes.fromhex(self.fingerprint)[:SPOKEN_BYTES] + self.minimum.to_bytes(4, "big")
        code = base64.b32encode(body + _check(body)).decode().rstrip("=")
        words = [LETTERS[letter] for letter in code]
        return "\n".join(" ".join(words[start : start + 5]) for start in range(0, len(words), 5))


def read_invite(text: str, url: str | None = None) -> Invite:
    """An invitation from the content of a file, a link, or words (then with the address).

    Raises:
        UsageError: it is none, was misheard, or the address is missing.
    """
    text = text.strip()
    try:
        if text.startswith("{"):
            data = json_of(text)
            return _invite(data["url"], data["fingerprint"], int(data["minimum"]))
        if text.startswith(f"{SCHEME}:"):
            query = parse_qs(urlsplit(text).query, strict_parsing=True)
            return _invite(query["u"][0], query["f"][0], int(query["v"][0]))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "Die Einladung ist unvollständig oder verändert.",
            "Die Datei oder den Link noch einmal von der Teamleitung holen.",
            code="invite_unreadable",
        ) from error
    return _from_words(text, url)


def _invite(url: object, fingerprint: object, minimum: int) -> Invite:
    if not isinstance(url, str) or not isinstance(fingerprint, str) or minimum < 0:
        raise ValueError("invite")
    if len(bytes.fromhex(fingerprint)) < SPOKEN_BYTES:
        raise ValueError("fingerprint")
    return Invite(url, fingerprint.lower(), minimum)


def _from_words(text: str, url: str | None) -> Invite:
    letters = []
    for word in text.replace(",", " ").split():
        letter = _SOUNDS.get(word.casefold())
        if letter is None:
            raise UsageError(
                f"„{word}“ gehört nicht zu den Wörtern einer Einladung.",
                f"Es sind nur diese Wörter: {', '.join(LETTERS.values())}.",
                code="invite_word",
            )
        letters.append(letter)
    code = "".join(letters)
    try:
        content = base64.b32decode(code + "=" * (-len(code) % 8))
        body, check = content[:-2], content[-2:]
        if len(body) != SPOKEN_BYTES + 4 or check != _check(body):
            raise ValueError("check")
    except ValueError as error:
        raise UsageError(
            "Die Wörter ergeben keine Einladung, eines wurde wohl falsch verstanden.",
            "Noch einmal Zeile für Zeile vorlesen lassen.",
            code="invite_misheard",
        ) from error
    if not url:
        raise UsageError(
            "Zu den Wörtern fehlt die Adresse der Ablage.", "Mit „--url“ angeben.", code="invite_url"
        )
    return Invite(url, body[:SPOKEN_BYTES].hex(), int.from_bytes(body[SPOKEN_BYTES:], "big"))


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:2]
