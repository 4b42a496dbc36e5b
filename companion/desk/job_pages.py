"""``/desk/jobs/…``: how far long work is, and the button that stops it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.guard import DESK_PATH
from companion.desk import csrf
from companion.desk.desk import Desk
from companion.desk.jobs import Job, Work
from companion.desk.session import flash


def in_background(desk: Desk, kind: str, title: str, work: Work) -> Response:
    """As ``begin``, and lead to the page that shows how far it is."""
    job = begin(desk, kind, title, work)
    return redirect(url_for("desk_jobs.job", job_id=job.id), 303)


def begin(desk: Desk, kind: str, title: str, work: Work) -> Job:
    """Start long work, or say that something else still runs; the next page shows both.

    Args:
        desk: where its jobs live.
        kind: what there is only one of at a time.
        title: German words for what is being done.
        work: as of ``Jobs.start``.
    """
    asked = _asked()
    job = desk.jobs.start(kind, title, work, asked=asked)
    if job.asked != asked:
        flash(
            f"Es läuft noch: {job.title}. Was du eben abgeschickt hast, ist nicht begonnen. "
            "Bitte warten, bis das hier fertig ist, und es dann noch einmal absenden.",
            "warning",
        )
    return job


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("jobs", __name__)

    @routes.get("/jobs")
    def past() -> str:
        """What ended lately, for whoever missed it."""
        unfinished = [job for job in desk.jobs.all() if job.state in ("running", "failed")]
        return render_template("desk/past_jobs.html", past=desk.jobs.past(), unfinished=unfinished)

    @routes.get("/jobs/<job_id>")
    def job(job_id: str) -> str:
        """A page for one job; without script it reloads itself."""
        return render_template("desk/job.html", job=desk.jobs.get(job_id))

    @routes.get("/jobs/<job_id>/state")
    def state(job_id: str) -> dict[str, object]:
        """What the script asks for while a job runs."""
        return desk.jobs.get(job_id).to_json()

    @routes.get("/jobs/<job_id>/strip")
    def strip(job_id: str) -> str:
        """The piece of a page that shows it, once it has ended."""
        found = desk.jobs.get(job_id)
        found.seen = found.state != "running"
        return render_template("desk/job_strip.html", job=found)

    @routes.post("/jobs/<job_id>/cancel")
    def cancel(job_id: str) -> Response:
        """Stop it at its next step."""
        desk.jobs.cancel(job_id)
        return redirect(url_for("desk_jobs.job", job_id=job_id), 303)

    @routes.post("/jobs/<job_id>/dismiss")
    def dismiss(job_id: str) -> Response:
        """Take a finished job off the pages."""
        desk.jobs.dismiss(job_id)
        flash("Ausgeblendet.", "note")
        return redirect(_back(url_for("desk_jobs.job", job_id=job_id)), 303)

    return routes


def _asked() -> int:
    """Stands for what the form wants, without its words."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != csrf.FIELD]
    files = [(name, file.filename) for name, file in request.files.items(multi=True)]
    return hash((request.path, *fields, *files))


def _back(gone: str) -> str:
    """Where the person was; the first page if that is no page of the desk, or the one that is gone."""
    came = urlsplit(request.referrer or "")
    inside = came.netloc == request.host and came.path.startswith(DESK_PATH) and came.path != gone
    return f"{came.path}?{came.query}".rstrip("?") if inside else url_for("desk_today.today")
