"""The list of entries, the coverage of topics, and how an entry or a working bank begins."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.active_bank import take_over
from companion.bank.entry import CHANNELS, STATUS_WORDS, VERDICT_WORDS
from companion.desk.bank.room import BankRoom
from companion.desk.bank.words import AMPEL, CHANNEL_WORDS, KINDS, STATUS_TONES
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.desk.people import author, person
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.sharing.catching_up import begin
from companion.sharing.client import Client
from companion.sharing.editing import create_entry
from companion.sharing.finding import coverage_in, draft_from_gap, find_in
from companion.sharing.in_use import bank_folder, folder_to_begin_with
from companion.sharing.usage import hidden

BEGUN = "Die Arbeitsfassung ist angelegt. Was du hier änderst, sieht das Team erst nach dem Veröffentlichen."


def add(routes: Blueprint, room: BankRoom) -> None:
    """Register these pages."""

    @routes.get("/bank")
    def entries() -> str:
        """All entries: those being worked on, or those in use."""
        today = date.today()
        working = room.has_working_bank and request.args.get("bank") != "in_use"
        reading = room.reading(today) if working else room.reading_in_use(today)
        used, _ = room.usage()
        return render_template(
            "desk/bank/entries.html",
            entries=find_in(reading, today),
            used=used,
            topics=reading.manifest.topics,
            title=reading.manifest.title,
            working=working,
            has_working_bank=room.has_working_bank,
            may_begin=room.may_begin,
            person=person(room.desk)[0],
            kinds=KINDS,
            statuses=STATUS_WORDS,
            tones=STATUS_TONES,
            today=today,
            small=hidden,
            edit_base=url_for("desk_bank.edit", entry_id=""),
            read_base=url_for("desk_bank.in_use", entry_id=""),
        )

    @routes.get("/bank/topics")
    def topics() -> str:
        """What there is, what is due, what is used and what is missing, topic by topic."""
        today = date.today()
        reading = room.reading(today) if room.has_working_bank else room.reading_in_use(today)
        used, gaps = room.usage()
        return render_template(
            "desk/bank/topics.html",
            rows=coverage_in(reading, today, used, gaps),
            known=reading.manifest.topics,
            has_working_bank=room.has_working_bank,
            statuses=STATUS_WORDS,
            used=used,
            small=hidden,
        )

    @routes.get("/bank/in-use/<entry_id>")
    def in_use(entry_id: str) -> str:
        """One entry as the team sees it, to be read."""
        bank = room.desk.parts.active.bank
        entry = bank.entries.get(entry_id)
        if entry is None:
            raise _unknown(entry_id)
        return render_template(
            "desk/bank/in_use.html",
            entry=entry,
            bank=bank,
            today=date.today(),
            channels={channel: CHANNEL_WORDS[channel] for channel in CHANNELS},
            kinds=KINDS,
            statuses=STATUS_WORDS,
            tones=STATUS_TONES,
            ampel=AMPEL,
            verdicts=VERDICT_WORDS,
            referrals=room.desk.parts.codebook.vocabularies["verweisziel"].codes,
            has_working_bank=room.has_working_bank,
        )

    @routes.post("/bank/start")
    def start() -> Response:
        """Begin a working bank as a copy of the bank in use; that of the team is fetched first where it is missing."""
        if room.has_working_bank:
            flash("Die Arbeitsfassung gibt es schon.", "note")
        else:
            by, settings = author(room.desk), room.desk.settings
            address = url_for("desk_bank.entries")
            if bank_folder(settings)[1] == "shipped" and Client(settings).joined:

                def work(progress: Progress) -> Done:
                    progress(None, "Gemeinsame Antwortbank holen")
                    source = folder_to_begin_with(settings)
                    progress.writes()
                    begin(settings.working_bank, source, by).close()
                    take_over(settings, room.desk.parts.active)
                    return Done(BEGUN, address, "Zur Antwortbank")

                return in_background(room.desk, "begin", "Arbeitsfassung anlegen", work)
            begin(settings.working_bank, folder_to_begin_with(settings), by).close()
            flash(BEGUN)
        return redirect(url_for("desk_bank.entries"), 303)

    def show_new(form: Form, status: int = 200) -> tuple[str, int]:
        reading = room.reading(date.today())
        page = render_template(
            "desk/bank/new.html",
            form=form,
            topics=reading.manifest.topics,
            kinds=KINDS,
            person=person(room.desk)[0],
        )
        return page, status

    @routes.get("/bank/new")
    def new() -> tuple[str, int]:
        """Ask for title, topic and kind of a new entry."""
        with room.working():
            start = {"kind": "answer", "topic": request.args.get("topic", "")}
            return show_new(Form(start=start))

    @routes.post("/bank/new")
    def create() -> tuple[str, int] | Response:
        """Begin a draft from the template."""
        form = Form(request.form)
        with room.working() as bank:
            kind = form.choice("kind", "Art", KINDS)
            topic = form.choice("topic", "Thema", room.reading(date.today()).manifest.topics)
            title = form.text("title", "Titel", most=120, required=True)
            if "{{" in title:
                form.refuse("title", "Geschweifte Klammern gehen im Titel nicht.")
            if form.errors or kind is None or topic is None:
                return show_new(form, 422)
            opened = create_entry(bank, kind, topic, title, author(room.desk))
        flash("Angelegt als Entwurf. Die Vorlage zeigt den Aufbau, bitte alles überschreiben.")
        return redirect(url_for("desk_bank.edit", entry_id=opened.document.meta["id"]), 303)

    @routes.post("/bank/from-gap")
    def from_gap() -> Response:
        """Begin a draft for a topic whose questions found no answer."""
        form = Form(request.form)
        topic = form.text("topic", "Thema", most=60, required=True)
        with room.working() as bank:
            if form.errors or topic not in room.reading(date.today()).manifest.topics:
                raise KontaktError(
                    "Dieses Thema gibt es in der Antwortbank noch nicht.",
                    "Bitte zuerst das Thema in bank.yaml ergänzen.",
                    code="no_topic",
                    status=422,
                )
            opened = draft_from_gap(bank, topic, "", author(room.desk))
        flash("Angelegt als Entwurf. Bitte zuerst den Titel und die Fragen überschreiben.")
        return redirect(url_for("desk_bank.edit", entry_id=opened.document.meta["id"]), 303)


def _unknown(entry_id: str) -> KontaktError:
    return KontaktError(
        "Diesen Baustein gibt es in der Antwortbank in Benutzung nicht.",
        "Vielleicht ist er noch nicht veröffentlicht oder wurde herausgenommen.",
        code="no_entry",
        status=404,
    )
