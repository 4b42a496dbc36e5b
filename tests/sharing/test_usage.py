"""Usage per entry: sums, small numbers hidden."""

import json
from pathlib import Path

import duckdb

from companion.export.pool import Pool
from companion.sharing.usage import gaps_of, hidden, sums_of_pool, usage_of, usage_of_pool

ROWS = [
    {"baustein_id": "a", "mythos_id": "nicht_anwendbar", "baustein_nutzung": "unveraendert"},
    {"baustein_id": "a", "mythos_id": "m", "baustein_nutzung": "angepasst"},
    {"baustein_id": "nicht_anwendbar", "mythos_id": "nicht_anwendbar", "baustein_nutzung": "luecke"},
]


def test_sums_per_entry_and_correction() -> None:
    found = usage_of(
        ROWS * 5,
        [{"entry_id": "a", "grund": "veraltet"}, {"entry_id": "b", "grund": "wortlaut", "anzahl": 7}],
    )
    assert (found["a"].used, found["a"].adapted, found["m"].adapted) == (10, 5, 5)
    assert found["a"].words() == "benutzt 10, davon angepasst 5, „veraltet“ unter 5"
    assert found["b"].words() == "benutzt 0, davon angepasst 0, „Wortlaut“ 7"
    assert "nicht_anwendbar" not in found


def test_from_the_merged_batches_without_training_rows(tmp_path: Path) -> None:
    pool = Pool(tmp_path)
    assert usage_of_pool(pool) == ({}, {})
    for table, columns in {
        "contacts": "'a' AS baustein_id, 'nicht_anwendbar' AS mythos_id, 'angepasst' AS baustein_nutzung",
        "feedback": "'a' AS entry_id, 'veraltet' AS grund",
        "gaps": "'rente' AS thema",
    }.items():
        for batch, origin, count in (("0" * 16 + "-0001", "arbeit", 6), ("1" * 16 + "-0001", "probe", 9)):
            folder = tmp_path / "data" / table / "jahr=2026" / "quartal=4"
            folder.mkdir(parents=True, exist_ok=True)
            (tmp_path / "batches").mkdir(exist_ok=True)
            duckdb.sql(
                f"COPY (SELECT {columns}, '{origin}' AS herkunft FROM range({count})) "
                f"TO '{folder}/{batch}.parquet' (FORMAT parquet)"
            )
            manifest = {"pseudonym": batch[:16], "sequence": 1, "period": "2026-Q4", "digest": "", "rows": {}}
            (tmp_path / "batches" / f"{batch}.json").write_text(json.dumps(manifest))
    used, gaps = usage_of_pool(pool)
    assert {entry_id: found.words() for entry_id, found in used.items()} == {
        "a": "benutzt 6, davon angepasst 6, „veraltet“ 6"
    }
    assert gaps == {"rente": 6}
    older = sums_of_pool(pool, "gaps", ("thema", "added_by_a_later_codebook"))
    assert older == [{"thema": "rente", "added_by_a_later_codebook": None, "anzahl": 6}]


def test_small_numbers_cannot_be_told_apart() -> None:
    assert [hidden(count) for count in (0, 1, 4, 5)] == ["0", "unter 5", "unter 5", "5"]


def test_gaps_by_topic_the_most_frequent_first() -> None:
    rows = [{"thema": "rente"}, {"thema": "pflege_beruf", "anzahl": 3}]
    assert gaps_of(rows) == {"pflege_beruf": 3, "rente": 1}
