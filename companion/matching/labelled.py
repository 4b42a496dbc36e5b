"""Labelled posts: read from JSON lines, checked, tied to the entries of a bank."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.errors import UsageError
from companion.matching.reading.post import Post

_ANSWER = "A"
"""Codes of answers begin so, those of corrections with ``C``: what is wanted first shows even if the bank lacks it."""


@dataclass(frozen=True)
class LabelledPost:
    """A post and what ought to be suggested for it.

    Attributes:
        answers, corrections: ids of the right entries; several answers mean several needs.
        stance: ``asserts``, ``asks`` or ``refutes`` towards a claim, else ``None``.
        style: a word for the voice it is written in, for figures by style (optional).
        leading: whether an answer is what is wanted first.
    """

    id: str
    post: Post
    answers: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    stance: str | None = None
    style: str = ""
    leading: bool = False

    @property
    def nothing_fits(self) -> bool:
        """Neither an answer nor a correction is right, and the post does not state the fact."""
        return not self.answers and not self.corrections and self.stance != "refutes"


def read_ids(path: Path) -> dict[str, str]:
    """``code <TAB> entry id`` per line.

    Raises:
        UsageError: a line has no tab.
    """
    ids: dict[str, str] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        code, tab, entry_id = line.partition("\t")
        if not tab:
            raise UsageError(
                f"Zeile {number} der Kennungen hat keinen Tabulator.",
                "Schreibe je Zeile: Code, Tabulator, Kennung des Eintrags.",
            )
        ids[code.strip()] = entry_id.split("\t")[0].strip()
    return ids


def read_posts(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file, one per line.

    Raises:
        UsageError: the file cannot be read, a line is no JSON object, or ``id`` or ``text`` is missing.
    """
    posts = []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            post = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(
                f"Zeile {number} der Beiträge ist kein gültiges JSON.", "Schreibe je Zeile ein JSON-Objekt."
            ) from error
        if not isinstance(post, dict) or not isinstance(post.get("text"), str) or "id" not in post:
            raise UsageError(
                f"Zeile {number} der Beiträge hat keine Felder „id“ und „text“.",
                'Beispiel: {"id": "1", "text": "Darf ich in Elternzeit arbeiten?"}',
            )
        if wrong := _wrong_field(post):
            raise UsageError(
                f"Zeile {number} der Beiträge: „{wrong}“ hat nicht die rechte Form.",
                "expected ist eine Liste von Kennungen, alles andere Text in gültigem UTF-8.",
            )
        posts.append(post)
    return posts


def _wrong_field(post: Mapping[str, Any]) -> str | None:
    """Name of the first known field that is of a wrong kind."""
    for name in ("text", "context", "kind", "platform", "stance", "style"):
        value = post.get(name)
        if value is not None and not (isinstance(value, str) and _is_unicode(value)):
            return name
    expected = post.get("expected")
    if expected is not None and not (
        isinstance(expected, list) and all(isinstance(code, str) for code in expected)
    ):
        return "expected"
    return None if isinstance(post["id"], str | int) else "id"


def _is_unicode(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, which nothing could write again."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def post_of(data: Mapping[str, Any]) -> Post:
    """The post in a JSON object."""
    return Post(
        text=data["text"],
        context=data.get("context") or None,
        kind=data.get("kind") or "post",
        platform=data.get("platform") or "facebook",
    )


def read_labelled(posts: Path, ids: Path | None, kinds: Mapping[str, str]) -> list[LabelledPost]:
    """Labelled posts whose codes are resolved to entries.

    Args:
        posts: JSON lines; ``expected`` names what is right, most wanted first.
        ids: code → entry id; without it ``expected`` holds entry ids.
        kinds: entry id → ``answer`` or ``correction``. What the bank does not hold is dropped, as the benchmark's own
            scorer drops it.
    """
    mapping = read_ids(ids) if ids else None
    result = []
    for data in read_posts(posts):
        codes = data.get("expected") or []
        found = [(mapping or {}).get(code, "" if mapping is not None else code) for code in codes]
        if mapping is not None:
            leading = bool(codes) and codes[0].startswith(_ANSWER)
        else:
            leading = bool(found) and kinds.get(found[0]) == "answer"
        result.append(
            LabelledPost(
                id=str(data["id"]),
                post=post_of(data),
                answers=tuple(e for e in found if kinds.get(e) == "answer"),
                corrections=tuple(e for e in found if kinds.get(e) == "correction"),
                stance=data.get("stance"),
                style=data.get("style") or "",
                leading=leading,
            )
        )
    return result


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"Die Datei „{path.name}“ lässt sich nicht lesen.", "Prüfe den Namen und ob sie UTF-8 ist."
        ) from error
