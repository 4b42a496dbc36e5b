"""Threads: feed, thread, a reply opened by its address, dialog; with and without the marks of its containers."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case, PageFile
from .parts import GIF, HANDLES, document, new_id

HOSTS = ("https://www.threads.net", "https://www.threads.com")
NEVER = (*HANDLES, "threads.net", "threads.com", "7700000", "Profilbild")
CSS = "<style>body{margin:0;font:15px/21px sans-serif}.c{width:600px;margin:0 auto 600px}.p{padding:14px;border-bottom:1px solid #ddd;min-height:90px}.r{display:flex;gap:8px}.in{margin-left:40px}</style>"


def item(handle: str, words: str, fx: str, code: str, marked: bool = True, extra: str = "") -> str:
    """A post, comment or reply."""
    mark = 'data-pressable-container="true"' if marked else ""
    buttons = "".join(
        f'<div role="button" tabindex="0" data-fx="{fx}-{i}"><svg aria-label="{label}" width="14" height="14"></svg><span>12</span></div>'
        for i, label in enumerate(("Gefällt mir", "Antworten", "Teilen"))
    )
    return (
        f'<div class="p" {mark}><div class="r"><a href="/@{handle}"><img alt="Profilbild von {handle}" src="{GIF}" width="30" height="30"></a>'
        f'<div><div class="r"><a href="/@{handle}" role="link"><span dir="auto">{handle}</span></a>'
        f'<a href="/@{handle}/post/{code}" role="link"><time datetime="2026-03-01T08:00:00Z"><abbr>3 Std.</abbr></time></a></div>'
        f'<div><span dir="auto" data-fx="{fx}"><span>{words}</span></span></div>{extra}<div class="r">{buttons}</div></div></div></div>'
    )


def feed(marked: bool) -> PageFile:
    """Posts, one with a quoted post, one that goes on, one paid for."""
    quoted = item(HANDLES[3], "Ab Januar gilt die neue Grenze", "q", new_id(), marked)
    units = (
        item(HANDLES[0], "Kita zu, Termin um zehn. Wer kennt es 😅", "a", "A1", marked),
        item(
            HANDLES[1],
            f'<a href="/@{HANDLES[2]}">@{HANDLES[2]}</a> lest das bitte',
            "b",
            "B1",
            marked,
            quoted,
        ),
        item(HANDLES[4], "Kauft den Kurs", "ad", "D1", marked, "").replace(
            "<time", "<span>Gesponsert</span><time", 1
        ),
        f"<div>{item(HANDLES[2], 'Erster Teil der Geschichte', 'c', 'C1', marked)}{item(HANDLES[2], 'Zweiter Teil', 'd', 'C2', marked)}</div>",
    )
    html = document(
        "Threads",
        f'{CSS}<main role="main" class="c"><div style="height:400px"></div><div>{"".join(f"<div>{u}</div>" for u in units)}</div></main>',
    )
    cases = (
        Case("post", "post", "scroll", "[data-fx=a]", "Kita zu, Termin um zehn. Wer kennt es 😅"),
        Case(
            "post that quotes",
            "post",
            "scroll",
            "[data-fx=b]",
            "lest das bitte",
            "Ab Januar gilt die neue Grenze",
        ),
        Case("advert", "none", "scroll", "[data-fx=ad]", reason="sponsored"),
        Case(
            "author goes on", "comment", "click", "[data-fx=d]", "Zweiter Teil", "Erster Teil der Geschichte"
        ),
    )
    return page(
        f"threads-feed-{'marked' if marked else 'bare'}",
        HOSTS[not marked] + "/for_you",
        html,
        cases,
        ("Kauft den Kurs",),
    )


def thread(marked: bool, focal: int) -> PageFile:
    """A thread under the address of its post (focal 0) or of a comment in it (focal 1)."""
    texts = (
        "Darf ich in Teilzeit zurück?",
        "Ja, mit drei Monaten Vorlauf",
        "Auch im kleinen Betrieb?",
        "Mehr als 15 Leute",
    )
    codes = ("P0", "P1", "P2", "P3")
    one = [item(HANDLES[i], texts[i], f"t{i}", codes[i], marked) for i in range(4)]
    box = '<div contenteditable="true" role="textbox" data-fx="box" style="min-height:30px;background:#eee"></div>'
    if focal == 0:
        inner = f"<div>{one[0]}</div><div>{box}</div><div>{one[1]}{one[2]}</div><div>{one[3]}</div>"
        kinds = ("post", "comment", "reply", "comment")
    else:
        inner = f"<div>{one[0]}</div><div>{one[1]}</div><div>{one[2]}</div><div>{one[3]}</div>"
        kinds = ("post", "comment", "reply", "reply")
    html = document(
        f"{HANDLES[0]} auf Threads",
        f'{CSS}<main role="main" class="c"><div style="height:340px"></div><div>{inner}</div></main>',
    )
    cases = [
        Case(f"{kind} {i}", kind, "click", f"[data-fx=t{i}]", texts[i], None if i == 0 else texts[0])
        for i, kind in enumerate(kinds)
    ]
    if focal == 0:
        cases += [Case("opened", "post", text=texts[0]), Case("box", "post", "click", "[data-fx=box]", texts[0]),
                  Case("answer button", "comment", "click", "[data-fx=t1-1]", texts[1], texts[0])]  # fmt: skip
    url = f"{HOSTS[not marked]}/@{HANDLES[focal]}/post/{codes[focal]}"
    return page(f"threads-thread-{'marked' if marked else 'bare'}-{focal}", url, html, tuple(cases))


def private() -> PageFile:
    """Settings yield nothing."""
    html = document(
        "Threads", f'{CSS}<main role="main" class="c">{item(HANDLES[0], "Nur unter uns", "p", "X")}</main>'
    )
    cases = (
        Case("opened", "none", reason="private"),
        Case("selected", "none", "select", "[data-fx=p]", reason="private"),
    )
    return page("threads-private", HOSTS[0] + "/settings/privacy", html, cases, ("unter uns",))


def page(name: str, url: str, html: str, cases: tuple[Case, ...], never: tuple[str, ...] = ()) -> PageFile:
    """A page of this platform; nothing on `never` may be read in any case."""
    marked = tuple(Case(**{**vars(case), "platform": "threads", "never": (*NEVER, *never)}) for case in cases)
    return PageFile(name, url, html, marked)


def pages() -> list[PageFile]:
    """All pages of this platform."""
    return [
        *(feed(marked) for marked in (True, False)),
        *(thread(marked, focal) for marked in (True, False) for focal in (0, 1)),
        private(),
    ]
