"""What the guard asks about the desk: whose session is it, and does the request come from its own pages."""

from __future__ import annotations

from flask import Request, g

from companion.desk import csrf
from companion.desk.session import Sessions, current
from companion.errors import KontaktError


class DeskAccess:
    """The door to the desk; the guard has already checked host, origin and fetch metadata.

    Args:
        sessions: who is signed in.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def identify(self, incoming: Request) -> None:
        """Find the session of a request.

        Raises:
            KontaktError: ``signed_out`` (401).
        """
        session = self._sessions.find(incoming)
        if session is None:
            raise KontaktError(
                "Du bist hier nicht angemeldet, oder die Anmeldung ist abgelaufen.",
                "Bitte kontakt neu öffnen: 'kontakt window' starten.",
                code="signed_out",
                status=401,
            )
        g.desk_session = session

    def confirm(self, incoming: Request) -> None:
        """Refuse what would change something without the session's token.

        Raises:
            KontaktError: ``csrf`` (403).
        """
        session = current()
        if session is not None and incoming.method not in ("GET", "HEAD", "OPTIONS"):
            csrf.check(session, incoming)
