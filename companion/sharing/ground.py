"""What the jurist's machine compares a proposal with, where the release in force ran out before it was fetched.

Such a release is never put to use here; only whoever can sign it anew may take it over (``resuming``). But without it
the jurist could not sign the one that follows, and nobody could mend what has run out. So what ``look`` has verified is
kept beside the proposal, for comparing only. Whether it is the newest cannot be told from it where its timestamp has
run out too: then a person has to say so before anything is signed, and no option does that for a script.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from tuf.api.metadata import Targets

from companion.config import Settings
from companion.private_files import make_private_folder, write_bytes, write_json
from companion.sharing.client import Client
from companion.sharing.resuming import Found, Unconfirmed, described
from companion.sharing.unpacked_banks import read_or_empty


@dataclass(frozen=True)
class Ground:
    """A release that was verified but for its age, and is not in use here.

    Attributes:
        number: of the release.
        fingerprint: of what was signed.
        archive: the bank as zip.
        question: what somebody has to say yes to before signing what follows it; ``None`` if nobody has to.
    """

    number: int
    fingerprint: str
    archive: bytes
    question: Unconfirmed | None


def ground_of(found: Found, client: Client) -> Ground | None:
    """What was found as something to compare with; ``None`` if this machine has that very release."""
    if found.fingerprint == _own_fingerprint(client):
        return None
    # With a list of keys that ran out, a fresh timestamp says nothing: its key may have been replaced long ago.
    if found.vouched and not client.root().signed.is_expired():
        return Ground(found.number, found.fingerprint, found.archive, None)
    question = Unconfirmed(
        f"{described(found, client)} Verglichen wird mit dieser Fassung; in Gebrauch genommen wird sie hier nicht.",
        f"Frag vor dem Unterschreiben die Teamleitung am Telefon, ob Nummer {found.number} die letzte ist, die ihr "
        "veröffentlicht habt. Jemand könnte eine ältere zurückgelegt haben; dann nähme die Vorlage vielleicht "
        "zurück, was seither dazukam.",
        found.number,
        found.fingerprint,
    )
    return Ground(found.number, found.fingerprint, found.archive, question)


def keep_ground(settings: Settings, ground: Ground | None) -> None:
    """Keep it beside the proposal that was compared with it; ``None``: that was the bank in use."""
    folder = settings.sharing
    (folder / "presented.ground.json").unlink(missing_ok=True)
    (folder / "presented.ground.zip").unlink(missing_ok=True)
    if ground is None:
        return
    make_private_folder(folder)
    write_bytes(folder / "presented.ground.zip", ground.archive)
    asked, question = ground.question, None
    if asked is not None:
        question = {
            "message": asked.message,
            "hint": asked.hint,
            "number": asked.number,
            "fingerprint": asked.fingerprint,
        }
    sha256 = hashlib.sha256(ground.archive).hexdigest()
    write_json(
        folder / "presented.ground.json",
        {"number": ground.number, "fingerprint": ground.fingerprint, "sha256": sha256, "question": question},
    )


def kept_ground(settings: Settings, client: Client) -> Ground | None:
    """What was kept; ``None`` if there is no such thing or this machine has fetched that release since."""
    try:
        return _kept(settings, client, read_or_empty(settings.sharing / "presented.ground.json"))
    except (KeyError, TypeError):  # damaged: the release is compared with anew
        return None


def _kept(settings: Settings, client: Client, kept: dict[str, Any]) -> Ground | None:
    path = settings.sharing / "presented.ground.zip"
    if not kept or kept["number"] < client.next_number - 1 or kept["fingerprint"] == _own_fingerprint(client):
        return None
    if not path.is_file():
        return None
    archive = path.read_bytes()
    if hashlib.sha256(archive).hexdigest() != kept["sha256"]:
        return None
    question = Unconfirmed(**kept["question"]) if kept["question"] else None
    return Ground(kept["number"], kept["fingerprint"], archive, question)


def next_number(settings: Settings, client: Client) -> int:
    """Version of the signed metadata that comes next, also after a release that is only compared with here."""
    ground = kept_ground(settings, client)
    return ground.number + 1 if ground else client.next_number


def _own_fingerprint(client: Client) -> str:
    """Of the release this machine has verified last."""
    targets = client.trusted(Targets.type)
    return hashlib.sha256(targets.signed_bytes).hexdigest() if targets else ""
