"""Whether a codebook may follow an earlier one: nothing is taken away and no number gets a new meaning."""

from __future__ import annotations

from collections.abc import Iterator

from companion.codebook.model import Codebook


def breaches(old: Codebook, new: Codebook) -> list[str]:
    """Every way in which ``new`` would change the meaning of rows written under ``old``; empty if there is none.

    Codes and columns may be added; labels, hints and defaults may change; columns keep their order.
    """
    return [*_broken_codes(old, new), *_broken_columns(old, new), *_unnumbered_change(old, new)]


def _broken_codes(old: Codebook, new: Codebook) -> Iterator[str]:
    for name, vocabulary in old.vocabularies.items():
        if name not in new.vocabularies:
            yield f"vocabulary {name} is gone"
            continue
        now = new.vocabularies[name].codes
        for code in vocabulary.codes.values():
            if code.code not in now:
                yield f"code {name}.{code.code} is gone; mark it as retired instead"
            elif (now[code.code].value, now[code.code].missing) != (code.value, code.missing):
                yield f"code {name}.{code.code} has another number or another kind"


def _broken_columns(old: Codebook, new: Codebook) -> Iterator[str]:
    for name, table in old.tables.items():
        if name not in new.tables:
            yield f"table {name} is gone"
            continue
        before = [
            (column.name, column.type, column.vocabulary, column.stage) for column in table.columns.values()
        ]
        after = [(c.name, c.type, c.vocabulary, c.stage) for c in new.tables[name].columns.values()]
        if after[: len(before)] != before:
            yield f"columns of {name} were removed, changed or reordered; append new ones at the end"
        for column in list(new.tables[name].columns.values())[len(before) :]:
            if column.default is None:
                yield f"new column {name}.{column.name} has no default for the rows that are there"


def _unnumbered_change(old: Codebook, new: Codebook) -> Iterator[str]:
    if new.version == old.version and new.to_json() != old.to_json():
        yield f"the codebook changed but is still version {new.version}"
    if new.version < old.version:
        yield f"version {new.version} is older than {old.version}"
