"""Pieces that pages of several platforms share."""

from itertools import count

GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
NAMES = (
    "Testine Attrappe",
    "Bodo Blindtext",
    "Fiona Fiktiv",
    "Kemal Kulisse",
    "Erna Erfunden",
    "Pawel Platzhalter",
)
HANDLES = ("testine.attrappe", "bodo_blindtext", "fiona.fiktiv", "kemal_kulisse", "erna.erfunden", "pawel_p")

_ids = count(770000000000)


def new_id() -> str:
    """A number that stands for a person's or post's id and must never be read."""
    return str(next(_ids))


def emoji_image(sign: str) -> str:
    """An emoji as a picture with its sign as alternative text."""
    return f'<span><img height="16" width="16" alt="{sign}" src="{GIF}"></span>'


def document(title: str, body: str, head: str = "", html: str = "", body_attributes: str = "") -> str:
    """A whole page; `title` usually holds a name on purpose."""
    return (
        f'<!DOCTYPE html><html lang="de" {html}><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="icon" href="data:,">{head}</head><body {body_attributes}>{body}</body></html>'
    )
