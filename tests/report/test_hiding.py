"""Small figures stay hidden, whatever is shown beside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.report.figures import SMALL
from companion.report.hiding import distribution, inside, lines, nested, share

counts = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 40), max_size=8)


@given(counts)
def test_no_small_count_is_shown_or_can_be_worked_out_from_the_total(found):
    total = sum(found.values())
    lines = distribution(found, total)
    assert all(not 0 < line.count < SMALL for line in lines if line.count is not None)
    hidden = [line.label for line in lines if line.hidden]
    shown = sum(line.count for line in lines if line.count is not None)
    if len(hidden) == 1:
        assert total - shown >= SMALL or total == found[hidden[0]] < SMALL
    assert total - shown == 0 or total - shown >= SMALL or total < SMALL or shown == 0


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_single_share_shows_neither_few_nor_all_but_few(count, more):
    line = share("x", count, count + more)
    if line.count is not None:
        assert count == 0 or count >= SMALL
        assert more == 0 or more >= SMALL
    else:
        assert line.base is None


tables = st.dictionaries(
    st.sampled_from("abcdef"),
    st.fixed_dictionaries({"x": st.integers(0, 30), "y": st.integers(0, 30), "z": st.integers(0, 300)}),
    max_size=6,
)


@given(tables)
def test_no_small_cell_is_in_a_shown_line_or_the_rest_of_a_column(table):
    hidden = lines(table)
    for label, parts in table.items():
        assert label in hidden or not any(0 < count < SMALL for count in parts.values())
    if hidden != set(table):
        for part in "xyz":
            assert not 0 < sum(table[label][part] for label in hidden) < SMALL


@given(
    st.dictionaries(st.sampled_from("abcde"), st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2)
)
def test_a_group_and_its_rest_are_hidden_together(found):
    figures = inside({label: (here, here + rest) for label, (here, rest) in found.items()}, 100)
    for label, (here, rest) in found.items():
        assert figures[label].hidden or not (0 < here < SMALL or 0 < rest < SMALL)


def test_a_topic_is_hidden_from_its_pillar_and_a_pillar_from_the_total():
    groups = {"work": {"a": 100, "b": 3, "c": 40}, "money": {"d": 2, "e": 1}, "care": {"f": 60}}
    hidden_groups, hidden = nested(groups)
    assert hidden_groups == {"money", "care"}  # care protects money
    assert hidden == {"b", "c", "d", "e", "f"}  # c protects b within the pillar


def test_contacts_without_a_value_protect_nobody():
    lines = {line.label: line for line in distribution({"a": 3, "b": 50, "none": 2}, 55, {"none"})}
    assert [label for label, line in lines.items() if line.hidden] == ["a", "b"]
