"""One line of *Heute*, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Urgency(IntEnum):
    """How soon something wants to be done."""

    NOW = 0
    """It keeps from working, or somebody waits for it."""
    SOON = 1
    """It has a day, and the day is near."""
    SOME_TIME = 2
    """Worth a look when there is time."""


HEADINGS: Mapping[Urgency, str] = {
    Urgency.NOW: "Jetzt",
    Urgency.SOON: "Bald",
    Urgency.SOME_TIME: "Wenn Zeit ist",
}


@dataclass(frozen=True)
class Step:
    """Where a line leads.

    Attributes:
        words: on the link or button.
        endpoint: of the page, or of the action.
        values: parts of its address.
        does: it is an action (a button that posts), not a page.
    """

    words: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)
    does: bool = False


@dataclass(frozen=True)
class Task:
    """What needs somebody.

    Attributes:
        name: stable name of the kind.
        urgency: how soon.
        title: one German sentence, what it is.
        more: what to know about it or to do, may be empty.
        steps: the first one whose page exists is offered.
    """

    name: str
    urgency: Urgency
    title: str
    more: str = ""
    steps: tuple[Step, ...] = ()


def in_order(tasks: Iterable[Task]) -> dict[Urgency, list[Task]]:
    """By urgency, the most urgent first; within one as they were found. Urgencies without a line are left out."""
    found = list(tasks)
    sorted_by = {urgency: [task for task in found if task.urgency is urgency] for urgency in Urgency}
    return {urgency: lines for urgency, lines in sorted_by.items() if lines}


def named(words: Iterable[str], most: int = 3) -> str:
    """``„A“, „B“ und 3 weitere``."""
    titles = [f"„{title}“" for title in words]
    if len(titles) > most:
        return f"{', '.join(titles[:most])} und {len(titles) - most} weitere"
    return " und ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
