"""Which bank is in use on this computer: one given by hand, else the verified synchronised one, else the shipped one.

The panel, the commands, the website and the reports all ask here, so that they speak of the same bank.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.config import Settings, shipped
from companion.errors import KontaktError
from companion.sharing.client import Client, current_bank_folder

Origin = Literal["shipped", "folder", "synced"]
ORIGINS: dict[Origin, str] = {
    "shipped": "die mitgelieferte",
    "folder": "ein eigener Ordner",
    "synced": "die gemeinsame",
}
"""How a bank came here, as people say it after "Antwortbank: "."""

Read = TypeVar("Read")


@dataclass(frozen=True)
class BankInUse:
    """A bank, read and checked, and how it came here."""

    bank: Bank
    folder: Path
    origin: Origin


def bank_folder(settings: Settings, given: Path | None = None) -> tuple[Path, Origin]:
    """Where the bank in use lies, and how it came there; never touches the network.

    Args:
        settings: of this laptop.
        given: a folder that was named with a command.
    """
    by_hand = given or settings.bank
    if by_hand:
        return by_hand, "folder"
    synced = current_bank_folder(settings)
    return (synced, "synced") if synced else (shipped("answer_bank"), "shipped")


def folder_to_begin_with(settings: Settings, given: Path | None = None) -> Path:
    """The bank a working bank begins with: the one in use, but never the shipped one in place of the team's.

    A machine that is connected and has not fetched anything yet does so now. While nothing is published the shipped
    one is right: the first release is made from it.

    Args:
        settings: of this laptop.
        given: a folder that was named with a command.

    Raises:
        KontaktError: the bank of the team cannot be fetched (``team_bank_missing``).
    """
    folder, origin = bank_folder(settings, given)
    client = Client(settings)
    if origin != "shipped" or not client.joined:
        return folder
    try:
        outcome = client.sync_if_published()
    except KontaktError as error:
        raise _not_fetched(error.message, error.hint, error.status) from error
    if outcome is None:
        if int(client.connection()["minimum"]) == 0:
            return folder
        raise _not_fetched(
            "In der Ablage liegt keine, obwohl die Einladung eine nennt.",
            "Die Teamleitung fragen, ob die Adresse stimmt und ob in der Ablage etwas fehlt.",
            503,
        )
    return bank_folder(settings)[0]


def _not_fetched(why: str, hint: str, status: int) -> KontaktError:
    return KontaktError(
        "Es wurde keine Arbeitsbank angelegt: Die gemeinsame Antwortbank ist auf diesem Rechner noch nicht da und "
        f"ließ sich nicht holen. {why}",
        f"{hint} Danach noch einmal. Aus der mitgelieferten entsteht hier keine Arbeitsbank; sonst lägen bald alte "
        "oder andere Texte zur Freigabe vor.",
        code="team_bank_missing",
        status=status,
    )


def first_that_checks(
    settings: Settings,
    read: Callable[[Path, Origin], Read],
    given: Path | None = None,
    left_aside: Callable[[KontaktError], object] = lambda error: None,
) -> Read:
    """Read the bank in use; a synchronised one that does not check is left aside for the shipped one.

    Args:
        settings: of this laptop.
        read: reads the bank in a folder.
        given: a folder that was named with a command.
        left_aside: told why the synchronised one is not used.

    Raises:
        KontaktError: the bank given by hand, or the shipped one, does not check (``bank_invalid``).
    """
    folder, origin = bank_folder(settings, given)
    try:
        return read(folder, origin)
    except KontaktError as error:
        if origin != "synced":
            raise
        left_aside(error)
    return read(shipped("answer_bank"), "shipped")


def read_in_use(settings: Settings, given: Path | None = None) -> BankInUse:
    """Read the bank in use; see ``first_that_checks``."""
    return first_that_checks(
        settings, lambda folder, origin: BankInUse(read_bank(folder), folder, origin), given
    )


def named(settings: Settings, origin: Origin, bank: Bank | None = None) -> str:
    """One line that says which bank it is, and whether that of the team had to be left aside.

    Args:
        settings: of this laptop.
        origin: how it came here.
        bank: with its version, if it was read.
    """
    version = f", Fassung {bank.version} vom {bank.released_on:%d.%m.%Y}" if bank else ""
    line = f"Antwortbank: {ORIGINS[origin]}{version}."
    if origin == "shipped" and Client(settings).joined:
        line += " Die gemeinsame ist noch nicht abgerufen oder nicht brauchbar; „kontakt doctor“ sagt mehr."
    return line


def for_the_public(settings: Settings, used: BankInUse) -> None:
    """What everybody is to read comes from a bank that was named, or from the newest one that two have signed.

    Raises:
        KontaktError: it is the shipped one, or one that the newest has replaced (``not_the_teams_bank``).
    """
    client = Client(settings)
    if used.origin == "folder" or (used.origin == "synced" and client.intact(client.current())):
        return
    if client.joined:
        raise KontaktError(
            "Die gemeinsame Antwortbank ist auf diesem Rechner noch nicht da, oder sie ist beschädigt.",
            "Mit „kontakt bank sync“ holen, dann noch einmal bauen.",
            code="not_the_teams_bank",
        )
    raise KontaktError(
        "Die mitgelieferte Antwortbank ist nicht die eures Teams und wird nicht veröffentlicht.",
        "Mit „kontakt bank join“ die Einladung annehmen, oder mit „--bank ORDNER“ sagen, welche gemeint ist.",
        code="not_the_teams_bank",
    )
