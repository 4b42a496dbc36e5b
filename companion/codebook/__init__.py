"""The closed vocabularies of the contact log, one YAML as the single source.

``load()`` gives the shipped codebook; ``docs/codebook.md`` is generated from it.
"""

from companion.codebook.files import CodebookError, load
from companion.codebook.model import (
    KEINE_ANGABE,
    NICHT_ANWENDBAR,
    NO_VERSION,
    Code,
    Codebook,
    Column,
    Table,
    Vocabulary,
)

__all__ = [
    "KEINE_ANGABE",
    "NICHT_ANWENDBAR",
    "NO_VERSION",
    "Code",
    "Codebook",
    "CodebookError",
    "Column",
    "Table",
    "Vocabulary",
    "load",
]
