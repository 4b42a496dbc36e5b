"""Lines about the shared bank: connection, age, deadlines, signatures, deliveries of the team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from companion.bank.entry import Bank
from companion.desk.today.entries import SOON_DAYS
from companion.desk.today.tasks import Step, Task, Urgency
from companion.errors import KontaktError
from companion.limits import OLD_BANK_DAYS
from companion.sharing.keys import ROLE_NAMES, Role
from companion.sharing.renewal import How
from companion.sharing.trust import RENEW_BEFORE_DAYS

_SYNC = Step("Jetzt abrufen", "desk_publish.sync", does=True)
_PUBLISH = Step("Zum Veröffentlichen", "desk_publish.publish")
_KEYS = Step("Zu den Schlüsseln", "desk_publish.keys")
_CONNECT = Step("Verbinden", "desk_publish.connection")
_REVIEW = Step("Zur Prüfung", "desk_review.review")
_CALL_LEAD = "Sag der Teamleitung Bescheid."


@dataclass(frozen=True)
class Seen:
    """The proposal this laptop has seen last, from its own files.

    Attributes:
        signed: roles that had signed it then.
        missing: roles that had not.
    """

    signed: Sequence[Role]
    missing: Sequence[Role]


def connection(
    status: Mapping[str, Any], origin: str, bank: Bank, today: date, may_mend: bool
) -> Iterator[Task]:
    """Whether this laptop has the bank of its team, unharmed and not too old.

    Args:
        status: ``sharing.standing``.
        origin: of the bank in use, ``folder`` for one given by hand.
        bank: the one in use.
        today: local day.
        may_mend: the lead, who renews; others call her.
    """
    age = (today - bank.released_on).days
    yield from clock(bank, today)
    if origin == "folder":
        return
    if not status["joined"]:
        more = "Bis dahin gilt die mitgelieferte Antwortbank. Die Teamleitung schickt dir eine Einladung."
        if may_mend:
            more = "Bis dahin gilt die mitgelieferte Antwortbank."
        yield Task(
            "not_joined",
            Urgency.SOME_TIME,
            "Dieser Rechner ist noch mit keinem Team verbunden",
            more,
            (_CONNECT,),
        )
        return
    if not status["intact"] and status["version"]:
        more = "Sie wird beim nächsten Abruf neu geholt, bis dahin gilt die vorige oder die mitgelieferte."
        yield Task(
            "not_intact", Urgency.NOW, "Die gemeinsame Antwortbank wurde verändert oder fehlt", more, (_SYNC,)
        )
    last = status.get("last") or {}
    if last.get("ok") is False:
        more = " ".join(part for part in (last.get("message"), last.get("hint")) if part)
        mended_here = may_mend and last.get("code") in ("bank_expired", "bank_rollback")
        steps = (_PUBLISH, _SYNC) if mended_here else (_SYNC,)
        title = "Der letzte Abruf der Antwortbank hat nicht geklappt"
        if last.get("code") == "connection_damaged":
            title, more = last["message"].rstrip("."), last["hint"]
            steps = (_CONNECT,)
        yield Task("sync_failed", Urgency.SOON, title, more, steps)
    if age > OLD_BANK_DAYS:
        more = (
            "Vielleicht ist die Ablage nicht erreichbar."
            if not may_mend
            else "Gibt es Neues zu veröffentlichen?"
        )
        steps = (_PUBLISH, _SYNC) if may_mend else (_SYNC,)
        yield Task("old_bank", Urgency.SOON, f"Die Antwortbank ist {age} Tage alt", more, steps)


def clock(bank: Bank, today: date) -> Iterator[Task]:
    """That this laptop's clock is behind the day on which the bank in use was released."""
    if bank.is_ahead_of(today):
        more = (
            f"Er zeigt den {today:%d.%m.%Y}, die Antwortbank ist vom {bank.released_on:%d.%m.%Y}. "
            "Bitte Uhrzeit und Datum des Rechners prüfen."
        )
        yield Task("clock", Urgency.NOW, "Das Datum dieses Rechners kann nicht stimmen", more)


def deadlines(expires: Mapping[str, str], how: How | None, today: date, may_mend: bool) -> Iterator[Task]:
    """What of the signed bank runs out; told in time to who can renew it, and to all once it has happened.

    Args:
        expires: ``root``, ``targets``, ``snapshot``, ``timestamp`` → ISO day, as ``sharing.standing`` tells.
        how: how this laptop renews the timestamp.
        today: local day.
        may_mend: the lead.
    """
    days = {name: date.fromisoformat(day) for name, day in expires.items()}
    over = sorted(name for name, day in days.items() if day < today)
    if over and not may_mend:
        more = f"Neues kommt erst wieder an, wenn sie erneuert ist. {_CALL_LEAD}"
        yield Task("expired_bank", Urgency.NOW, "Die Freigabe der Antwortbank ist abgelaufen", more)
    if not may_mend:
        return
    stamps = [day for name, day in days.items() if name in ("snapshot", "timestamp")]
    if stamps and _near(min(stamps), today, RENEW_BEFORE_DAYS) and how not in ("keyring", "session"):
        more = (
            "Danach nehmen die Rechner des Teams nichts Neues mehr an. Deine Passphrase genügt, "
            "an den Texten ändert sich nichts."
        )
        yield _deadline("timestamp", "Der Zeitstempel der Antwortbank", min(stamps), today, more, _PUBLISH)
    for name, what, more, step in (
        ("targets", "Die Unterschriften unter der Antwortbank",
         "Sie gelten mit der nächsten Freigabe wieder: vorlegen, unterschreiben lassen, veröffentlichen.", _PUBLISH),
        ("root", "Die Liste der Schlüssel",
         "Teamleitung und Jurist*in bestätigen sie neu, mit denselben oder mit neuen Schlüsseln.", _KEYS),
    ):  # fmt: skip
        if name in days and _near(days[name], today, SOON_DAYS):
            yield _deadline(name, what, days[name], today, more, step)


def signatures(seen: Seen | None, own: Role) -> Iterator[Task]:
    """The proposal on its way, as this laptop saw it last.

    Args:
        seen: from its files, ``None`` if there is none.
        own: whose laptop it is.
    """
    if seen is None:
        return
    if own in seen.missing:
        title = "Eine Freigabe wartet auf deine Unterschrift"
        others = ", ".join(ROLE_NAMES[role] for role in seen.signed)
        more = (
            f"Unterschrieben hat schon: {others}."
            if others
            else "Sieh dir an, was sich ändert, und entscheide."
        )
        yield Task("sign", Urgency.NOW, title, more, (_REVIEW,))
    elif seen.missing and own == "lead":
        names = ", ".join(ROLE_NAMES[role] for role in seen.missing)
        more = f"Es fehlt noch die Unterschrift von: {names}. So war es beim letzten Nachsehen."
        yield Task("signatures", Urgency.SOME_TIME, "Eine Freigabe ist unterwegs", more, (_PUBLISH,))
    elif not seen.missing and own == "lead":
        title = "Beide Unterschriften sind da"
        yield Task("publish", Urgency.NOW, title, "Die Freigabe kann veröffentlicht werden.", (_PUBLISH,))


def deliveries(missing: Sequence[str], problem: KontaktError | None = None) -> Iterator[Task]:
    """Deliveries that must exist, since a later one of the same sender arrived; or why nobody can tell."""
    if problem:
        yield Task("pool", Urgency.NOW, problem.message.rstrip("."), problem.hint)
    if missing:
        one = len(missing) == 1
        title = "Eine Lieferung fehlt" if one else f"{len(missing)} Lieferungen fehlen"
        more = (
            "Es kam schon eine spätere vom selben Absender. Vielleicht liegt sie noch in der Ablage: "
            "noch einmal abrufen, sonst im Team um eine neue bitten."
        )
        yield Task(
            "deliveries", Urgency.SOON, title, more, (Step("Zu den Lieferungen", "desk_contacts.deliveries"),)
        )


def _near(day: date, today: date, within: int) -> bool:
    return day <= today + timedelta(days=within)


def _deadline(name: str, what: str, day: date, today: date, more: str, step: Step) -> Task:
    plural = what.startswith("Die Unter")
    if day < today:
        title = f"{what} {'sind' if plural else 'ist'} seit {day:%d.%m.%Y} abgelaufen"
        return Task(f"deadline_{name}", Urgency.NOW, title, more, (step,))
    title = f"{what} {'laufen' if plural else 'läuft'} am {day:%d.%m.%Y} ab"
    return Task(f"deadline_{name}", Urgency.SOON, title, more, (step,))
