"""Own pages that imitate the platforms in other structures than any example: words, names and ids are invented."""

from collections import Counter

from ..play import PageFile
from . import (
    boards,
    boards_drawn,
    facebook,
    facebook_drawn,
    generic,
    generic_drawn,
    instagram,
    instagram_drawn,
    private_drawn,
    software,
    threads,
    threads_drawn,
)

PARTS = (
    facebook,
    facebook_drawn,
    instagram,
    instagram_drawn,
    threads,
    boards,
    boards_drawn,
    generic,
    generic_drawn,
    threads_drawn,
    software,
    private_drawn,
)


def all_pages() -> list[PageFile]:
    """Every page of every platform; names are unique."""
    pages = [page for part in PARTS for page in part.pages()]
    assert len({page.name for page in pages}) == len(pages)
    assert len({page.url for page in pages}) == len(pages), [
        url for url, n in Counter(page.url for page in pages).items() if n > 1
    ]
    return pages
