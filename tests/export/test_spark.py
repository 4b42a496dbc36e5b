"""The pool is read unchanged by another engine. Optional: needs PySpark and Java, which the lock does not bring."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from companion.codebook import load
from companion.export.periods import Period
from companion.export.pool import Pool, Received
from companion.export.rows import load_from_log

pyspark = pytest.importorskip("pyspark", reason="needs PySpark: uv pip install pyspark==4.3.0")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="PySpark needs Java 17 or newer")


@pytest.mark.slow
def test_spark_reads_the_pool_with_its_quarters(demo, tmp_path):
    from pyspark.sql import SparkSession

    pool, period = Pool(tmp_path / "pool"), Period.parse("2026-Q3")
    with duckdb.connect() as connection:
        load_from_log(connection, load(), demo / "contacts.sqlite3", period.weeks, ["contacts"])
        rows = connection.execute("SELECT count(*) FROM contacts").fetchall()[0][0]
        expected = dict(
            connection.execute("SELECT CAST(thema AS VARCHAR), count(*) FROM contacts GROUP BY 1").fetchall()
        )
        batch = Received("a" * 16, 1, str(period), "0" * 64, {"contacts": rows})
        pool.add(batch, connection, dict.fromkeys(period.weeks, (period.year, period.quarter)))
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = spark.read.parquet(str(pool.folder / "data" / "contacts"))
        assert {"jahr", "quartal"} <= set(frame.columns)
        assert {row["thema"]: row["count"] for row in frame.groupBy("thema").count().collect()} == expected
    finally:
        spark.stop()
