"""Threads by lot: marks, boxes, nesting and labels drawn anew for every page."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case, PageFile
from .drawn import Lot
from .parts import GIF, HANDLES, document, new_id
from .threads import CSS, HOSTS, page

EACH = 4
HIDDEN = (
    "Xqz",
    "Gefällt",
    "Antworten",
    "Reply",
    "Like",
    "Aufrufe",
    "Übersetz",
    "Translate",
    "Verifiziert",
    " Std",
    "Autor",
)
POST = "Darf mein Chef mir in der Elternzeit kündigen? Frage für mich 😅"
C1 = "Nur mit Zustimmung der Behörde, das ist sehr selten."
R1 = "gilt das auch im Kleinbetrieb"
C2 = "nein"
QUOTED = "Kündigungsschutz gilt ab der Anmeldung"


class Threads:
    """One drawn way of writing."""

    def __init__(self, seed: str) -> None:
        self.lot = lot = Lot(seed)
        self.german = lot.random() < 0.6
        self.marked = lot.random() < 0.5
        self.buttons = lot.one("button", "div")
        self.host = lot.choice(HOSTS)

    def say(self, german: str, english: str) -> str:
        return german if self.german else english

    def item(self, handle: str, words: str, fx: str, code: str, inside: str = "", sign: str = "") -> str:
        lot = self.lot
        mark = 'data-pressable-container="true"' if self.marked else ""
        name = lot.one(
            '<span dir="auto" translate="no"><span>{}</span></span>',
            "<span>{}</span>",
            "<div dir=auto>{}</div>",
        ).format(handle)
        when = lot.one(
            '<time datetime="2026-03-01T08:00:00Z" title="x"><abbr aria-label="vor 3 Std."><span>3 Std.</span></abbr></time>',
            '<time datetime="2026-03-01T08:00:00Z">3 Std.</time>',
        )
        paragraphs = words.replace("? ", "?</span><br><span>") if lot.random() < 0.4 else words
        text = lot.one(
            '<span dir="auto" data-fx="{0}"><span>{1}</span></span>',
            '<div dir="auto" data-fx="{0}"><span>{1}</span></div>',
            '<span dir="auto" data-fx="{0}">{1}</span>',
        ).format(fx, paragraphs)
        labels = (
            ("Gefällt mir", "Like"),
            ("Antworten", "Reply"),
            ("Reposten", "Repost"),
            ("Teilen", "Share"),
        )
        buttons = "".join(
            f'<div><div role="button" tabindex="0" data-fx="{fx}-{i}"><div><svg aria-label="{self.say(*label)}" role="img" width="14" height="14"><title>{self.say(*label)}</title></svg>{lot.one("<span>12</span>", "<div dir=auto><span>1.204</span></div>", "")}</div></div></div>'
            for i, label in enumerate(labels)
        )
        translate = lot.maybe(
            f'<div role="button" tabindex="0"><span dir="auto">{self.say("Übersetzen", "Translate")}</span></div>'
        )
        author = (
            lot.maybe(f'<span> · </span><span dir="auto">{self.say("Autor", "Author")}</span>')
            if fx != "p"
            else ""
        )
        return (
            f'<div class="p" {mark}><div class="r"><div><a href="/@{handle}" role="link"><img alt="{self.say("Profilbild von", "Profile picture of")} {handle}" src="{GIF}" width="30" height="30"></a></div>'
            f'<div style="flex:1"><div class="r"><a href="/@{handle}" role="link">{name}</a>{sign}<a href="/@{handle}/post/{code}" role="link">{when}</a>{author}</div>'
            f'{lot.wrap(f"<div>{text}</div>", 2)}{translate}{inside}<div class="r">{buttons}</div></div></div></div>'
        )  # fmt: skip


def feed(made: Threads, name: str) -> PageFile:
    """A feed."""
    lot = made.lot
    quoted = f'<div style="border:1px solid #ddd">{made.item(HANDLES[3], QUOTED, "q", new_id())}</div>'
    sponsored = made.say("Gesponsert", "Sponsored")
    units = [
        made.item(HANDLES[0], POST, "p", "A1"),
        made.item(HANDLES[4], "Kauft den Kurs", "ad", "D1", sign=f"<span>{sponsored}</span>"),
        made.item(HANDLES[1], "lest das mal", "b", "B1", quoted),
        made.item(HANDLES[2], C1, "last", "C1"),
    ]
    box = lot.maybe(
        f'<div class="p"><a href="/@{HANDLES[5]}"><img alt="" src="{GIF}"></a><div role="button" tabindex="0"><span dir="auto">{made.say("Was gibt’s Neues?", "What’s new?")}</span></div></div>'
    )
    html = document(
        "Threads",
        f'{CSS}<div role="main" class="c"><div style="height:400px"></div>{box}<div>{"".join(f"<div>{lot.wrap(u)}</div>" for u in units)}</div></div>',
    )
    cases = (
        Case("post", "post", "scroll", "[data-fx=p]", POST), Case("clicked", "post", "click", "[data-fx=last]", C1),
        Case("quoting", "post", "scroll", "[data-fx=b]", "lest das mal", QUOTED), Case("advert", "none", "select", "[data-fx=ad]", reason="sponsored"),
    )  # fmt: skip
    return page(name, f"{made.host}/?x={name}", html, cases, (*HIDDEN, "Kauft den Kurs"))


def thread(made: Threads, name: str) -> PageFile:
    """A thread under the address of its post."""
    lot = made.lot
    p, c1, c2 = (
        made.item(HANDLES[0], POST, "p", name),
        made.item(HANDLES[1], C1, "c1", "K1"),
        made.item(HANDLES[3], C2, "c2", "K3"),
    )
    mention = f'<a href="/@{HANDLES[1]}" role="link">@{HANDLES[1]}</a> '
    r1 = made.item(HANDLES[2], mention + R1, "r1", "K2")
    group = lot.one(
        f"<div>{c1}{r1}</div>",
        f'<div>{c1}<div style="margin-left:40px">{r1}</div></div>',
        f"<div><div>{c1}</div><div>{r1}</div></div>",
    )
    box = '<div contenteditable="true" role="textbox" data-fx="box" style="min-height:30px;background:#eee"></div>'
    html = document(
        "Threads",
        f'{CSS}<div role="main" class="c"><div style="height:340px"></div><div><div>{p}</div><div>{box}</div>{group}<div>{c2}</div></div></div>',
    )
    cases = (
        Case("opened", "post", text=POST), Case("post", "post", "select", "[data-fx=p]", POST), Case("comment", "comment", "click", "[data-fx=c1]", C1, POST),
        Case("reply", "reply", "click", "[data-fx=r1]", R1, POST), Case("short", "comment", "hover", "[data-fx=c2]", C2, POST),
        Case("answer", "comment", "click", "[data-fx=c1-1]", C1, POST), Case("box", "post", "click", "[data-fx=box]", POST),
    )  # fmt: skip
    return page(name, f"{made.host}/@{HANDLES[0]}/post/{name}", html, cases, HIDDEN)


def pages() -> list[PageFile]:
    """Both surfaces in several drawn structures."""
    return [
        build(Threads(name), name)
        for build in (feed, thread)
        for i in range(EACH)
        for name in [f"threads-drawn-{build.__name__}-{i}"]
    ]
