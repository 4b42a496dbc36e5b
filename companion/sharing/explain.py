"""What python-tuf found wrong, in words that a layperson understands."""

from __future__ import annotations

from datetime import UTC, datetime

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    SlowRetrievalError,
    UnsignedMetadataError,
)

from companion.errors import KontaktError
from companion.sharing.storage import Unreachable
from companion.system_errors import reason, remedy, told

STAYS = "Die bisherige Antwortbank gilt weiter."
TELL = f"{STAYS} Sag der Teamleitung Bescheid, bevor du etwas änderst."


def explain(error: Exception, now: datetime | None = None) -> KontaktError:
    """The German error for what a refresh or download raised."""
    if isinstance(error, KontaktError):
        return error
    cause = error.__cause__
    if isinstance(error, DownloadError) and isinstance(cause, Unreachable):
        return cause
    today = (now or datetime.now(UTC)).astimezone().strftime("%d.%m.%Y")
    for kind, code, message, hint in (
        (
            ExpiredMetadataError,
            "expired",
            f"Die Freigabe der Antwortbank ist nach der Uhr dieses Rechners (heute {today}) abgelaufen.",
            "Stimmt das Datum nicht, die Uhr richtig stellen. Stimmt es, erneuert die Teamleitung die Fristen: "
            f"„kontakt bank publish --renew“ oder im Fenster unter „Veröffentlichen“. {STAYS}",
        ),
        (
            BadVersionNumberError,
            "rollback",
            "In der Ablage liegt eine ältere Fassung, als hier schon bekannt ist.",
            "Jemand könnte eine alte Antwortbank zurückgelegt haben, oder die Ablage kam aus einer Sicherung. "
            f"{TELL} Teamleitung oder Jurist*in legt die neuere wieder hinein: „kontakt bank publish --put-back“ oder "
            "im Fenster unter „Veröffentlichen“.",
        ),
        (
            DownloadLengthMismatchError,
            "too_long",
            "Eine Datei in der Ablage ist länger, als freigegeben wurde.",
            f"Sie wurde nicht übernommen. {TELL}",
        ),
        (
            LengthOrHashMismatchError,
            "changed",
            "Eine Datei in der Ablage ist nicht die, die freigegeben wurde.",
            f"Sie wurde verändert oder nur halb hochgeladen. {TELL}",
        ),
        (
            UnsignedMetadataError,
            "unsigned",
            "Der Antwortbank in der Ablage fehlt eine gültige Unterschrift.",
            f"Sie braucht die von Teamleitung und Jurist*in. {TELL}",
        ),
        (
            DownloadHTTPError,
            "incomplete",
            "In der Ablage fehlt eine Datei der Antwortbank.",
            f"Wird gerade veröffentlicht, erledigt es sich von selbst. {STAYS}",
        ),
        (
            SlowRetrievalError,
            "slow",
            "Die Ablage antwortet zu langsam, der Abruf wurde beendet.",
            f"Es wird später von selbst neu versucht. {STAYS}",
        ),
        (RepositoryError, "refused", "Die Angaben in der Ablage sind nicht gültig.", TELL),
    ):
        if isinstance(error, kind):
            return KontaktError(message, hint, code=f"bank_{code}", status=503)
    if isinstance(error, OSError) and (refused := told(error)):
        return KontaktError(
            f"Die Antwortbank ließ sich auf diesem Rechner nicht ablegen ({reason(error)}).",
            f"{remedy(error)} {STAYS}",
            code=refused.code,
            status=refused.status,
        )
    if isinstance(error, DownloadError | OSError):
        return Unreachable(type(error).__name__)
    return KontaktError(
        "Die Antwortbank ließ sich nicht abrufen.",
        f"{STAYS} Es wird später von selbst neu versucht.",
        code="bank_sync_failed",
        status=503,
    )
