"""Two people saved the same entry: both versions side by side, and the choice part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template

from companion.bank.document import HEADINGS, KEY_ORDER, Document
from companion.desk.bank.fields import field_of, heading_words
from companion.desk.forms import Form
from companion.sharing.editing import EditConflict
from companion.sharing.history import BOOKKEEPING
from companion.sharing.words import LABELS, Difference, Piece, compare, heading_label

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Part:
    """One part that the two versions say differently.

    Attributes:
        name: of the part in the form.
        change: from their words to mine.
        chosen: what the merge proposes; empty where both changed it.
    """

    name: str
    label: str
    mine: str
    theirs: str
    change: tuple[Piece, ...]
    chosen: str


def show(
    entry_id: str,
    mine: Document,
    theirs: Document,
    clash: EditConflict | None,
    form: Form,
    missing: Iterable[str],
    status: int,
) -> tuple[str, int]:
    """The page with both versions.

    Args:
        entry_id: which entry.
        mine, theirs: what was to be saved, and what is there.
        clash: with the proposal; ``None`` when the page comes back because a choice was missing.
        form: as sent, with what was chosen so far.
        missing: names of parts without a choice.
        status: of the answer.
    """
    page = render_template(
        "desk/bank/conflict.html",
        entry_id=entry_id,
        title=str(mine.meta.get("title") or entry_id),
        parts=_parts(mine, theirs, clash, form),
        based_on=clash.based_on if clash else form["based_on"],
        by=clash.by if clash else None,
        form=form,
        missing=set(missing),
        kept=_kept_fields(form),
    )
    return page, status


def choose(mine: Document, theirs: Document, sent: Mapping[str, str]) -> tuple[Document, list[str]]:
    """The entry with the chosen parts, and the names of parts for which nothing was chosen."""
    meta: dict[str, Any] = {}
    texts: dict[str, str] = {}
    missing = []
    for key in KEY_ORDER:
        left, right = mine.meta.get(key), theirs.meta.get(key)
        if key in BOOKKEEPING or _empty(left) == _empty(right):
            value = right
        else:
            answer = sent.get(f"choice-{key}")
            missing += [] if answer in (MINE, THEIRS) else [key]
            value = left if answer == MINE else right
        if value not in (None, "", []):
            meta[key] = value
    for heading in ("", *HEADINGS):
        own, other = (document.texts.get(heading, "").strip() for document in (mine, theirs))
        answer = sent.get(f"choice-{field_of(heading)}")
        missing += [field_of(heading)] if own != other and answer not in (MINE, THEIRS) else []
        if text := own if answer == MINE else other:
            texts[heading] = text
    return Document(meta, texts), missing


def _parts(mine: Document, theirs: Document, clash: EditConflict | None, form: Form) -> list[Part]:
    both = {difference.part: difference for difference in compare(theirs, mine)}
    names = {LABELS[key]: (key, LABELS[key]) for key in KEY_ORDER if key not in BOOKKEEPING}
    names |= {
        heading_label(heading): (field_of(heading), heading_words(heading)) for heading in ("", *HEADINGS)
    }
    found = []
    for part, difference in both.items():
        if part not in names:
            continue
        name, label = names[part]
        chosen = form[f"choice-{name}"]
        if clash is not None:
            chosen = "" if part in clash.clashes else _proposed(name, clash)
        found.append(
            Part(name, label, _side(difference, "new"), _side(difference, "gone"), difference.pieces, chosen)
        )
    return found


def _proposed(name: str, clash: EditConflict) -> str:
    def said(document: Document) -> object:
        headings = {field_of(heading): heading for heading in ("", *HEADINGS)}
        if name in headings:
            return document.texts.get(headings[name], "").strip()
        return _empty(document.meta.get(name))

    return MINE if said(clash.merged) == said(clash.mine) else THEIRS


def _side(difference: Difference, kind: str) -> str:
    return "".join(piece.text for piece in difference.pieces if piece.kind in ("same", kind))


def _empty(value: object) -> object:
    return None if value in (None, "", []) else value


def _kept_fields(form: Form) -> list[tuple[str, str]]:
    """The fields of the editor that travel on through this page."""
    skipped = ("csrf", "do", "based_on")
    return [
        (name, value)
        for name in form.names()
        if name not in skipped and not name.startswith("choice-")
        for value in form.all(name)
    ]
