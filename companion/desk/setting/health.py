"""The doctor in words; it takes seconds, so it works in the background and its last findings are kept."""

from __future__ import annotations

import threading
from datetime import date

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from companion.desk.desk import Desk
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.doctor import examine
from companion.doctor_finding import Finding, worst

ORDER = {"error": 0, "warning": 1, "ok": 2}


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""
    kept: list[Finding] = []
    lock = threading.Lock()

    @routes.get("/settings/doctor")
    def doctor() -> str:
        """What was found last."""
        with lock:
            found = sorted(kept, key=lambda finding: ORDER[finding.level])
        return render_template("desk/settings/doctor.html", findings=found, worst=worst(found))

    @routes.post("/settings/doctor")
    def look() -> Response:
        """Look again."""
        address = url_for("desk_settings.doctor")

        def work(progress: Progress) -> Done:
            progress(None, "Programm, Daten, Browser und Antwortbank ansehen")
            found = examine(desk.settings, date.today())
            with lock:
                kept[:] = found
            words = {"ok": "Alles in Ordnung.", "warning": "Es läuft; auf etwas ist zu achten."}
            return Done(words.get(worst(found), "Etwas hindert am Arbeiten."), address, "Befunde ansehen")

        return in_background(desk, "doctor", "Nachsehen, ob alles zusammenpasst", work)
