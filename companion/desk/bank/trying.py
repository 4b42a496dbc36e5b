"""Paste a post and see what the team would see, and why. The post stays in memory and is never part of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request

from companion.api.cards import channel_of
from companion.bank.entry import Entry
from companion.desk.bank.room import BankRoom
from companion.desk.bank.words import AMPEL, BANDS, KINDS
from companion.desk.forms import Form
from companion.giving_way import in_turn

LONGEST = 10_000
PLATFORMS: dict[str, str] = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "threads": "Threads",
    "gutefrage": "gutefrage oder ein anderes Forum",
}


@dataclass(frozen=True)
class Shown:
    """One card of the panel, and what led to it.

    Attributes:
        band: in words.
        marked: the post in pieces; ``True`` where the words led to this card.
        text: for the platform, du.
    """

    entry: Entry
    band: str
    marked: list[tuple[str, bool]]
    text: str


def mark(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """A text in pieces, with those words told apart; joined they are the text again."""
    if not words:
        return [(text, False)]
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    pieces = re.split(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)", text)
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]


def add(routes: Blueprint, room: BankRoom) -> None:
    """Register these pages."""

    def show(form: Form, found: dict[str, object] | None = None, status: int = 200) -> tuple[str, int]:
        page = render_template(
            "desk/bank/try.html",
            form=form,
            found=found,
            platforms=PLATFORMS,
            kinds=KINDS,
            ampel=AMPEL,
            longest=LONGEST,
            has_working_bank=room.has_working_bank,
        )
        return page, status

    @routes.get("/bank/try")
    def try_out() -> tuple[str, int]:
        """An empty form."""
        return show(Form(start={"platform": "facebook"}))

    @routes.post("/bank/try")
    def look() -> tuple[str, int]:
        """What the panel would show for this post."""
        # Imported here: the matcher's libraries take longer to load than the server to listen.
        from companion.matching.matcher import FLAGS, Post, Suggestion

        form = Form(request.form)
        text = form.text("text", "Beitrag", most=LONGEST, required=True, lines=True)
        context = form.text("context", "Beitrag darüber", most=LONGEST, lines=True)
        platform = form.choice("platform", "Plattform", PLATFORMS)
        if form.errors or platform is None:
            return show(form, status=422)
        today = room.desk.parts.active.bank.day(date.today())
        in_use = room.desk.parts.active.get(today)
        post = Post(text, context or None, "comment" if context else "post", platform)
        with in_turn():
            found = in_use.matcher.suggest(post, today)

        def shown(item: Suggestion) -> Shown:
            entry = in_use.bank.entries[item.entry_id]
            return Shown(
                entry, BANDS[item.band], mark(text, item.why), entry.text(channel_of(platform), "du")
            )

        return show(
            form,
            {
                "answers": [shown(item) for item in found.answers],
                "corrections": [shown(item) for item in found.corrections],
                "flags": [FLAGS[code] for code in found.flags],
            },
        )
