"""Instagram by lot: feed, post page, dialog, reels; rows old and new, labels and boxes drawn anew for every page."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case, PageFile
from .drawn import Lot
from .instagram import CSS, page
from .parts import GIF, HANDLES, document, new_id

EACH = 4
HIDDEN = (
    "Xqz",
    "Gefällt",
    "Antworten",
    "Reply",
    "likes",
    "Übersetzung",
    "translation",
    "Verifiziert",
    "Verified",
    " Std",
    "Original",
    "Folgen",
    "Follow",
    "Beitrag dahinter",
)
CAPTION = "Vier Wochen vor Ende der Elternzeit und noch kein Kitaplatz. Was würdet ihr tun? 😩 #kita"
C1 = "Klagen, das geht schneller als man denkt 💪"
C2 = "ok krass"
C3 = "Frag beim Jugendamt nach der Fachberatung, die müssen helfen."
R1 = "und was hat das gekostet"
R2 = "Bei uns gar nichts"


class Instagram:
    """One drawn way of writing; all parts of a page share it."""

    def __init__(self, seed: str) -> None:
        self.lot = lot = Lot(seed)
        self.german = lot.random() < 0.6
        self.rows = lot.one("div", "div", "li", "li")
        self.comment_links = self.rows == "div" or lot.random() < 0.3
        self.heading = lot.random() < 0.4
        self.button_row = lot.random() < 0.3
        self.like = lot.one("svg", "svg", "text")
        self.tag = lot.one("span", "span", "div")
        self.title = lot.one("h2", "h3", "div", "span")

    def say(self, german: str, english: str) -> str:
        return german if self.german else english

    def person(self, handle: str) -> str:
        lot = self.lot
        inner = lot.one(
            "<span dir=auto>{}</span>", "{}", "<div dir=auto><div><span>{}</span></div></div>"
        ).format(handle)
        link = f'<a href="/{handle}/" role="link" tabindex="0">{inner}</a>'
        badge = lot.maybe(
            f'<svg aria-label="{self.say("Verifiziert", "Verified")}" role="img" width="12" height="12"><title>{self.say("Verifiziert", "Verified")}</title></svg>'
        )
        return f"<{self.title} style='display:inline;font:inherit'>{link}</{self.title}>{badge}"

    def avatar(self, handle: str) -> str:
        alt = self.say(f"Profilbild von {handle}", f"{handle}'s profile picture")
        return f'<a href="/{handle}/" role="link"><img alt="{alt}" width="32" height="32" src="{GIF}"></a>'

    def time(self) -> str:
        return self.lot.one(
            '<time datetime="2026-03-01T08:00:00Z" title="1. März 2026">3 Std.</time>', '<time datetime="2026-03-01T08:00:00Z"><abbr>3 Std.</abbr></time>',
            '<time datetime="2026-03-01T08:00:00Z"><span dir="auto">3 Std.</span></time>',
        )  # fmt: skip

    def words(self, words: str, fx: str, caption: bool = False) -> str:
        lot = self.lot
        tag = "h1" if caption and self.heading else self.tag
        words = words.replace("#kita", '<a href="/explore/tags/kita/" role="link">#kita</a>').replace(
            "💪", lot.emoji("💪")
        )
        words = words.replace(". ", ".<br>", 1) if lot.random() < 0.5 else words
        head, _, tail = words.partition(" ")
        words = f"{head} {lot.decoy()}{tail}" if lot.random() < 0.3 and not head.startswith("<") else words
        return (
            f'<{tag} dir="auto" data-fx="{fx}" style="font:inherit;margin:0;display:inline">{words}</{tag}>'
        )

    def row(self, handle: str, words: str, fx: str, caption: bool = False, inside: str = "") -> str:
        lot = self.lot
        text = self.words(words, fx, caption)
        link = "/p/AbTest9/" if caption or not self.comment_links else f"/p/AbTest9/c/{new_id()}/"
        link += (
            f"r/{new_id()}/"
            if self.comment_links and not caption and fx.startswith("r") and lot.random() < 0.5
            else ""
        )
        when = (
            f'<a href="{link}" role="link" tabindex="0">{self.time()}</a>'
            if self.comment_links or lot.random() < 0.7
            else self.time()
        )
        likes = self.say("Gefällt 7 Mal", "7 likes")
        count = lot.one(
            f"<span>{likes}</span>",
            f'<button><span dir="auto">{likes}</span></button>',
            f'<span dir="auto">{likes}</span>',
            "",
        )
        answer = (
            ""
            if caption
            else lot.one(
                '<div role="button" tabindex="0" data-fx="{0}-answer"><span>{1}</span></div>',
                '<button data-fx="{0}-answer"><span dir="auto">{1}</span></button>',
            ).format(fx, self.say("Antworten", "Reply"))
        )
        translate = lot.maybe(
            f'<div role="button" tabindex="0"><span dir="auto">{self.say("Übersetzung anzeigen", "See translation")}</span></div>'
        )
        mark = self.say("Gefällt mir", "Like")
        like = (
            ""
            if caption
            else f'<div role="button" tabindex="0"><svg aria-label="{mark}" role="img" width="12" height="12"><title>{mark}</title></svg></div>'
        )
        if self.rows == "div":
            order = lot.random() < 0.7
            head = f"{self.person(handle)} {when if order else ''}"
            foot = f'<div class="small">{"" if order else when}{count if not caption else ""}{answer}{translate}</div>'
            return f'<div class="row"><div>{self.avatar(handle)}</div><div style="flex:1"><div>{head}</div><div>{text}</div>{foot}</div>{like}</div>{inside}'
        body = f'<div class="row"><div>{self.avatar(handle)}</div><div style="flex:1">{self.person(handle)} <div style="display:inline">{text}</div><div class="small">{when}{"" if caption else count}{answer}{translate}</div></div>{like}</div>'
        item = f"<li>{body}{inside}</li>" if lot.random() < 0.5 or inside else f"<li><div>{body}</div></li>"
        return (
            f'<div role="button" tabindex="0">{item}</div>'
            if self.button_row and not caption and not inside
            else item
        )

    def column(self) -> str:
        lot = self.lot
        mention = f'<a href="/{HANDLES[2]}/" role="link">@{HANDLES[2]}</a> '
        replies = self.row(HANDLES[3], mention + R1, "r1") + self.row(HANDLES[0], R2, "r2")
        hide = f'<div role="button" tabindex="0"><span dir="auto">{self.say("Antworten ausblenden", "Hide replies")}</span></div>'
        one = [self.row(HANDLES[1], C1, "c1"), self.row(HANDLES[2], C2, "c2"), self.row(HANDLES[4], C3, "c3")]
        caption = self.row(HANDLES[0], CAPTION, "cap", True)
        filler = '<div style="height:500px"></div>'
        if self.rows == "div":
            wrap = lot.wrap
            inner = f"<div>{wrap(caption)}</div><div>{one[0]}</div><div>{one[1]}<ul class='in'>{hide}<div>{replies}</div></ul></div><div>{one[2]}</div>{filler}"
            body = f'<div class="list" data-fx="list">{inner}</div>'
        else:
            group = f'<ul>{one[1]}<li><ul class="in"><li><div>{hide}</div></li>{replies}</ul></li></ul>'
            inner = f"<div>{caption}</div><ul>{one[0]}</ul>{group}<ul>{one[2]}</ul><li>{filler}</li>"
            body = f'<ul class="list" data-fx="list">{inner}</ul>'
        head = f'<div class="row">{self.avatar(HANDLES[0])}{self.person(HANDLES[0])}<div role="button" tabindex="0"><div dir="auto">{self.say("Folgen", "Follow")}</div></div></div>'
        liked = lot.one(
            f'<div><span dir="auto">{self.say("Gefällt", "Liked by")} {self.person(HANDLES[5])} {self.say("und weiteren Personen", "and others")}</span></div>',
            f'<div><a href="/p/AbTest9/liked_by/"><span dir="auto">{self.say("Gefällt 31 Mal", "31 likes")}</span></a></div>',
            "",
        )
        box = lot.one(
            '<textarea aria-label="x" data-fx="box"></textarea>',
            '<div contenteditable="true" role="textbox" data-fx="box" style="min-height:20px;background:#eee"></div>',
        )
        form = lot.one(
            "<section><form onsubmit='return false'>{}</form></section>",
            "<section><div><form>{}</form></div></section>",
            "<div>{}</div>",
        ).format(box)
        line = "<hr>" if self.rows == "div" or lot.random() < 0.5 else ""
        return f'{head}{line}{body}<section><div role="button" tabindex="0"><svg aria-label="{self.say("Gefällt mir", "Like")}" width="12" height="12"></svg></div></section>{liked}<div><a href="/p/AbTest9/">{self.time()}</a></div>{form}'

    def cases(self) -> tuple[Case, ...]:
        return (
            Case("opened", "post", text=CAPTION),
            Case("caption selected", "post", "select", "[data-fx=cap]", CAPTION),
            Case("comment scrolled to", "comment", "scroll", "[data-fx=c3]", C3, CAPTION),
            Case("short comment", "comment", "click", "[data-fx=c2]", C2, CAPTION),
            Case("comment under the pointer", "comment", "hover", "[data-fx=c1]", C1, CAPTION),
            Case("reply with a mention", "reply", "click", "[data-fx=r1]", R1, CAPTION),
            Case("reply selected", "reply", "select", "[data-fx=r2]", R2, CAPTION),
            Case("answer button", "comment", "click", "[data-fx=c1-answer]", C1, CAPTION),
            Case("answer button of a reply", "reply", "click", "[data-fx=r2-answer]", R2, CAPTION),
            Case("box", "post", "click", "[data-fx=box]", CAPTION),
        )


def post(made: Instagram, name: str) -> PageFile:
    """A post under its own address; more posts of the same person below."""
    more = f'<div style="height:300px"><span dir="auto">{made.say("Weitere Beiträge von", "More posts from")} <a href="/{HANDLES[0]}/">{HANDLES[0]}</a></span><a href="/p/Other/"><img alt="Beitrag dahinter" src="{GIF}"></a></div>'
    inner = f'<div style="display:flex"><div class="pic" style="flex:1"><img alt="Foto von {HANDLES[0]}" src="{GIF}"></div><div class="col">{made.column()}</div></div>'
    html = document(
        "Instagram",
        f'{CSS}<div><section><main role="main">{made.lot.wrap(inner)}{more}</main></section></div>',
    )
    return page(name, f"/p/{name}/", html, made.cases(), HIDDEN)


def feed_units(made: Instagram) -> str:
    lot = made.lot
    texts = (
        (HANDLES[1], "Elternabend um 16 Uhr, wer kann da schon", "f1", ""),
        (HANDLES[4], "Planer günstiger kaufen", "ad", made.say("Gesponsert", "Sponsored")),
        (HANDLES[3], "Pflegezeit beantragt!", "f3", ""),
    )
    units = ""
    for h, w, fx, sign in texts:
        fold = (
            f'… <div role="button" tabindex="0" style="display:inline"><span dir="auto">{made.say("mehr", "more")}</span></div>'
            if fx == "f3"
            else ""
        )
        head = f"<div class='row'>{made.avatar(h)}<div>{made.person(h)} {f'<div><span dir=auto>{sign}</span></div>' if sign else f'<a href=/p/Z{fx}/ role=link>{made.time()}</a>'}</div></div>"
        caption = f'<div>{made.person(h)} <span dir="auto"><span dir="auto" data-fx="{fx}">{w}{fold}</span></span></div>'
        likes = lot.one(
            f"<section><span dir=auto>{made.say('Gefällt 1.204 Mal', '1,204 likes')}</span></section>",
            "<section><a href=/p/Z/liked_by/><span dir=auto>1.204</span></a></section>",
        )
        comments = lot.one(
            f'<div role="button" tabindex="0"><span dir="auto">{made.say("Alle 9 Kommentare ansehen", "View all 9 comments")}</span></div>',
            f'<a href="/p/Z{fx}/"><span dir="auto">{made.say("Alle 9 Kommentare ansehen", "View all 9 comments")}</span></a>',
        )
        units += f'<article class="feed">{head}<div class="pic"><img alt="Foto von {h}" src="{GIF}"></div><section><div role="button"><svg aria-label="Like" width="12" height="12"></svg></div></section>{likes}{caption}{comments}</article>'
    return units


def feed(made: Instagram, name: str) -> PageFile:
    """A feed of posts."""
    html = document(
        "Instagram",
        f'{CSS}<div><main role="main"><div style="height:300px"></div>{feed_units(made)}<div style="height:500px"></div></main></div>',
    )
    cases = (
        Case("post", "post", "scroll", "[data-fx=f1]", "Elternabend um 16 Uhr, wer kann da schon"),
        Case("advert", "none", "scroll", "[data-fx=ad]", reason="sponsored"),
        Case("folded", "post", "select", "[data-fx=f3]", "Pflegezeit beantragt!"),
        Case("pointer", "post", "hover", "[data-fx=f1]", "Elternabend um 16 Uhr, wer kann da schon"),
    )  # fmt: skip
    return page(name, f"/{made.lot.one('', 'explore/')}?v={name}", html, cases, HIDDEN)


def dialog(made: Instagram, name: str) -> PageFile:
    """A post in a dialog over the feed or a profile."""
    box = made.lot.one(
        '<div role="dialog" aria-modal="true">{}</div>',
        '<div role="dialog">{}</div>',
        '<div role="presentation"><div role="dialog"><div role="presentation">{}</div></div></div>',
    )
    article = made.lot.one(
        '<article style="display:flex;background:#fff">{}</article>',
        '<article role="presentation" style="background:#fff"><div style="display:flex">{}</div></article>',
    )
    over = f'<div class="over">{box.format(article.format(f"<div class=pic style=width:420px></div><div class=col>{made.column()}</div>"))}</div>'
    html = document(
        "Instagram", f'{CSS}<div id="mount_0"><main role="main">{feed_units(made)}</main></div>{over}'
    )
    return page(name, f"/p/{name}/", html, made.cases(), (*HIDDEN, "Elternabend", "Pflegezeit"))


def reel(made: Instagram, name: str) -> PageFile:
    """Reels, with or without a column of comments."""
    lot = made.lot
    sound = lot.maybe(f"<a href=/reels/audio/7/><span dir=auto>{HANDLES[5]} · Original-Audio</span></a>")
    reels = "".join(
        f'<div class="one"><video></video><div>{made.avatar(HANDLES[i])}{made.person(HANDLES[i])}<div role="button" tabindex="0"><span dir="auto">{made.say("Folgen", "Follow")}</span></div><div><span dir="auto" data-fx="v{i}">{w}… <div role="button" tabindex="0" style="display:inline"><span>{made.say("mehr", "more")}</span></div></span></div>{sound}<div role="button"><span dir="auto">1.204</span></div></div></div>'
        for i, w in enumerate(("Reel davor", "So erklärst du die Lücke im Lebenslauf", "Reel danach"))
    )
    column = (
        f'<div style="position:fixed;right:0;top:0;width:340px;height:100vh;background:#fff">{made.row(HANDLES[4], C1, "c1")}</div>'
        if made.rows == "div"
        else ""
    )
    html = document(
        "Instagram",
        f'{CSS}<main role="main"><div class="snap keep">{reels}</div></main>{column}<script>document.querySelector(".one:nth-child(2)").scrollIntoView({{block:"center"}})</script>',
    )
    text = "So erklärst du die Lücke im Lebenslauf"
    cases = [Case("on screen", "post", text=text)]
    if column:
        cases.append(Case("comment", "comment", "click", "[data-fx=c1]", C1, text))
    return page(
        name,
        f"/{lot.one('reels', 'reel')}/{name}/",
        html,
        tuple(cases),
        (*HIDDEN, "Reel davor", "Reel danach"),
    )


def pages() -> list[PageFile]:
    """Every surface in several drawn structures."""
    builders = (post, feed, dialog, reel)
    return [
        build(Instagram(name), name)
        for build in builders
        for i in range(EACH)
        for name in [f"instagram-drawn-{build.__name__}-{i}"]
    ]
