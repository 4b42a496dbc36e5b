"""How one drawn Facebook writes: where texts, names, labels, buttons and comments stand."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case
from .drawn import Lot
from .parts import GIF, NAMES, new_id

BASE = "https://www.facebook.com"

POST = "Kann mein Chef die Teilzeit nach der Elternzeit ablehnen? Danke euch"
C1 = "Nur aus dringenden betrieblichen Gründen, und schriftlich."
R1 = "hast du dafür einen Link?"
R2 = "Steht im Gesetz, ja."
R3 = "Und ab wie vielen Leuten gilt das"
C2 = "ok 👍"
C3 = "Bei uns hat es drei Monate gedauert, dann kam die Zusage."
CARD = "Fremdtext einer Vorschau"


class Facebook:
    """One drawn way of writing; all parts of a page share it."""

    def __init__(self, seed: str) -> None:
        self.lot = lot = Lot(seed)
        self.german = lot.random() < 0.6
        self.roles = lot.one("all", "all", "message", "buttons", "none")
        self.container = lot.one("article", "posinset", "article posinset", "plain", "plain")
        self.message_way = lot.one("story", "preview", "comet", "nested", "nested")
        self.labels = lot.one("label", "label", "label", "none")
        self.nesting = lot.one("child", "sibling", "sibling", "indented wrapper")
        self.links = lot.one("name", "time", "both") if self.labels == "label" else lot.one("time", "both")
        self.inside = lot.random() < 0.5
        self.styled = lot.random() < 0.7
        self.level = lot.one("h2", "h3", "h4")
        self.composer_first = lot.random() < 0.3

    def say(self, german: str, english: str) -> str:
        return german if self.german else english

    def person(self, name: str, query: str = "") -> str:
        href = self.lot.one(
            f"{BASE}/groups/9/user/{new_id()}/",
            f"{BASE}/profile.php?id={new_id()}",
            f"{BASE}/people/x/{new_id()}",
            "/some.person.7/",
        )
        href += ("&" if "?" in href else "?") + query if query else ""
        return f'<a href="{href}" role="link" tabindex="0">{self.lot.one("<strong><span>{}</span></strong>", "<span dir=auto>{}</span>", "{}").format(name)}</a>'

    def age(self) -> str:
        letters = "3 Std."
        spans = "".join(
            f'<span style="order:{i}">{c}</span><span aria-hidden="true" style="position:absolute;top:3em">{c}</span>'
            for i, c in enumerate(letters)
        )
        return self.lot.one(
            f'<span style="display:inline-flex;overflow:hidden;position:relative;height:1.3em">{spans}</span>',
            letters,
            f"<abbr>{letters}</abbr>",
        )

    def header(self, name: str, sign: str = "") -> str:
        lot = self.lot
        role = 'data-ad-rendering-role="profile_name"' if self.roles in ("all", "buttons") else ""
        title = f"<{self.level} {'' if lot.random() < 0.5 else 'dir=auto'}>{self.person(name)}</{self.level}>"
        line = f'<div dir="{lot.one("auto", "ltr")}"><a href="{BASE}/groups/9/posts/{new_id()}/?__cft__[0]=AZ1" role="link">{self.age()}</a>{sign}{lot.maybe("<span> · </span><span>" + self.say("Öffentlich", "Public") + "</span>")}</div>'
        return lot.wrap(
            f'<div class="row"><a aria-label="{name}" href="{BASE}/x.y/" role="link"><img alt="{name}" width="40" height="40" src="{GIF}"></a><div><div {role}>{title}</div>{line}</div>'
            f'<div role="button" tabindex="0" aria-label="{self.say("Aktionen für diesen Beitrag von", "Actions for this post by")} {name}">…</div></div>'
        )  # fmt: skip

    def written(self, words: str, fx: str) -> str:
        """Text as Facebook writes it: blocks per line, with decoys between."""
        lot = self.lot
        first, *rest = words.split("? ") if "? " in words and lot.random() < 0.5 else (words,)
        lines = [first + ("?" if rest else ""), *rest]
        style = 'style="text-align: start;"' if self.styled else ""
        blocks = "".join(
            f'<div class="x"><div dir="auto" {style}>{self.scatter(line)}</div></div>' for line in lines
        )
        return f'<span dir="auto" data-fx="{fx}" {lot.maybe("lang=de-DE")}>{blocks}</span>'

    def scatter(self, words: str) -> str:
        """Hidden letters between the words, a soft hyphen, emoji as pictures."""
        lot = self.lot
        words = words.replace("👍", lot.emoji("👍"))
        if lot.random() < 0.5:
            head, _, tail = words.partition(" ")
            words = f"{head} {lot.decoy()}{tail}"
        return words.replace("schrift", "schrift\u00ad").replace("dringenden", "dring\u200benden")

    def message(self, words: str, fx: str) -> str:
        inner = self.written(words, fx)
        after = self.lot.maybe(
            f'<div><div role="button" tabindex="0">{self.say("Übersetzung anzeigen", "See translation")}</div></div>'
        )
        if self.roles in ("buttons", "none"):
            return self.lot.wrap(f"<div>{inner}</div>{after}")
        attribute = {
            "story": '<div data-ad-rendering-role="story_message">{}</div>',
            "preview": '<div data-ad-preview="message">{}</div>',
            "comet": '<div data-ad-comet-preview="message">{}</div>',
            "nested": '<div data-ad-rendering-role="story_message"><div><div data-ad-comet-preview="message" data-ad-preview="message">{}</div></div></div>',
        }[self.message_way]
        return self.lot.wrap(attribute.format(f"<div>{inner}</div>") + after)

    def actions(self) -> str:
        lot = self.lot
        names = zip(
            ("like", "comment", "share"),
            (
                self.say("Gefällt mir", "Like"),
                self.say("Kommentieren", "Comment"),
                self.say("Teilen", "Share"),
            ),
            strict=True,
        )
        has = self.roles in ("all", "buttons")
        on_button = lot.random() < 0.5
        made = ""
        for role, name in names:
            mark = f'data-ad-rendering-role="{role}_button"' if has else ""
            made += f'<div role="button" tabindex="0" aria-label="{name}" {mark if on_button else ""}><span {"" if on_button else mark} dir="auto">{name}</span></div>'
        counts = lot.one(
            f'<div><span role="img" aria-label="{self.say("Gefällt mir", "Like")}: 12">12</span> <span dir="auto">4 {self.say("Kommentare", "comments")}</span></div>',
            f'<div><div role="button" tabindex="0"><span dir="auto">4 {self.say("Kommentare", "comments")}</span></div><span dir="auto">3 Mal geteilt</span></div>',
            "",
        )
        return lot.wrap(f'{counts}<div class="row">{made}</div>', 2)

    def card(self) -> str:
        """Preview of a linked page."""
        role = 'data-ad-rendering-role="{}"'.format if self.roles != "none" else (lambda _: "")
        return (
            f'<a href="https://l.facebook.com/l.php?u=x" role="link" target="_blank"><div class="pic" {role("image")}></div><div><div {role("meta")}><span dir="auto">www.seite.example</span></div>'
            f'<div {role("title")}><span dir="auto">{CARD}</span></div><div {role("description")}><span dir="auto">{CARD}, noch länger und noch mehr davon, damit er gewinnt, wenn jemand nur zählt</span></div></div></a>'
        )  # fmt: skip

    def unit(self, inner: str, place: int = 1) -> str:
        mark = {
            "article": 'role="article"',
            "posinset": f'aria-posinset="{place}"',
            "article posinset": f'role="article" aria-posinset="{place}" aria-describedby="q{place}"',
            "plain": "",
        }[self.container]
        return f'<div><div class="unit" {mark}>{self.lot.wrap(inner)}</div></div>'

    def post(self, name: str, words: str, fx: str, sign: str = "", extra: str = "") -> str:
        return (
            self.header(name, sign)
            + self.message(words, fx)
            + extra
            + self.lot.maybe('<div style="position:relative"><span class="sr">Facebook</span></div>')
            + self.actions()
        )

    def comment(self, name: str, words: str, fx: str, to: str = "", inside: str = "") -> str:
        lot = self.lot
        query = f"comment_id={new_id()}" + (f"&reply_comment_id={new_id()}" if to else "")
        label = ""
        if self.labels == "label":
            label = (
                self.say(f"Antwort von {name} auf den Kommentar von {to} vor 3 Stunden", f"Reply by {name} to {to}'s comment 3 hours ago") if to
                else self.say(f"Kommentar von {name} vor 3 Stunden", f"Comment by {name} 3 hours ago")
            )  # fmt: skip
        who = self.person(name, query if self.links != "time" else "")
        when = f'<a role="link" href="{BASE}/groups/9/posts/1/?{query if self.links != "name" else "x=1"}">{self.age()}</a>'
        badge = lot.maybe(f'<span dir="auto">{self.say("Verfasser", "Author")}</span>')
        text = (
            f"<div>{self.written(words, fx)}</div>"
            if words
            else f'<div data-fx="{fx}" style="width:160px;height:90px;background:#cde"><img alt="GIF von {name}" src="{GIF}"></div>'
        )
        buttons = f'<div role="button" tabindex="0">{self.say("Gefällt mir", "Like")}</div><div role="button" tabindex="0" data-fx="{fx}-answer"><span dir="auto">{self.say("Antworten", "Reply")}</span></div>{lot.maybe("<span dir=auto>" + self.say("Bearbeitet", "Edited") + "</span>")}<div role="button" aria-label="5 Reaktionen"><span dir="auto">5</span></div>'
        return (
            f'<div role="article" {f"aria-label={label!r}" if label else ""} tabindex="-1"><div class="row"><a href="{BASE}/x.y/" aria-hidden="true" tabindex="-1"><img alt="" width="32" height="32" src="{GIF}"></a>'
            f'<div><div>{badge}<span>{who}</span>{text}</div><div class="row">{when}{buttons}</div></div></div>{inside}</div>'
        )  # fmt: skip

    def box(self, fx: str, name: str, label: str) -> str:
        tag = self.lot.one("form", "div")
        return f'<{tag} class="row" {self.lot.maybe("role=presentation")}><div aria-label="{label} {name}" role="textbox" contenteditable="true" data-lexical-editor="true" tabindex="0" data-fx="{fx}" style="flex:1;min-height:24px;background:#eee"><p><br></p></div></{tag}>'

    def thread(self) -> str:
        """Comments, replies in the drawn nesting, boxes for writing."""
        box = self.box("reply-box", NAMES[1], self.say("Antworte", "Reply to"))
        post_box = f"<div>{self.box('post-box', NAMES[5], self.say('Kommentieren als', 'Comment as'))}</div>"
        r1 = self.comment(NAMES[0], f"{self.person(NAMES[1])} {R1}", "r1", NAMES[1])
        r2 = self.comment(NAMES[3], R2, "r2", NAMES[1])
        deep = self.comment(NAMES[2], R3, "r3", NAMES[3])
        if self.nesting == "child":
            r2 = self.comment(NAMES[3], R2, "r2", NAMES[1], f'<div class="in">{deep}</div>')
            group = self.comment(NAMES[1], C1, "c1", inside=f'<div class="in">{r1}{r2}{box}</div>')
        elif self.nesting == "sibling":
            group = f'{self.comment(NAMES[1], C1, "c1")}<div class="in"><div>{r1}</div><div>{r2}</div><div class="in">{deep}</div>{box}</div>'
        else:
            group = f'<div>{self.comment(NAMES[1], C1, "c1")}</div><div style="padding-left:46px"><ul style="margin:0;padding:0;list-style:none"><li>{r1}</li><li>{r2}</li><li style="padding-left:40px">{deep}</li></ul><div>{box}</div></div>'
        sort = f'<div role="button" tabindex="0" aria-haspopup="menu"><span dir="auto">{self.say("Relevanteste zuerst anzeigen", "Most relevant")}</span></div>'
        more = f'<div role="button" tabindex="0"><span dir="auto">{self.say("Weitere Kommentare ansehen", "View more comments")}</span></div>'
        rest = f"<div>{self.comment(NAMES[2], C2, 'c2')}</div><div>{self.comment(NAMES[4], '', 'gif')}</div><div>{self.comment(NAMES[4], C3, 'c3')}</div>"
        inner = f"<div>{group}</div>{rest}{more}"
        return sort + (post_box + inner if self.composer_first else inner + post_box)

    def cases(self) -> list[Case]:
        """What is to be read of the thread."""
        return [
            Case("post selected", "post", "select", "[data-fx=p]", POST),
            Case("comment scrolled to", "comment", "scroll", "[data-fx=c1]", C1, POST),
            Case("short comment clicked", "comment", "click", "[data-fx=c2]", C2, POST),
            Case("comment selected", "comment", "select", "[data-fx=c3]", C3, POST),
            Case("comment under the pointer", "comment", "hover", "[data-fx=c3]", C3, POST),
            Case("reply with a mention", "reply", "click", "[data-fx=r1]", R1, POST),
            Case("reply scrolled to", "reply", "scroll", "[data-fx=r2]", R2, POST),
            Case("reply to a reply", "reply", "click", "[data-fx=r3]", R3, POST),
            Case("answer button", "comment", "click", "[data-fx=c1-answer]", C1, POST),
            Case("answer button of a reply", "reply", "click", "[data-fx=r2-answer]", R2, POST),
            Case("box of a comment", "comment", "click", "[data-fx=reply-box]", C1, POST),
            Case("box of the post", "post", "click", "[data-fx=post-box]", POST),
            Case("picture without words", "none", "click", "[data-fx=gif]"),
        ]
