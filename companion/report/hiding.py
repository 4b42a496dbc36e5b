"""Which figures are shown: none of fewer contacts than the threshold, none from which such a one could be worked out.

Cell suppression as in official statistics: small cells are primary, neighbours are hidden with them (secondary)
wherever a total that is shown would give them away. Contacts whose field was left empty are no small group of people;
their number is part of every report and is never taken as a neighbour that protects another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from companion.report.figures import SMALL, Figure


def is_small(count: int) -> bool:
    """From 1 to 4."""
    return 0 < count < SMALL


def distribution(
    counts: Mapping[str, int], base: int, without_value: Collection[str] = ()
) -> tuple[Figure, ...]:
    """Lines of a whole distribution.

    Args:
        counts: label → count; together they make up the base.
        base: their sum, which is shown.
        without_value: labels of contacts without a value.
    """
    hidden = set(counts) if is_small(base) else one_line(counts, without_value)
    return tuple(
        Figure(label, hidden=True) if label in hidden else Figure(label, count, base)
        for label, count in counts.items()
    )


def one_line(counts: Mapping[str, int], without_value: Collection[str] = ()) -> set[str]:
    """Labels to hide where the counts and their sum stand in one line."""
    hidden = {label for label, count in counts.items() if is_small(count) and label not in without_value}
    if hidden and sum(counts[label] for label in hidden) < SMALL:
        hidden |= _smallest({label: n for label, n in counts.items() if label not in without_value}, hidden)
        if sum(counts[label] for label in hidden) < SMALL:
            hidden |= _smallest(counts, hidden)
    return hidden


def lines(table: Mapping[str, Mapping[str, int]], hidden: Collection[str] = ()) -> set[str]:
    """Lines to hide in a table whose column totals are shown: whole lines, so that no cell is left to work out.

    Args:
        table: label of a line → part → count.
        hidden: lines that are hidden elsewhere already.
    """
    found = {label for label, parts in table.items() if label in hidden or any(map(is_small, parts.values()))}
    while True:
        gap = next((part for part in _parts(table) if is_small(_sum(table, found, part))), None)
        if gap is None:
            return found
        more = _smallest({label: parts.get(gap, 0) for label, parts in table.items()}, found)
        if not more:
            return set(table)
        found |= more


def inside(parts: Mapping[str, tuple[int, int]], base: int) -> dict[str, Figure]:
    """Shares of a group whose rest can be worked out from figures about all contacts.

    Args:
        parts: label → (count in the group, count among all); in the group they make up the base.
        base: size of the group.
    """
    table = {label: {"in": count, "out": everyone - count} for label, (count, everyone) in parts.items()}
    hidden = set(table) if is_small(base) else lines(table)
    return {
        label: Figure(label, hidden=True) if label in hidden else Figure(label, count, base)
        for label, (count, _) in parts.items()
    }


def nested(
    groups: Mapping[str, Mapping[str, int]], without_value: Collection[str] = ()
) -> tuple[set[str], set[str]]:
    """Groups and members to hide where members make up groups and groups make up a total, all of them shown.

    Args:
        groups: label of a group → label of a member → count.
        without_value: groups or members of contacts without a value.
    """
    sums = {group: sum(members.values()) for group, members in groups.items()}
    hidden_groups = one_line(sums, without_value)
    hidden = {
        label
        for group, members in groups.items()
        for label in (members if group in hidden_groups else one_line(members, without_value))
    }
    return hidden_groups, hidden


def share(label: str, count: int, base: int) -> Figure:
    """A single share: hidden if it, or what is left of the base, is small."""
    return (
        Figure(label, hidden=True)
        if is_small(count) or is_small(base - count)
        else Figure(label, count, base)
    )


def contacts(label: str, count: int) -> Figure:
    """A plain count of contacts, hidden if small."""
    return Figure(label, None if is_small(count) else count, hidden=is_small(count))


def _parts(table: Mapping[str, Mapping[str, int]]) -> list[str]:
    return sorted({part for parts in table.values() for part in parts})


def _sum(table: Mapping[str, Mapping[str, int]], chosen: Collection[str], part: str) -> int:
    return sum(table[label].get(part, 0) for label in chosen)


def _smallest(counts: Mapping[str, int], hidden: Collection[str]) -> set[str]:
    """The smallest line that is still shown and holds anything; nothing if there is none."""
    rest = sorted((count, label) for label, count in counts.items() if label not in hidden and count)
    return {label for _, label in rest[:1]}
