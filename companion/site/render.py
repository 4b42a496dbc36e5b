"""Turns pages into HTML: Jinja for the frame, Markdown for the texts, nothing from the bank unescaped."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from companion.site.content import RATINGS, Content, first_sentences
from companion.site.operator import Operator
from companion.site.pages import Page, path_of, topic_path
from companion.site.structured_data import script

MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
)

_markdown = MarkdownIt("zero", {"breaks": True}).enable(
    ["paragraph", "list", "emphasis", "strikethrough", "heading", "link", "newline", "escape", "entity"]
)
_page_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})


class Renderer:
    """Renders the pages of one build.

    Args:
        content: what is published.
        operator: the operator's fields.
        preview: a banner on every page and ``noindex``.
        posters: topic code → file name of its poster, in the folder ``material``.
    """

    def __init__(
        self, content: Content, operator: Operator, *, preview: bool, posters: dict[str, str]
    ) -> None:
        self._operator = operator
        self._preview = preview
        self._environment = Environment(
            loader=PackageLoader("companion.site", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            text=bank_text, day=german_day, month=german_month, teaser=first_sentences, script=script
        )
        self._environment.globals.update(
            content=content,
            preview=preview,
            base_url=operator.base_url,
            path_of=path_of,
            topic_path=topic_path,
            verdicts={code: label for code, (label, _) in RATINGS.items()},
            posters=posters,
        )

    def page(self, page: Page) -> bytes:
        """The page as UTF-8 HTML."""
        context = dict(page.context)
        if "slug" in context:
            context["body"] = self._prose(context["slug"], page.root)
        # A web server answers 404 at any depth: there only absolute addresses lead anywhere.
        root = self._operator.base_url if page.path == "404.html" and not self._preview else page.root
        template = self._environment.get_template(page.template)
        return template.render(page=page, root=root, **context).encode()

    def _prose(self, slug: str, root: str) -> Markup:
        source = (files("companion.site") / "texts" / f"{slug}.md.j2").read_text(encoding="utf-8")
        text = Environment(undefined=StrictUndefined, autoescape=False).from_string(source)  # noqa: S701 - Markdown
        return Markup(_page_markdown.render(text.render(o=self._operator, root=root)))  # noqa: S704 - html is off


def bank_text(text: str) -> Markup:
    """A text of the bank as HTML: paragraphs, lists, emphasis; raw HTML stays text."""
    return Markup(_markdown.render(text))  # noqa: S704 - html is off


def german_day(value: date) -> str:
    """``23. November 2026``."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def german_month(value: date) -> str:
    """``11/2026``, as on the cards of the panel."""
    return f"{value.month:02}/{value.year}"
