"""The comparison in words loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from companion.bank.document import Document
from companion.sharing.words import compare, pieces

TEXTS = st.lists(
    st.sampled_from(["Teilzeit", "ist", "nicht", "erlaubt", ".", "\n\n", " ", "32"]), max_size=15
).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    assert "".join(piece.text for piece in found if piece.kind != "new") == old


@given(TEXTS)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert all(piece.kind == "same" for piece in pieces(text, text))
    assert compare(Document({"title": text}, {"": text}), Document({"title": text}, {"": text})) == []


def test_a_changed_word_is_marked_and_named() -> None:
    old = Document(
        {"title": "Teilzeit", "questions": ["a", "b"]}, {"": "Bis zu 30 Stunden sind erlaubt.", "sie": "x"}
    )
    new = Document({"title": "Teilzeit", "questions": ["a", "c"]}, {"": "Bis zu 32 Stunden sind erlaubt."})
    marked = {difference.part: difference.marked() for difference in compare(old, new)}
    assert marked == {
        "Fragen": "a\n[-b-]{+c+}",
        "Text": "Bis zu [-30-]{+32+} Stunden sind erlaubt.",
        "Text sie": "[-x-]",
    }


def test_new_and_removed_entries() -> None:
    entry = Document({"title": "Neu"}, {"": "Text"})
    assert [difference.marked() for difference in compare(None, entry)] == ["{+Neu+}", "{+Text+}"]
    assert [difference.marked() for difference in compare(entry, None)] == ["[-Neu-]", "[-Text-]"]
