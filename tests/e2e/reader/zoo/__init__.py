"""Own pages that imitate the platforms in other structures than any example: words, names and ids are invented."""

from ..play import PageFile
from . import boards, facebook, generic, instagram, threads

PARTS = (facebook, instagram, threads, boards, generic)


def all_pages() -> list[PageFile]:
    """Every page of every platform; names are unique."""
    pages = [page for part in PARTS for page in part.pages()]
    assert len({page.name for page in pages}) == len(pages)
    assert len({page.url for page in pages}) == len(pages)
    return pages
