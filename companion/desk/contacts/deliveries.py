"""Deliveries: a Kontakter*in sends closed contacts, the lead takes them into the team's pool."""

from __future__ import annotations

from collections import Counter
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.desk.layout import count
from companion.desk.session import flash
from companion.errors import KontaktError, UsageError
from companion.export.collection import collect
from companion.export.delivery import Destination, deliver, destination, remember
from companion.export.receive import Report
from companion.export.source import pool_of
from companion.export.team_key import make_team_key, open_team_key, public_team_key, team_key
from companion.passphrase import MIN_PASSPHRASE
from companion.report.figures import SMALL


def taken_in(report: Report) -> str:
    """What taking in brought, without the entries: one delivery is one person's work."""
    new, missing, refused = len(report.new), len(report.missing), len(report.refused)
    words = f"{count(new, 'neue Lieferung', 'neue Lieferungen')}" if new else "Es gab keine neuen Lieferungen"
    words += f", {report.known} schon bekannt." if report.known else "."
    if missing:
        words += f" Es {'fehlt' if missing == 1 else 'fehlen'} {count(missing, 'Lieferung', 'Lieferungen')}, "
        words += "bitte nachschicken lassen."
    if refused:
        words += f" {refused} {'wurde' if refused == 1 else 'wurden'} nicht übernommen: {report.refused[0].message}"
    return words


def entries_shown(deliveries: int, entries: int) -> int | None:
    """Entries of a quarter; ``None`` where they are few, or one person's."""
    return entries if deliveries > 1 and entries >= SMALL else None


def _kept_destination(desk: Desk) -> tuple[Destination | None, KontaktError | None]:
    """Where to, or why that cannot be read; entered once more, it is kept anew."""
    try:
        return destination(desk.settings), None
    except KontaktError as error:
        return None, error


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes of the deliveries into a blueprint."""

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        known, problem = _kept_destination(desk)
        start = {"to": known.to, "keys": "\n".join(known.keys), "user": known.user or ""} if known else {}
        pool = pool_of(desk.settings)
        periods: Counter[str] = Counter()
        rows: Counter[str] = Counter()
        for batch in pool.batches():
            periods[batch.period] += 1
            rows[batch.period] += sum(batch.rows.values())
        page = render_template(
            "desk/contacts/deliveries.html",
            form=form or Form(start={"origin": known.to if known else "team", **start}),
            known=known,
            problem=problem,
            public=public_team_key(desk.settings),
            has_key=team_key(desk.settings).exists(),
            received=[
                (name, periods[name], entries_shown(periods[name], rows[name]))
                for name in sorted(periods, reverse=True)
            ],
            missing=pool.missing(),
            least=MIN_PASSPHRASE,
            small=SMALL,
        )
        return page, status

    @routes.get("/contacts/deliveries")
    def deliveries() -> tuple[str, int]:
        """Send and take in."""
        return show()

    @routes.post("/contacts/deliveries/destination")
    def set_destination() -> tuple[str, int] | Response:
        """Keep where to and for whom."""
        form = Form(request.form)
        to = form.text("to", "Ablage", most=500, required=True)
        keys = form.text("keys", "Schlüssel der Teamleitung", most=2000, required=True, lines=True).split()
        user = form.text("user", "Name") or None
        password = form.secret("password", "Passwort", required=False) or None
        known, _ = _kept_destination(desk)
        if password is None and known and (known.to, known.user) == (to, user):
            password = known.password
        if not form.errors:
            try:
                remember(desk.settings, Destination(to, tuple(keys), user, password))
            except UsageError as error:
                form.refuse("keys", f"{error.message} {error.hint}")
        if form.errors:
            return show(form, 422)
        flash("Gemerkt.")
        return redirect(url_for("desk_contacts.deliveries"), 303)

    @routes.post("/contacts/deliveries/send")
    def send() -> Response:
        """Deliver what has frozen since the last time."""
        address = url_for("desk_contacts.deliveries")

        def work(progress: Progress) -> Done:
            sent = deliver(
                desk.settings,
                desk.parts.log.get(),
                desk.parts.codebook,
                date.today(),
                progress=lambda step, share: progress(share, step),
            )
            words = f"{count(sent, 'Eintrag', 'Einträge')} geliefert. Danke."
            return Done(words if sent else "Es gab nichts Neues zu liefern.", address, "Zu den Lieferungen")

        return in_background(desk, "deliver", "Abgeschlossene Kontakte liefern", work)

    @routes.post("/contacts/deliveries/key")
    def make_key() -> tuple[str, int] | Response:
        """Make the lead's key pair."""
        form = Form(request.form)
        passphrase = form.new_passphrase("new_passphrase", "Passphrase", MIN_PASSPHRASE)
        if form.errors:
            return show(form, 422)
        make_team_key(desk.settings, passphrase)
        flash("Schlüssel angelegt. Den öffentlichen Schlüssel bekommen alle im Team.")
        return redirect(url_for("desk_contacts.deliveries"), 303)

    @routes.post("/contacts/deliveries/collect")
    def take_in() -> tuple[str, int] | Response:
        """Take every new batch into the pool."""
        form = Form(request.form)
        origin = form.text("origin", "Ablage", most=500, required=True)
        passphrase = form.secret("passphrase", "Passphrase")
        if form.errors:
            return show(form, 422)
        try:
            identity = open_team_key(desk.settings, passphrase)
        except KontaktError as error:
            form.refuse("passphrase", f"{error.message} {error.hint}")
            return show(form, 422)
        known = destination(desk.settings)
        user, password = (known.user, known.password) if known and known.to == origin else (None, None)
        address = url_for("desk_contacts.overview")

        def work(progress: Progress) -> Done:
            report = collect(
                desk.settings,
                desk.parts.codebook,
                origin,
                identity,
                user,
                password,
                lambda step, share: progress(share, step),
            )
            return Done(taken_in(report), address, "Zahlen ansehen")

        return in_background(desk, "collect", "Lieferungen aufnehmen", work)
