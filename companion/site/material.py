"""Printed and shared material: posters with QR code as PDF, the picture shown beside a link."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

import segno
import typst

from companion.site.content import Content, Topic
from companion.site.pages import topic_path
from companion.site.render import german_day

GENERAL = "kontakt-next.pdf"
GENERAL_SUMMARY = (
    "Elternzeit, Pflege, Wiedereinstieg, Weiterbildung: verständliche, geprüfte Antworten. "
    "Mit Quelle und mit der Stelle, die weiterhilft."
)


def poster_names(content: Content) -> dict[str, str]:
    """Topic code → file name; the empty code is the general poster."""
    return {"": GENERAL} | {
        topic.code: f"{topic.code.replace('_', '-')}.pdf" for topic in content.topics if topic.summary
    }


def posters(content: Content, base_url: str) -> dict[str, bytes]:
    """File name → PDF, one for the whole site and one for every topic with a summary."""
    names = poster_names(content)
    made = {GENERAL: _poster("Fragen zu Familie, Pflege und Beruf?", GENERAL_SUMMARY, base_url, content)}
    for topic in content.topics:
        if topic.code in names:
            made[names[topic.code]] = _topic_poster(topic, base_url, content)
    return made


def share_image() -> bytes:
    """PNG of 1200 × 630 pixels."""
    return _compile("share_image.typ", {}, {}, format="png", ppi=72.0)


def _topic_poster(topic: Topic, base_url: str, content: Content) -> bytes:
    return _poster(topic.label, topic.summary, base_url + topic_path(topic), content)


def _poster(title: str, summary: str, url: str, content: Content) -> bytes:
    code = io.BytesIO()
    segno.make_qr(url, error="m").save(code, kind="svg", border=0, dark="#1c2430", xmldecl=False)
    inputs = {"title": title, "summary": summary, "url": url, "day": german_day(content.released_on)}
    day = datetime.combine(content.released_on, time(), UTC)
    # PDF/UA-1: readable for screen readers; the fixed time stamp makes the same bank give the same bytes.
    return _compile(
        "poster.typ", inputs, {"qr.svg": code.getvalue()}, format="pdf", pdf_standards="ua-1", timestamp=day
    )


def _compile(template: str, inputs: dict[str, str], pictures: dict[str, bytes], **options: Any) -> bytes:
    sources: Any = {"main.typ": (files("companion.site") / "templates" / template).read_bytes()} | pictures
    result: bytes = typst.compile(sources, sys_inputs=inputs, **options)
    return result
