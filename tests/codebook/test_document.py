"""The document in docs/ is the one the codebook gives."""

from __future__ import annotations

from pathlib import Path

from companion.codebook import load
from companion.codebook.document import markdown

DOCUMENT = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_document_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == markdown(load()), (
        "python -m companion.codebook.document > docs/codebook.md"
    )


def test_every_code_and_column_is_in_the_document():
    text = markdown(load())
    for vocabulary in load().vocabularies.values():
        assert all(f"| `{code.code}` | {code.value} |" in text for code in vocabulary.codes.values())
    for table in load().tables.values():
        assert all(f"| `{column}` |" in text for column in table.columns)
