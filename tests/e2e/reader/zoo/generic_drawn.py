"""Unknown boards and question pages by lot: tags, names of classes, signs of author and time, nesting, what stands around."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case, PageFile
from .drawn import Lot
from .generic import ANSWER, CSS, OTHER, QUESTION, REPLY, page
from .parts import GIF, HANDLES, document

EACH = 4 * 2
HIDDEN = (
    "Xqz",
    "Thema",
    "Zitat",
    "Zitieren",
    "Melden",
    "Antworten",
    "Mitglied",
    "Dabei seit",
    "bearbeitet",
    "Hilfreich",
    "Gefällt",
    "Liebe Grüße aus",
    "Uhr",
    "Ort",
    "Rang",
    "Stern",
    "Kekse",
    "Willkommen",
    "Impressum",
    "Norden",
)
SHORT = "ok danke"
SIGNATURE = "Liebe Grüße aus der Signatur"


class Unknown:
    """One drawn board."""

    def __init__(self, seed: str) -> None:
        self.lot = lot = Lot(seed)
        self.speaking = lot.random() < 0.6  # classes say what they are
        self.item = lot.one("article", "li", "div", "div", "section")
        self.list = "ul" if self.item == "li" else lot.one("div", "section")
        self.nesting = lot.one("inside", "list", "indent", "none")
        self.profile = lot.one(
            "/user/{}",
            "/profil/{}",
            "/members/{}.12/",
            "/nutzer/{}",
            "/mitglied/{}",
            "/forum/profile.php?id={}",
            "",
        )
        self.when = lot.one(
            "time",
            "time",
            "12.03.2026, 10:12 Uhr",
            "vor 3 Stunden",
            "am 3. März 2026 um 14:20 Uhr",
            "Gestern, 10:12",
            "03.03.26 10:12",
        )
        self.where = lot.one("above", "above", "above", "below", "beside")
        self.kind = lot.one("post", "beitrag", "comment", "answer")
        self.paragraphs = lot.random() < 0.5
        self.bare = (
            not self.paragraphs and self.where == "above" and self.nesting != "inside" and lot.random() < 0.4
        )
        self.plain_name = not self.profile and lot.random() < 0.5

    def name(self, word: str) -> str:
        """A class that says what it is, or one that a machine made."""
        return f'class="{word}"' if self.speaking else f'class="css-{self.lot.randrange(10**6):x}"'

    def head(self, who: str) -> str:
        lot = self.lot
        name = (
            f'<a href="{self.profile.format(who)}" {self.lot.maybe("rel=author")}>{who}</a>'
            if self.profile
            else f"<b>{who}</b>"
        )
        if self.plain_name:
            name = f"<div>{who} aus dem Norden</div>"
        when = (
            '<time datetime="2026-03-12T10:12">12.03.2026</time>'
            if self.when == "time"
            else f"<span>{self.when}</span>"
        )
        face = lot.maybe(f'<img alt="Bild von {who}" width="40" height="40" src="{GIF}">')
        extra = lot.one(
            "",
            f"<span {self.name('rank')}>Mitglied</span>",
            f"<span {self.name('badge')}>5 Sterne</span>",
            f"<div {self.name('user-details')}>Dabei seit 2020<br>Ort: X</div>",
        )
        return f"<div {self.name('author-info')}>{face}{name} {extra} {when}</div>"

    def words(self, words: str) -> str:
        lot = self.lot
        if ". " in words and lot.random() < 0.5:
            words = words.replace(". ", ".<br><br>", 1)
        elif lot.random() < 0.3:
            head, _, tail = words.rpartition(" ")
            words = f"{head} {lot.decoy()}{tail}"
        return words

    def body(self, words: str, fx: str, quote: bool) -> str:
        lot = self.lot
        quoted = (
            lot.one(
                f"<blockquote>{HANDLES[4]} schrieb:<br>fremde Worte von damals</blockquote>",
                f'<div class="quote"><div class="quote-title">Zitat von {HANDLES[4]}</div>fremde Worte von damals</div>',
                "<blockquote><p>fremde Worte von damals</p></blockquote>",
            )
            if quote
            else ""
        )
        words = self.words(words)
        if self.bare:
            return f'{quoted}<span data-fx="{fx}">{words}</span>'
        if self.paragraphs:
            words = f"<p>{words}</p>"
        return f'<div {self.name(lot.one("text", "content", "message-text", "body"))} data-fx="{fx}">{quoted}{words}</div>'

    def foot(self, fx: str) -> str:
        lot = self.lot
        signature = lot.maybe(f'<div class="{lot.one("signature", "signatur", "sig")}">{SIGNATURE}</div>')
        edit = lot.maybe(
            f'<div class="{lot.one("edited", "lastedit", "notice")}">Zuletzt bearbeitet am 12.03.2026</div>'
        )
        buttons = lot.one(
            f'<button data-fx="{fx}-answer">Antworten</button> <button>Hilfreich</button>', f'<a href="#" onclick="return false" data-fx="{fx}-answer">Antworten</a> · <a href="#">Melden</a> · <a href="#">Gefällt mir (3)</a>',
            f'<ul {self.name("actions")}><li><a href="#" onclick="return false" data-fx="{fx}-answer">Zitieren</a></li><li><a href="#">Melden</a></li></ul>', f'<span role="button" tabindex="0" data-fx="{fx}-answer">Antworten</span>',
        )  # fmt: skip
        return f"{edit}{signature}<div {self.name('buttons')}>{buttons}</div>"

    def one(
        self, who: str, words: str, fx: str, quote: bool = False, inside: str = "", indent: bool = False
    ) -> str:
        head, body, foot = self.head(who), self.body(words, fx, quote), self.foot(fx)
        if self.where == "beside":
            inner = f'<div style="display:flex"><div style="width:160px">{head}</div><div style="flex:1">{body}{foot}</div></div>'
        elif self.where == "below":
            inner = body + head + foot
        else:
            inner = self.lot.maybe("<span></span>") + head + body + foot
        style = 'style="margin-left:40px"' if indent else ""
        mark = f'class="{self.kind} m"' if self.speaking else 'class="k3 m"'
        return f"<{self.item} {mark} {style}>{inner}{inside}</{self.item}>"

    def thread(self) -> str:
        lot = self.lot
        question = self.one(HANDLES[0], QUESTION, "q")
        reply = self.one(HANDLES[0], REPLY, "r1", indent=self.nesting == "indent")
        a1 = self.one(HANDLES[1], ANSWER, "a1")
        if self.nesting == "inside":
            a1 = self.one(
                HANDLES[1],
                ANSWER,
                "a1",
                inside=f'<{self.list} {self.name("children")} style="margin:0 0 0 30px;padding:0">{reply}</{self.list}>',
            )
        elif self.nesting == "list":
            wrapper = "li" if self.list == "ul" else "div"
            a1 += f'<{wrapper}><{self.list} {self.name("children")} style="margin:0 0 0 30px;padding:0">{reply}</{self.list}></{wrapper}>'
        elif self.nesting == "indent":
            a1 += reply
        others = self.one(HANDLES[2], OTHER, "a2", quote=lot.random() < 0.5) + self.one(
            HANDLES[3], SHORT, "a3"
        )
        advert = lot.one('<div class="ad-slot">Anzeige</div>', '<ins class="adsbygoogle">Anzeige</ins>', "")
        if self.item == "li" or lot.random() < 0.5:
            question_ = question if self.item != "li" else f"<ul>{question}</ul>"
            return f"{question_}{advert}<h2>{lot.one('3 Antworten', 'Antworten', 'Kommentare (3)')}</h2><{self.list}>{a1}{others}</{self.list}>"
        return f"<{self.list}>{question}{advert}{a1}{others}</{self.list}>"


def thread(name: str, url: str) -> PageFile:
    """A whole page around a drawn thread."""
    made = Unknown(name)
    lot = made.lot
    main = lot.one(
        "<main>{}</main>", '<div role="main" class="page">{}</div>', '<div id="content" class="page">{}</div>'
    )
    head = lot.one(
        '<header><nav><ul><li><a href="/">Willkommen</a></li><li><a href="/login">Anmelden</a></li></ul></nav></header>',
        '<div class="header">Willkommen im Forum</div>',
        "",
    )
    crumbs = lot.maybe('<div class="breadcrumb"><a href="/">Willkommen</a> » <a href="/f">Thema</a></div>')
    title = f"<h1>{lot.one('Kind krank', 'Keine Tage mehr')}</h1>"
    aside = lot.one(
        '<aside><h3>Thema der Woche</h3><ul><li><a href="/x">Kekse backen mit Kindern</a> <time>12.03.2026</time></li></ul></aside>',
        '<div class="sidebar"><h3>Neue Themen</h3><p><a href="/t/2">Kekse backen mit Kindern</a> vor 2 Stunden</p></div>',
        "",
    )
    related = lot.one(
        '<section class="related"><h3>Ähnliche Fragen</h3><ul><li><a href="/frage/x">Ähnliche Frage zu Keksen</a></li></ul></section>',
        "",
    )
    form = lot.one(
        '<form onsubmit="return false"><textarea data-fx="box" rows="4"></textarea><button>Senden</button></form>',
        '<div class="editor"><div contenteditable="true" data-fx="box" style="min-height:60px">&nbsp;</div></div>',
    )
    footer = (
        "<footer><p>© 2026 Impressum und Datenschutz dieses Forums, alle Rechte vorbehalten.</p></footer>"
    )
    html = document(
        f"{HANDLES[0]}",
        f"{CSS}{head}{main.format(crumbs + title + made.thread() + form + related)}{aside}{footer}",
    )
    cases = [
        Case("opened", "post", text=QUESTION),
        Case("question selected", "post", "select", "[data-fx=q]", QUESTION),
        Case("answer scrolled to", "comment", "scroll", "[data-fx=a2]", OTHER, QUESTION),
        Case("answer clicked", "comment", "click", "[data-fx=a1]", ANSWER, QUESTION),
        Case("short answer", "comment", "hover", "[data-fx=a3]", SHORT, QUESTION),
        Case("answer button", "comment", "click", "[data-fx=a2-answer]", OTHER, QUESTION),
        Case("box", "post", "click", "[data-fx=box]", QUESTION),
    ]  # fmt: skip
    if made.nesting != "none":
        cases.append(Case("reply", "reply", "click", "[data-fx=r1]", REPLY, QUESTION))
    return page(name, url, html, tuple(cases), HIDDEN)


def pages() -> list[PageFile]:
    """Drawn boards on known and unknown addresses."""
    sites = (
        ("urbia", "https://www.urbia.de/forum/3-kind/{}-kind-krank"),
        ("gutefrage", "https://www.gutefrage.net/frage/{}"),
        ("unknown", "https://eltern-forum.example/forum/thema/{}"),
    )
    return [thread(f"{site}-drawn-{i}", url.format(f"drawn{i}")) for site, url in sites for i in range(EACH)]
