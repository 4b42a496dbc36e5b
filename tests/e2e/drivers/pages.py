"""What the browsers under test get to see: own pages under addresses of the real platforms, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class Pages:
    """Pages by address. An address without query or fragment also answers requests that carry one.

    `add` takes the HTML itself or a file that is read at every request: a page may change between two loads.
    """

    _by_url: dict[str, str | Path] = field(default_factory=dict)

    @classmethod
    def of(cls, pages: Mapping[str, str | Path]) -> "Pages":
        """Build from a mapping of address to HTML or file."""
        made = cls()
        for url, page in pages.items():
            made.add(url, page)
        return made

    def add(self, url: str, page: str | Path) -> None:
        """Serve `page` under `url` from now on; no server ever sees a fragment."""
        self._by_url[url.split("#")[0]] = page

    def html(self, url: str) -> str | None:
        """HTML of an address, None if there is no such page."""
        parts = urlsplit(url)
        bare = f"{parts.scheme}://{parts.netloc}{parts.path}"
        page = self._by_url.get(url.split("#")[0], self._by_url.get(bare))
        return page.read_text(encoding="utf-8") if isinstance(page, Path) else page
