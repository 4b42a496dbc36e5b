"""The search without a server: a static index beside the pages, made by Pagefind."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

from companion.errors import KontaktError

FOLDER = "suchindex"


def write_index(site: Path) -> int:
    """Index every page marked ``data-pagefind-body`` and write the index into the site.

    Returns:
        The number of pages indexed.

    Raises:
        KontaktError: the indexer could not run.
    """
    try:
        # In a thread of its own: whoever calls may already run an event loop.
        with ThreadPoolExecutor(max_workers=1) as alone:
            return alone.submit(lambda: asyncio.run(_index(site))).result()
    except (OSError, RuntimeError) as error:
        raise KontaktError(
            "Der Suchindex ließ sich nicht bauen.",
            "Prüfen, ob genug Platz frei ist und ob ein Virenschutz das Programm pagefind blockiert.",
            code="search_index_failed",
        ) from error


async def _index(site: Path) -> int:
    config = IndexConfig(force_language="de", output_path=str(site / FOLDER))
    async with PagefindIndex(config=config) as index:
        found = await index.add_directory(str(site), glob="{antworten,richtigstellungen}/*/index.html")
        return found["page_count"]
