"""Releases for f-bb and the cycle report: made in the background, kept in a folder, taken away as one archive."""

from __future__ import annotations

import io
from datetime import date

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from companion.desk.contacts.outputs import Outputs
from companion.desk.contacts.overview import named, spans
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.desk.layout import count
from companion.desk.session import flash
from companion.errors import UsageError
from companion.export import seal
from companion.export.overview import Quarter, quarters
from companion.export.periods import Period
from companion.export.release import Wish, release
from companion.report.figures import SMALL
from companion.report.hiding import is_small

KINDS = {
    "internal": "Für f-bb: wochengenau, versiegelt",
    "public": "Für alle: zusammengefasst und anonym",
}
EXPLAINED = {
    "internal": "Nur wer einen der Schlüssel unten hat, kann sie öffnen.",
    "public": "Jede Zeile teilt die Angaben, an denen jemand zu erkennen wäre, mit mindestens vier anderen "
    "Erstkontakten; das wird nachgeprüft. Thema und Reaktion stehen dabei, auch wo es wenige sind.",
}
FOLDERS = {"internal": "intern", "public": "oeffentlich"}
KEYS = "release_keys"
"""Where the public keys of f-bb and of the backup are kept in the preferences."""


def contacts_of(rows: int) -> str:
    """How many contacts, a few of them hidden."""
    return f"unter {SMALL} Kontakte" if is_small(rows) else count(rows, "Kontakt", "Kontakte")


def written(rows: int) -> str:
    """That a report about so many contacts is there."""
    if is_small(rows):
        return "Der Bericht ist fertig. Es sind so wenige Kontakte, dass ihre Zahl verborgen bleibt."
    return f"Der Bericht über {count(rows, 'Kontakt', 'Kontakte')} ist fertig."


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes of releases and report into a blueprint."""
    outputs = Outputs(desk.settings.data / "outputs")

    def known(today: date) -> list[Quarter]:
        desk.parts.log.problem()  # open and migrate it; what is wrong with it is said on the first page
        return quarters(desk.settings, desk.parts.codebook, today)

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        today = date.today()
        found = known(today)
        closed = [quarter for quarter in found if quarter.closed]
        offered, no_cycles = spans(desk, today, (quarter.period for quarter in found))
        start = {
            "kind": "internal",
            "period": str(closed[0].period) if closed else "",
            "keys": str(desk.preferences.get(KEYS, "")),
            "cycle": next(iter(offered)),
        }
        page = render_template(
            "desk/contacts/releases.html",
            form=form or Form(start=start),
            quarters=found,
            periods={str(q.period): f"{named(q.period)}, {contacts_of(q.rows)}" for q in closed},
            kinds=KINDS,
            explained=EXPLAINED,
            offered=offered,
            no_cycles=no_cycles,
            outputs=outputs.all(),
            named=named,
            small=SMALL,
        )
        return page, status

    @routes.get("/contacts/releases")
    def releases() -> tuple[str, int]:
        """What can be released, what was made."""
        return show()

    @routes.post("/contacts/releases")
    def make_release() -> tuple[str, int] | Response:
        """Release a closed quarter."""
        form = Form(request.form)
        today = date.today()
        closed = {str(q.period): str(q.period) for q in known(today) if q.closed}
        kind = form.choice("kind", "Art", KINDS)
        period = form.choice("period", "Quartal", closed)
        keys = tuple(form.text("keys", "Schlüssel", most=2000, lines=True).split())
        correct = form.box("correct", "Ersetzen")
        if kind == "internal":
            try:
                seal.recipients(keys)
            except UsageError as error:
                form.refuse("keys", f"{error.message} {error.hint}")
            if not keys:
                form.refuse("keys", "Bitte mindestens den Schlüssel von f-bb angeben.")
        if kind is None or period is None or form.errors:
            return show(form, 422)
        if kind == "internal":
            desk.preferences.put(KEYS, "\n".join(keys))
        address = url_for("desk_contacts.releases")
        out = outputs.folder / f"{FOLDERS[kind]}-{period}"

        def work(progress: Progress) -> Done:
            wish = Wish(kind, Period.parse(period), out, keys if kind == "internal" else (), correct=correct)
            about = release(
                desk.settings,
                desk.parts.codebook,
                wish,
                today,
                progress=lambda step, share: progress(share, step),
            )
            words = f"{about.title}: {count(about.rows, 'Zeile', 'Zeilen')}, Fassung {about.revision}."
            return Done(words, f"{address}#{out.name}", "Zur Ausgabe")

        return in_background(desk, "release", f"Ausgabe {period}: {KINDS[kind]}", work)

    @routes.post("/contacts/report")
    def make_report() -> tuple[str, int] | Response:
        """Write the report of a cycle or quarter."""
        form = Form(request.form)
        today = date.today()
        offered, _ = spans(desk, today, (quarter.period for quarter in known(today)))
        cycle = form.choice("cycle", "Zeitraum", offered)
        compare = form.choice("compare", "Vergleich", offered, required=False)
        if cycle is None or form.errors:
            return show(form, 422)
        address = url_for("desk_contacts.releases")
        out = outputs.folder / f"bericht-{cycle.lower()}"

        def work(progress: Progress) -> Done:
            # The drawing of charts takes half a second to load, which every start would wait for.
            from companion.report.build import build_report
            from companion.report.files import write_report

            made = build_report(
                desk.settings,
                desk.parts.codebook,
                cycle,
                compare if compare != cycle else None,
                today,
                progress=lambda step, share: progress(share * 0.6, step),
            )
            out.mkdir(parents=True, exist_ok=True)
            write_report(
                made, out / f"bericht-{cycle}.html", lambda step, share: progress(0.6 + share * 0.4, step)
            )
            return Done(
                written(made.rows),
                f"{address}#{out.name}",
                "Zum Bericht",
            )

        return in_background(desk, "report", f"Bericht {cycle} schreiben", work)

    @routes.get("/contacts/outputs/<name>.zip")
    def output(name: str) -> Response:
        """Everything of one output."""
        content = outputs.zipped(name)
        return Response(
            content,
            mimetype="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{name}.zip"'},
        )

    @routes.get("/contacts/output-files/<name>/<path:inside>")
    def output_file(name: str, inside: str) -> Response:
        """One file; always taken away, never shown inside the desk."""
        content = io.BytesIO(outputs.file(name, inside))
        return send_file(content, as_attachment=True, download_name=inside.rpartition("/")[2])

    @routes.post("/contacts/outputs/<name>/remove")
    def remove_output(name: str) -> Response:
        """Delete an output from this computer."""
        outputs.remove(name)
        flash("Gelöscht. Was weitergegeben wurde, ist davon nicht berührt.")
        return redirect(url_for("desk_contacts.releases"), 303)
