"""Files for machines: Atom feed of changes (RFC 4287), sitemap (sitemaps.org), robots.txt."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from companion.bank.entry import Entry

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
FEED_LENGTH = 30


def atom(entries: list[tuple[Entry, str, str]], base_url: str, updated: date) -> bytes:
    """The feed of the latest reviewed entries.

    Args:
        entries: entry, address relative to ``base_url`` and summary, latest first.
        base_url: absolute, ending with a slash.
        updated: day of the bank.
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _child(feed, "id", base_url)
    _child(feed, "title", "kontakt next: Neues aus der Antwortbank")
    _child(feed, "updated", f"{updated.isoformat()}T00:00:00Z")
    _child(feed, "link", rel="self", href=f"{base_url}neues.xml")
    _child(feed, "link", href=base_url)
    _child(_child(feed, "author"), "name", "kontakt next")
    for entry, path, summary in entries[:FEED_LENGTH]:
        node = _child(feed, "entry")
        _child(node, "id", f"{base_url}{path}#v{entry.version}")
        _child(node, "title", entry.fact or entry.title)
        _child(node, "updated", f"{(entry.reviewed_on or updated).isoformat()}T00:00:00Z")
        _child(node, "link", href=base_url + path)
        _child(node, "summary", summary)
    return _bytes(feed)


def sitemap(paths: list[tuple[str, date]], base_url: str) -> bytes:
    """All pages with the day of their last change."""
    ElementTree.register_namespace("", SITEMAP)
    root = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    for path, changed in paths:
        url = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
        ElementTree.SubElement(url, f"{{{SITEMAP}}}loc").text = base_url + path
        ElementTree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = changed.isoformat()
    return _bytes(root)


def robots(base_url: str, *, preview: bool) -> bytes:
    """Everything may be read; a preview nothing."""
    if preview:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n".encode()


def _child(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    node.text = text
    return node


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
