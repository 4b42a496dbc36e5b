"""Instagram: feed, post page, dialog over a feed, old and new rows, reels; German, English and Spanish."""

# ruff: noqa: E501 - markup is easier to read unbroken

from dataclasses import dataclass

from ..play import Case, PageFile
from .parts import GIF, HANDLES, document, new_id

BASE = "https://www.instagram.com"
NEVER = (*HANDLES, "instagram.com", "7700000", "Profilbild", "Foto von", "/c/")


@dataclass(frozen=True)
class Style:
    """One way Instagram may write a thread."""

    name: str
    answer: str
    likes: str
    more: str
    sponsored: str
    old: bool = False  # list of li instead of rows with /c/ links
    heading: bool = False  # caption is h1
    inside_button: bool = False  # rows lie in a role="button"
    auto_counts: bool = False  # counts are dir="auto" as well


STYLES = (
    Style("de-new", "Antworten", "Gefällt 7 Mal", "mehr", "Gesponsert"),
    Style("en-new-heading", "Reply", "7 likes", "more", "Sponsored", heading=True, auto_counts=True),
    Style("de-old", "Antworten", "Gefällt 7 Mal", "mehr", "Anzeige", old=True, heading=True),
    Style("es-old-button", "Responder", "7 Me gusta", "más", "Publicidad", old=True, inside_button=True),
)

CSS = """<style>
 body{margin:0;font:14px/18px sans-serif} .col{width:380px;height:640px;display:flex;flex-direction:column;padding:8px 16px}
 .list{flex:1;overflow-y:auto;min-height:0;margin:0;padding:0;list-style:none} ul{list-style:none;padding:0;margin:0} ul ul.in,ul.in{padding-left:44px}
 .row{display:flex;gap:12px;padding:10px 0} .small{display:flex;gap:12px;font-size:12px} article.feed{width:460px;margin:0 auto 40px}
 .pic{height:380px;background:#dcd} .over{position:fixed;inset:0;background:#000a;z-index:9;display:flex;align-items:center;justify-content:center}
 .snap{height:100vh;overflow-y:scroll} .one{height:98vh;position:relative} video{width:380px;height:76vh;background:#222;display:block}
</style>"""


def person(handle: str) -> str:
    """A link to a person's page with the handle in it."""
    return f'<a href="/{handle}/" role="link"><span dir="auto">{handle}</span></a>'


def avatar(handle: str) -> str:
    """A link to a person's page with the picture in it."""
    return f'<a href="/{handle}/" role="link"><img alt="Profilbild von {handle}" src="{GIF}" width="32" height="32"></a>'


def row(style: Style, handle: str, words: str, fx: str, caption: bool = False) -> str:
    """A row of the column: the caption, a comment or a reply."""
    tag = "h1" if caption and style.heading else "span"
    text = f'<{tag} dir="auto" data-fx="{fx}" style="font:inherit;margin:0">{words}</{tag}>'
    time = '<time datetime="2026-03-01T08:00:00Z" title="1. März 2026">3 Tage</time>'
    count = f"<span {'dir=auto' if style.auto_counts else ''}>{style.likes}</span>"
    answer = (
        ""
        if caption
        else f'<div role="button" tabindex="0" data-fx="{fx}-answer"><span>{style.answer}</span></div>'
    )
    if style.old:
        inner = (
            f'<li><div class="row"><div role="button" tabindex="0">{avatar(handle)}</div><div><h3 style="display:inline">{person(handle)}</h3>'
            f'<div>{text}</div><div class="small">{time}{"" if caption else f"<button>{style.likes}</button>"}{answer}</div></div></div></li>'
        )
        return (
            f'<div role="button" tabindex="0">{inner}</div>'
            if style.inside_button and not caption
            else f"<div>{inner}</div>"
        )
    link = "/p/AbTest1/" if caption else f"/p/AbTest1/c/{new_id()}/"
    foot = "" if caption else f'<div class="small">{count}{answer}</div>'
    like = '<div role="button" tabindex="0"><svg aria-label="Gefällt mir" width="12" height="12"><title>Gefällt mir</title></svg></div>'
    return (
        f'<div class="row"><div>{avatar(handle)}</div><div style="flex:1"><div>{person(handle)} <a href="{link}" role="link">{time}</a></div>'
        f"<div>{text}</div>{foot}</div>{'' if caption else like}</div>"
    )


CAPTION = "Zweite Absage wegen der Kinder.<br>Was sagt ihr im Gespräch dazu? 😶<br>"
CAPTION_TEXT = "Zweite Absage wegen der Kinder. Was sagt ihr im Gespräch dazu? 😶 #bewerbung"
HASHTAG = '<a href="/explore/tags/bewerbung/" role="link">#bewerbung</a>'


def column(style: Style) -> str:
    """Header, caption, comments, replies and the box for writing."""
    comments = (
        row(style, HANDLES[1], "Nichts, die dürfen danach nicht fragen 💪", "c1"),
        row(style, HANDLES[2], "Ich sag immer, die Betreuung steht", "c2"),
        row(style, HANDLES[4], "mega!", "c3"),
    )
    replies = row(
        style,
        HANDLES[3],
        f'<a href="/{HANDLES[2]}/" role="link">@{HANDLES[2]}</a> und wenn sie nachhaken?',
        "r1",
    ) + row(style, HANDLES[0], "Dann lächeln und weiter", "r2")
    hidden = '<div role="button" tabindex="0"><span>Antworten ausblenden</span></div>'
    if style.old:
        body = f'{row(style, HANDLES[0], CAPTION + HASHTAG, "cap", True)}<ul>{comments[0]}</ul><ul>{comments[1]}<li><ul class="in"><li>{hidden}</li>{replies}</ul></li></ul><ul>{comments[2]}</ul><li style="height:500px"></li>'
        body = f'<ul class="list" data-fx="list">{body}</ul>'
    else:
        body = f'<div>{row(style, HANDLES[0], CAPTION + HASHTAG, "cap", True)}</div><div>{comments[0]}</div><div>{comments[1]}<ul class="in">{hidden}<div>{replies}</div></ul></div><div>{comments[2]}</div><div style="height:500px"></div>'
        body = f'<div class="list" data-fx="list">{body}</div>'
    return (
        f'<div class="row">{avatar(HANDLES[0])}{person(HANDLES[0])}<div role="button" tabindex="0">Folgen</div></div><hr>{body}'
        f'<section><div role="button" tabindex="0"><svg aria-label="Gefällt mir" width="12" height="12"></svg></div></section>'
        f"<div><span>Gefällt {person(HANDLES[5])} und weiteren Personen</span></div>"
        f'<section><form onsubmit="return false"><textarea aria-label="Kommentar hinzufügen …" data-fx="box"></textarea></form></section>'
    )


def cases_of_column() -> tuple[Case, ...]:
    """What is to be read in a column."""
    return (
        Case("opened", "post", text=CAPTION_TEXT),
        Case("caption clicked", "post", "click", "[data-fx=cap]", CAPTION_TEXT),
        Case("comment scrolled to", "comment", "scroll", "[data-fx=c3]", "mega!", CAPTION_TEXT),
        Case("comment selected", "comment", "select", "[data-fx=c1]", "Nichts, die dürfen danach nicht fragen 💪", CAPTION_TEXT),
        Case("comment selected beyond its end", "comment", "select on", "[data-fx=c1]", "Nichts, die dürfen danach nicht fragen 💪", CAPTION_TEXT),
        Case("reply with mention", "reply", "click", "[data-fx=r1]", "und wenn sie nachhaken?", CAPTION_TEXT),
        Case("answer button of a reply", "reply", "click", "[data-fx=r2-answer]", "Dann lächeln und weiter", CAPTION_TEXT),
        Case("answer button of a comment", "comment", "click", "[data-fx=c2-answer]", "Ich sag immer, die Betreuung steht", CAPTION_TEXT),
        Case("pointer on a comment", "comment", "hover", "[data-fx=c2]", "Ich sag immer, die Betreuung steht", CAPTION_TEXT),
        Case("box", "post", "click", "[data-fx=box]", CAPTION_TEXT),
    )  # fmt: skip


def post_page(style: Style) -> PageFile:
    """A post opened by its address: no article."""
    html = document(
        f"{HANDLES[0]} auf Instagram",
        f'{CSS}<section><main role="main"><div style="display:flex"><div class="pic" style="flex:1"><img alt="Foto von {HANDLES[0]}" src="{GIF}"></div>'
        f'<div class="col">{column(style)}</div></div><div style="height:300px"><a href="/p/Other/"><img alt="Foto von Brei" src="{GIF}"></a></div></main></section>',
    )
    return page(f"instagram-post-{style.name}", f"/p/Ab{STYLES.index(style)}/", html, cases_of_column())


def feed(style: Style, with_dialog: bool) -> PageFile:
    """A feed, on request with the dialog of a post over it."""
    units = (
        (HANDLES[1], f"Elternabend um 16 Uhr, natürlich 🙃 {HASHTAG}", "f1", ""),
        (HANDLES[2], f'Vier Tage Fieber, null Schlaf.… <div role="button" tabindex="0" style="display:inline" data-fx="more"><span dir="auto">{style.more}</span></div>', "f2", ""),
        (HANDLES[4], "Planer jetzt günstiger kaufen", "ad", f'<div><span dir="auto">{style.sponsored}</span></div>'),
        (HANDLES[3], "Heute Pflegezeit beantragt.", "f4", ""),
    )  # fmt: skip
    articles = "".join(
        f'<article class="feed"><div class="row">{avatar(h)}<div>{person(h)}{sign or "<a href=/p/Zz/ role=link><time>5 Std.</time></a>"}</div></div>'
        f'<div class="pic"><img alt="Foto von {h}" src="{GIF}"></div><section><div role="button" tabindex="0"><svg aria-label="Gefällt mir" width="12" height="12"></svg></div></section>'
        f'<div><span dir="auto">Gefällt {person(HANDLES[5])} und weiteren Personen</span></div><div><span>{person(h)}</span> <span dir="auto" data-fx="{fx}">{words}</span></div>'
        f'<div role="button" tabindex="0"><span dir="auto">Alle 9 Kommentare ansehen</span></div></article>'
        for h, words, fx, sign in units
    )
    overlay = (
        f'<div class="over"><div role="dialog" aria-modal="true"><article style="display:flex;background:#fff"><div class="pic" style="width:420px"></div><div class="col">{column(style)}</div></article></div></div>'
        if with_dialog
        else ""
    )
    html = document(
        "Instagram",
        f'{CSS}<div><main role="main">{articles}<div style="height:500px"></div></main></div>{overlay}',
    )
    cases = cases_of_column() if with_dialog else (
        Case("post", "post", "scroll", "[data-fx=f1]", "Elternabend um 16 Uhr, natürlich 🙃 #bewerbung"),
        Case("folded", "post", "scroll", "[data-fx=f2]", "Vier Tage Fieber, null Schlaf."),
        Case("advert", "none", "scroll", "[data-fx=ad]", reason="sponsored"),
        Case("last", "post", "hover", "[data-fx=f4]", "Heute Pflegezeit beantragt."),
    )  # fmt: skip
    name = "dialog" if with_dialog else "feed"
    never = ("Elternabend um 16",) if with_dialog else ("günstiger kaufen",)
    return page(f"instagram-{name}-{style.name}", f"/{name}/{STYLES.index(style)}/" if not with_dialog else f"/p/Dlg{STYLES.index(style)}/", html, cases, never)  # fmt: skip


def reel() -> PageFile:
    """Reels in a snap scroller."""
    reels = "".join(
        f'<div class="one"><video></video><div>{avatar(HANDLES[i])}{person(HANDLES[i])}<div role="button" tabindex="0">Folgen</div><div><span dir="auto" data-fx="v{i}">{w}… <div role="button" tabindex="0" style="display:inline"><span>mehr</span></div></span></div></div></div>'
        for i, w in enumerate(("Reel davor", "So klappt die Übergabe an die Vertretung", "Reel danach"))
    )
    html = document("Instagram", f'{CSS}<main role="main"><div class="snap keep">{reels}</div></main><script>document.querySelector("[data-fx=v1]").scrollIntoView({{block:"end"}})</script>')  # fmt: skip
    cases = (Case("on screen", "post", text="So klappt die Übergabe an die Vertretung"),)
    return page("instagram-reel", "/reels/Cx9/", html, cases, ("Reel davor", "Reel danach"))


def private() -> list[PageFile]:
    """Messages, settings and stories yield nothing."""
    inner = f'<article class="feed"><div class="row">{avatar(HANDLES[0])}{person(HANDLES[0])}<time>1 Std.</time></div><div>{person(HANDLES[0])} <span dir="auto" data-fx="p">Nur unter uns</span></div><textarea data-fx="box"></textarea></article>'
    html = document("Instagram", f'{CSS}<main role="main">{inner}</main>')
    acts = (("none", None), ("click", "[data-fx=p]"), ("select", "[data-fx=p]"), ("click", "[data-fx=box]"))
    cases = tuple(Case(f"{do} {at}", "none", do, at, reason="private") for do, at in acts)
    routes = ("/direct/t/17/", "/accounts/edit/", "/stories/x/1/", "/notifications/")
    return [
        page(f"instagram-private-{i}", route, html, cases if i == 0 else cases[-2:-1], ("unter uns",))
        for i, route in enumerate(routes)
    ]


def page(name: str, path: str, html: str, cases: tuple[Case, ...], never: tuple[str, ...] = ()) -> PageFile:
    """A page of this platform; nothing on `never` may be read in any case."""
    marked = tuple(
        Case(**{**vars(case), "platform": "instagram", "never": (*NEVER, *never)}) for case in cases
    )
    return PageFile(name, BASE + path, html, marked)


def pages() -> list[PageFile]:
    """All pages of this platform."""
    return [
        *map(post_page, STYLES),
        *(feed(style, with_dialog=False) for style in STYLES),
        *(feed(style, with_dialog=True) for style in STYLES),
        reel(),
        *private(),
    ]
