"""Pages about which nothing is known: question pages, nested boards, comments below an article, an old table board."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case, PageFile
from .parts import HANDLES, NAMES, document, new_id

NEVER = (
    *HANDLES,
    *NAMES,
    "7700000",
    "Signatur",
    "fremde Worte",
    "Anzeige",
    "Ähnliche",
    "Beiträge:",
    "Bewerten",
)
CSS = "<style>body{margin:0;font:15px/1.5 sans-serif}main,.page{max-width:820px;margin:0 auto 600px;padding-top:260px;display:block}.m{border:1px solid #ddd;padding:12px;margin:0 0 14px;min-height:300px}.in{margin-left:36px}table{width:100%}td{vertical-align:top}</style>"
QUESTION = "Mein Sohn ist krank und ich habe keine Kindkranktage mehr. Was kann ich tun?"
ANSWER = "Unbezahlt freistellen lassen geht immer, sprich mit der Personalabteilung."
REPLY = "Danke, das wusste ich nicht!"
OTHER = "Der andere Elternteil kann Tage übertragen, wenn beide Arbeitgeber zustimmen."


def cases(has_reply: bool = True, question: str = QUESTION) -> tuple[Case, ...]:
    """The same thread, whatever its markup."""
    made = [
        Case("opened", "post", text=question),
        Case("question clicked", "post", "click", "[data-fx=q]", question),
        Case("answer in the middle", "comment", "scroll", "[data-fx=a2]", OTHER, question),
        Case("answer selected", "comment", "select", "[data-fx=a1]", ANSWER, question),
        Case("answer selected beyond its end", "comment", "select on", "[data-fx=a1]", ANSWER, question),
    ]
    if has_reply:
        made.append(Case("comment below the answer", "reply", "click", "[data-fx=r1]", REPLY, question))
    return tuple(made)


def gutefrage(title_only: bool) -> str:
    """Question, answers, comments below an answer."""
    body = "" if title_only else f'<div class="q-body" data-fx="q"><p>{QUESTION}</p></div>'
    title = QUESTION if title_only else "Kind krank"
    mark = "data-fx=q" if title_only else ""
    return (
        f'{CSS}<main><article class="x1"><div class="meta"><a href="/nutzer/{HANDLES[0]}">{HANDLES[0]}</a> <time>12.03.2026, 09:14</time></div><h1 {mark}>{title}</h1>{body}<ul><li><a href="/tag/kind">Kind</a></li></ul></article>'
        f'<section><h2>2 Antworten</h2><article class="x2 m"><div><a href="/nutzer/{HANDLES[1]}">{HANDLES[1]}</a> <span>Community-Experte</span> <time>12.03.2026, 09:40</time></div><div data-fx="a1"><p>{ANSWER}</p></div><div><button>Hilfreich</button></div>'
        f'<div class="in"><div class="c"><div><a href="/nutzer/{HANDLES[0]}">{HANDLES[0]}</a> <time>12.03.2026, 10:02</time></div><p data-fx="r1">{REPLY}</p></div></div></article>'
        f'<div class="adslot">Anzeige: kauf das</div><article class="x2 m"><div><a href="/nutzer/{HANDLES[2]}">{HANDLES[2]}</a> <time>12.03.2026, 11:00</time></div><div data-fx="a2"><p>{OTHER}</p></div></article></section>'
        f'<aside><h3>Ähnliche Fragen</h3><ul><li><a href="/frage/x">Ähnliche Frage zum Geld</a></li></ul></aside></main><script type="application/ld+json">{{"author":"{NAMES[0]}"}}</script>'
    )


def nested_list() -> str:
    """A nested board: lists in lists, ages in words."""

    def one(handle: str, words: str, fx: str, inner: str = "") -> str:
        return (
            f'<li class="node m"><div class="head"><a class="nick" href="/profil/{handle}">{handle}</a><span>vor 3 Stunden</span></div><div class="txt" data-fx="{fx}">{words}</div>'
            f'<div class="sig">Signatur von {handle}</div>{f"<ul class=in>{inner}</ul>" if inner else ""}</li>'
        )

    answers = one(HANDLES[1], ANSWER, "a1", one(HANDLES[0], REPLY, "r1")) + one(HANDLES[2], OTHER, "a2")
    return f'{CSS}<div class="page" role="main"><h1>Kind krank</h1><div class="start m"><div class="head"><a class="nick" href="/profil/x">{HANDLES[0]}</a><span>vor 5 Stunden</span></div><div class="txt" data-fx="q">{QUESTION}</div></div><ul>{answers}</ul></div>'


def sibling_divs() -> str:
    """Comments as siblings, replies only indented; the text is bare between tags."""

    def one(name: str, words: str, fx: str, indent: bool = False) -> str:
        return (
            f'<div class="kommentar m {"in" if indent else ""}"><p class="kopf"><b><a href="/mitglied/{new_id()}">{name}</a></b> schrieb am 3. Februar 2026 um 14:20 Uhr</p>'
            f'<div data-fx="{fx}">{words}</div><p><a href="#">Antworten</a> <a href="#">Bewerten</a></p></div>'
        )

    return f"{CSS}<main><h1>Thema</h1>{one(NAMES[0], QUESTION, 'q')}{one(NAMES[1], ANSWER, 'a1')}{one(NAMES[0], REPLY, 'r1', True)}{one(NAMES[2], f'<blockquote>fremde Worte von damals</blockquote>{OTHER}', 'a2')}</main>"


def table_board() -> str:
    """An old board: a table row per message, the author in a cell of its own."""

    def one(handle: str, words: str, fx: str) -> str:
        return (
            f'<tr class="m"><td class="author" width="160" height="300"><a href="profile.php?id={new_id()}">{handle}</a><br>Beiträge: 120<br>Ort: Musterhausen</td>'
            f'<td class="post"><div class="small">Verfasst am: 12.03.2026, 10:12</div><div class="text" data-fx="{fx}">{words}</div></td></tr>'
        )

    rows = (
        one(HANDLES[0], QUESTION, "q")
        + one(HANDLES[1], ANSWER, "a1")
        + one(HANDLES[2], f'{OTHER}<div class="signature">Signatur hier</div>', "a2")
    )
    return f'{CSS}<div class="page"><table class="forum" cellpadding="12"><tbody>{rows}</tbody></table></div>'


def article_comments() -> str:
    """A magazine's article with comments below."""
    comments = "".join(
        f'<div class="comment m"><span class="author">{h}</span> <time datetime="2026-03-01">1. März 2026</time><div class="comment-text" data-fx="{fx}">{w}</div></div>'
        for h, w, fx in ((HANDLES[1], ANSWER, "a1"), (HANDLES[2], OTHER, "a2"))
    )
    return f'{CSS}<main><article><h1>Titel</h1><p class="byline">Von <a rel="author" href="/autor/x">{NAMES[0]}</a>, <time>28.02.2026</time></p><div class="body"><p data-fx="q">{QUESTION}</p></div></article><section id="comments"><h2>2 Kommentare</h2>{comments}</section></main>'


def plain_text() -> str:
    """Nothing that could be a message; only what is selected is read."""
    return f'{CSS}<main><h1>Infoblatt</h1><p data-fx="q">{QUESTION}</p><p>{OTHER}</p></main>'


def pages() -> list[PageFile]:
    """All pages without an adapter of their own."""
    threads = (
        ("gutefrage-body", "https://www.gutefrage.net/frage/kind-krank", gutefrage(False), cases()),
        ("gutefrage-title", "https://www.gutefrage.net/frage/kind-krank-2", gutefrage(True), cases()),
        ("gutefrage-later", "https://www.gutefrage.net/diskussion/kind", gutefrage(False).replace("<main>", "<main><p>Willkommen bei uns, hier fragen alle.</p>"), cases()),
        ("gutefrage-nested", "https://www.gutefrage.net/frage/kind-3", nested_list(), cases()),
        ("urbia-nested", "https://www.urbia.de/forum/12-beruf/5512-kind-krank", nested_list(), cases()),
        ("urbia-siblings", "https://www.urbia.de/forum/12-beruf/5513-kind-krank", sibling_divs(), cases()),
        ("urbia-table", "https://www.urbia.de/forum/12-beruf/5514-kind-krank", table_board(), cases(has_reply=False)),
        ("urbia-question", "https://www.urbia.de/forum/12-beruf/5515-kind-krank", gutefrage(False), cases()),
        ("generic-nested", "https://eltern.example/forum/thema/1", nested_list(), cases()),
        ("generic-siblings", "https://eltern.example/forum/thema/2", sibling_divs(), cases()),
        ("generic-table", "https://eltern.example/forum/thema/3", table_board(), cases(has_reply=False)),
        ("generic-article", "https://eltern.example/magazin/4", article_comments(), cases(has_reply=False)),
        ("instagram-changed", "https://www.instagram.com/neu/aufbau/5/", nested_list(), (Case("not selected", "none", reason="select_text"), Case("clicked", "none", "click", "[data-fx=a1]"), cases()[3])),
    )  # fmt: skip
    made = [page(name, url, document(NAMES[0], html), told) for name, url, html, told in threads]
    made.append(
        page("generic-nothing", "https://eltern.example/infoblatt", document("x", plain_text()),
             (Case("nothing to find", "none", reason="select_text"), Case("selected", "post", "select", "[data-fx=q]", QUESTION)))
    )  # fmt: skip
    # So long that looking at all of it would hold the page up.
    paragraphs = "<p>Absatz mit <time>12.03.2026</time> und Worten.</p>" * 1600
    long = f"{nested_list().removesuffix('</div>')}{paragraphs}</div>"
    made.append(
        page("generic-long", "https://eltern.example/magazin/lang", document("x", long),
             (Case("not looked through", "none", reason="select_text"), Case("clicked", "none", "click", "[data-fx=a1]"),
              Case("selected", "post", "select", "[data-fx=q]", QUESTION)))
    )  # fmt: skip
    acts = (("none", None), ("click", "[data-fx=a1]"), ("select", "[data-fx=q]"))
    silent = tuple(Case(f"{do} {at}", "none", do, at, reason="private") for do, at in acts)
    places = ("https://eltern.example/nachrichten/7", "https://eltern.example/forum/private.php?do=showpm", "https://www.gutefrage.net/nachrichten/3",
              "https://eltern.example/index.php?action=pm", "https://eltern.example/login", "https://eltern.example/mein-konto/einstellungen")  # fmt: skip
    made += [
        page(f"generic-private-{i}", url, document("x", nested_list()), silent, ("Kindkranktage",))
        for i, url in enumerate(places)
    ]
    return made


def page(name: str, url: str, html: str, told: tuple[Case, ...], never: tuple[str, ...] = ()) -> PageFile:
    """A page without an adapter; nothing on `never` may be read in any case."""
    marked = tuple(Case(**{**vars(case), "never": (*NEVER, *never)}) for case in told)
    return PageFile(name, url, html, marked)
