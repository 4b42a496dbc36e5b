"""Facebook: feed, group, permalink, dialog, photo view, reel, chat; with and without roles, in four languages."""

# ruff: noqa: E501 - markup is easier to read unbroken

from dataclasses import dataclass

from ..play import Case, PageFile
from .parts import GIF, NAMES, document, emoji_image, new_id

BASE = "https://www.facebook.com"
NEVER = (*NAMES, "facebook.com", "7700000", "comment_id", "Bild könnte", "Werbetext")


@dataclass(frozen=True)
class Style:
    """One way Facebook may write the same thread."""

    name: str
    comment: str  # label of a comment, {} is the name; empty: none
    reply: str
    more: str
    answer: str
    sponsored: str
    roles: bool = True  # data-ad-rendering-role and message attributes
    article: bool = True  # posts are role="article" with aria-posinset
    nested: bool = False  # replies inside the article of their comment
    in_post: bool = False  # comments inside the container of their post
    reply_link: bool = False  # replies carry reply_comment_id


STYLES = (
    Style("de-2026", "Kommentar von {} vor 2 Tagen", "Antwort von {} auf den Kommentar von {}", "Mehr ansehen",
          "Antworten", "Gesponsert", article=False),
    Style("en-nested", "Comment by {} 2 days ago", "Reply by {} to {}'s comment", "See more",
          "Reply", "Sponsored", nested=True, in_post=True),
    Style("tr-sibling", "{} adlı kişinin yorumu", "{} adlı kişinin yanıtı", "Devamını gör",
          "Yanıtla", "Sponsorlu", in_post=True),
    Style("pl-bare", "", "", "Zobacz więcej", "Odpowiedz", "Sponsorowane", roles=False, in_post=True, reply_link=True),
    Style("fr-nested", "", "", "Voir plus", "Répondre", "Sponsorisé", article=False, nested=True),
)  # fmt: skip

CSS = """<style>
 body{margin:0;font:15px/1.4 Helvetica,sans-serif} .bar{position:sticky;top:0;height:56px;background:#fff;z-index:9}
 .feed{width:600px;margin:0 auto 700px} .unit{padding:12px;margin:0 0 24px;border:1px solid #ddd}
 .pic{height:220px;background:#dde} .row{display:flex;gap:12px;margin:8px 0} .in{margin-left:44px}
 .off{position:absolute;top:3em} .line{display:inline-flex;overflow:hidden;position:relative;height:1.3em}
 .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)} .gone{display:none}
 .layer{position:fixed;inset:0;background:#000b;z-index:50;display:flex;justify-content:center}
 .sheet{width:560px;background:#fff;height:92vh;margin-top:4vh;overflow-y:auto;padding:16px;box-sizing:border-box}
 .chat{position:fixed;right:0;bottom:0;width:200px;height:340px;background:#fff;z-index:60;border:1px solid #999}
 .snap{height:100vh;overflow-y:scroll;scroll-snap-type:y mandatory} .reel{height:96vh;position:relative;scroll-snap-align:start}
 video{width:400px;height:80vh;background:#333;display:block}
</style>"""


def person(name: str) -> str:
    """A link to a person's page."""
    return f'<a href="{BASE}/groups/9/user/{new_id()}/" role="link"><strong><span dir="auto">{name}</span></strong></a>'


def header(style: Style, name: str, extra: str = "") -> str:
    """Name, scrambled age and menu of a post."""
    role = 'data-ad-rendering-role="profile_name"' if style.roles else ""
    age = "".join(
        f'<span class="off" style="position:absolute;top:3em">{c}</span><span>{c}</span>' for c in "3 T."
    )
    return (
        f'<div class="row"><a aria-label="{name}" href="{BASE}/people/{new_id()}" role="link"><img alt="{name}" src="{GIF}"></a>'
        f"<div><div {role}><h3>{person(name)}</h3></div>"
        f'<div><a role="link" href="{BASE}/groups/9/posts/{new_id()}?__cft__[0]=AZx1"><span class="line">{age}</span></a>{extra}'
        f'</div></div><div role="button" tabindex="0" aria-label="Aktionen">…</div></div>'
    )


def message(style: Style, words: str, fx: str, after: str = "") -> str:
    """Text of a post."""
    attributes = 'data-ad-preview="message" data-ad-comet-preview="message"' if style.roles else ""
    outer = 'data-ad-rendering-role="story_message"' if style.roles else ""
    return (
        f'<div {outer}><div {attributes}><span dir="auto" data-fx="{fx}"><div>'
        f'<div dir="auto" style="text-align: start;">{words}</div></div></span></div>{after}</div>'
    )


def actions(style: Style, likes: int = 12) -> str:
    """Counts and buttons below a post."""
    roles = [
        f'data-ad-rendering-role="{n}_button"' if style.roles else "" for n in ("like", "comment", "share")
    ]
    return (
        f'<div><div><span role="img" aria-label="Gefällt mir: {likes} Personen">{likes}</span><span dir="auto">4 Kommentare</span></div>'
        + '<div class="row">'
        + "".join(
            f'<div role="button" tabindex="0"><span {r}>{w}</span></div>'
            for r, w in zip(roles, "ABC", strict=True)
        )
        + "</div></div>"
    )


def post(style: Style, place: int, inner: str) -> str:
    """Container of a post in a feed."""
    role = f'role="article" aria-posinset="{place}"' if style.article else ""
    return f'<div><div class="unit" {role}>{inner}</div></div>'


def comment(style: Style, name: str, words: str, fx: str, inside: str = "", to: str | None = None) -> str:
    """A comment or, with `to`, a reply."""
    pattern = style.reply if to else style.comment
    label = f'aria-label="{pattern.format(name, to)}"' if pattern else ""
    link = f"comment_id={new_id()}" + (f"&reply_comment_id={new_id()}" if to and style.reply_link else "")
    body = (
        f'<div><span dir="auto" lang="de" data-fx="{fx}"><div><div dir="auto" style="text-align: start;">{words}</div></div></span></div>'
        if words
        else f'<div data-fx="{fx}" style="width:180px;height:110px;background:#cde"><img alt="GIF: Bild könnte {name} zeigen" src="{GIF}"></div>'
    )
    return (
        f'<div role="article" {label} tabindex="-1"><div class="row"><a aria-hidden="true" href="{BASE}/user/{new_id()}">'
        f'<img alt="" src="{GIF}" width="32" height="32"></a><div><div><span><a href="{BASE}/user/{new_id()}?{link}" role="link">'
        f'<span dir="auto">{name}</span></a><span> Top-Fan</span></span>{body}</div>'
        f'<div class="row"><a role="link" href="{BASE}/groups/9/posts/1?{link}">2 T.</a><div role="button" tabindex="0">A</div>'
        f'<div role="button" tabindex="0" data-fx="{fx}-answer">{style.answer}</div></div></div></div>{inside}</div>'
    )


def composer(fx: str, name: str) -> str:
    """A box for writing with the label that Facebook gives it."""
    return (
        f'<form class="row" aria-label="Kommentar von {name}"><img alt="" src="{GIF}" width="32" height="32">'
        f'<div role="textbox" contenteditable="true" data-lexical-editor="true" aria-label="Antworte {name} …" tabindex="0" '
        f'data-fx="{fx}" style="flex:1;min-height:24px;background:#eee"><p><br></p></div></form>'
    )


def thread(style: Style) -> tuple[str, str]:
    """Comments of a post and what the whole is wrapped in."""
    replies = comment(
        style,
        NAMES[0],
        f"{person(NAMES[1])} danke dir {emoji_image('🙏')} und wie lange im Voraus?",
        "r1",
        to=NAMES[1],
    ) + comment(style, NAMES[3], "Sieben Wochen vorher, schriftlich.", "r2", to=NAMES[1])
    box = composer("reply-box", NAMES[1])
    first = "Das musst du nur anmelden, ablehnen geht da nicht."
    if style.nested:
        group = comment(style, NAMES[1], first, "c1", f'<div class="in"><div>{replies}{box}</div></div>')
    else:
        group = f'{comment(style, NAMES[1], first, "c1")}<div class="in"><div>{replies}</div>{box}</div>'
    rest = (
        f"<div>{comment(style, NAMES[2], '', 'gif')}</div>"
        + f"<div>{comment(style, NAMES[4], f'Bei uns war das anders, schau mal: https://www.beispiel.example/x?y={new_id()} lohnt sich', 'c3')}</div>"
    )
    return f"<div>{group}</div>{rest}", composer("post-box", "Streetwork Test")


POST = f'Hallo zusammen {emoji_image("👋")} kann ich in der Elternzeit <span class="gone">xq</span>den Job wech\u00adseln? #Elternzeit'
POST_TEXT = "Hallo zusammen 👋 kann ich in der Elternzeit den Job wechseln? #Elternzeit"
FEED_2 = "Erster Tag nach der Pause. Alle waren nett, ich war müde"


def permalink(style: Style) -> PageFile:
    """One post with its thread."""
    comments, box = thread(style)
    head = header(style, NAMES[0]) + message(style, POST, "p") + actions(style)
    if style.in_post:
        inner = post(style, 1, head + f"<div>{comments}{box}</div>")
    else:
        inner = f'<div class="unit"><div>{head}</div><div><div role="button" tabindex="0">Relevanteste</div>{comments}{box}</div></div>'
    html = document(
        f"{NAMES[0]} | Facebook",
        f'{CSS}<div class="bar" role="banner"><input type="search"></div><div role="main" class="feed"><div style="height:240px"></div>{inner}</div>'
        f'<div role="complementary"><ul><li><a href="{BASE}/x">{NAMES[5]}</a></li></ul></div>',
    )
    c1 = "Das musst du nur anmelden, ablehnen geht da nicht."
    cases = (
        Case("opened", "post", text=POST_TEXT),
        Case("first comment clicked", "comment", "click", "[data-fx=c1]", c1, POST_TEXT),
        Case("reply scrolled to", "reply", "scroll", "[data-fx=r2]", "Sieben Wochen vorher, schriftlich.", POST_TEXT),
        Case("reply with mention selected", "reply", "select", "[data-fx=r1]", "danke dir 🙏 und wie lange im Voraus?", POST_TEXT),
        Case("comment selected beyond its end", "comment", "select on", "[data-fx=c1]", c1, POST_TEXT),
        Case("reply selected beyond its end", "reply", "select on", "[data-fx=r2]", "Sieben Wochen vorher, schriftlich.", POST_TEXT),
        Case("post selected beyond its end", "post", "select on", "[data-fx=p]", POST_TEXT),
        Case("answer button", "comment", "click", "[data-fx=c1-answer]", c1, POST_TEXT),
        Case("box in the thread of a comment", "comment", "click", "[data-fx=reply-box]", c1, POST_TEXT),
        Case("box of the post", "post", "click", "[data-fx=post-box]", POST_TEXT),
        Case("picture without words", "none", "click", "[data-fx=gif]"),
        Case("address is left out", "comment", "hover", "[data-fx=c3]", "Bei uns war das anders, schau mal: lohnt sich", POST_TEXT),
        Case("focus by keyboard", "comment", "focus", "[data-fx=c3-answer]", "Bei uns war das anders, schau mal: lohnt sich", POST_TEXT),
    )  # fmt: skip
    return page(f"facebook-permalink-{style.name}", f"/groups/{STYLES.index(style) + 1}/posts/9", html, cases)


def feed(style: Style) -> PageFile:
    """A group's feed: text of all sorts, a share, adverts by every sign, a placeholder."""
    fold = f'<div role="button" tabindex="0" style="display:inline" data-fx="more">{style.more}</div>'
    is_inside = STYLES.index(style) % 2 == 0
    folded = message(style, f"Unser Weg zum Kitaplatz in drei Schritten… {fold}" if is_inside else
                     "Unser Weg zum Kitaplatz in drei Schritten…", "fold", "" if is_inside else fold)  # fmt: skip
    shared = (
        f'<div style="border:1px solid #aaa;padding:8px"><div {"data-ad-rendering-role=profile_name" if style.roles else ""}><h4>{person(NAMES[4])}</h4></div>'
        + message(style, "Ab 2026 gilt eine neue Grenze beim Zuverdienst.", "orig") + "</div>"
    )  # fmt: skip
    scrambled = "".join(
        f'<span style="order:{i}">{c}</span>' for i, c in sorted(enumerate(style.sponsored), key=lambda x: x[1])
    ) + '<span class="off" style="position:absolute;top:3em">x</span>'  # fmt: skip
    adverts = {
        "link": f'<a href="{BASE}/ads/about/?x=1"><span class="line">···</span></a>',
        "scrambled": f'<span class="line">{scrambled}</span>',
        "label": f'<span aria-label="{style.sponsored}">·</span>',
        "drawn": f'<svg width="60" height="12"><use xlink:href="#w{STYLES.index(style)}"></use></svg>',
        "words": f"<span>{style.sponsored[:3]}\u200b{style.sponsored[3:]}</span><span>·</span>",
        "tracked": f'<a href="{BASE}/x?__cft__[0]={"A" * 340}">·</a>',
    }
    units = [
        header(style, NAMES[0], '<span title="Öffentlich">·</span>')
        + message(style, POST, "p")
        + actions(style),
        header(style, NAMES[1]) + folded + '<div class="pic"></div>' + actions(style),
        header(style, NAMES[2])
        + message(style, FEED_2 + " <blockquote>First day after the break</blockquote>", "two")
        + '<div data-ad-rendering-role="title"><span dir="auto">Bild könnte Titel sein</span></div>'
        + actions(style),
        '<div role="progressbar" data-visualcompletion="loading-state" data-fx="load" style="height:200px"></div>',
        header(style, NAMES[5])
        + message(style, "Mein Chef hat den Kurs gesponsert. Anzeige ist raus!", "body")
        + actions(style),
    ]
    if style.roles:
        units.append(
            header(style, NAMES[3])
            + message(style, f"Wichtig für alle {emoji_image('❗')}", "own")
            + shared
            + actions(style)
        )
        units.append(header(style, NAMES[3]) + shared.replace('"orig"', '"alone"') + actions(style))
    units += [
        header(style, "Werbung GmbH", sign)
        + message(style, f"Werbetext {name} nur heute", f"ad-{name}")
        + actions(style)
        for name, sign in adverts.items()
    ]
    symbol = f'<svg class="sr"><text id="w{STYLES.index(style)}">{style.sponsored}</text></svg>'
    html = document(
        "Testgruppe | Facebook",
        f'{CSS}<div class="bar" role="banner"></div>{symbol}<div role="main"><div style="height:420px"></div><div class="feed" role="feed"><h2 class="sr">Feed</h2>'
        + "".join(post(style, i + 1, unit) for i, unit in enumerate(units))
        + "</div></div><script>document.querySelector('[data-fx=more]').addEventListener('click', e => setTimeout(() => {"
        + "const t = document.querySelector('[data-fx=fold] div div'); e.target.remove();"
        + "t.innerHTML = '<div dir=auto>Unser Weg zum Kitaplatz in drei Schritten: anmelden, mahnen, klagen.</div>'}, 80))</script>",
    )  # fmt: skip
    cases = [
        Case("post", "post", "scroll", "[data-fx=p]", POST_TEXT),
        Case("folded", "post", "scroll", "[data-fx=fold]", "Unser Weg zum Kitaplatz in drei Schritten"),
        Case("unfolded", "post", "click", "[data-fx=more]", "Unser Weg zum Kitaplatz in drei Schritten: anmelden, mahnen, klagen.", changes_page=True),
        Case("without translation and card", "post", "scroll", "[data-fx=two]", FEED_2),
        Case("placeholder", "none", "click", "[data-fx=load]"),
        Case("the word alone is no advert", "post", "select", "[data-fx=body]", "Mein Chef hat den Kurs gesponsert. Anzeige ist raus!"),
        *(Case(f"advert by {n}", "none", "scroll", f"[data-fx=ad-{n}]", reason="sponsored") for n in adverts),
        Case("advert clicked", "none", "click", "[data-fx=ad-label]", reason="sponsored"),
        Case("nothing selected", "none", "scroll", "[data-fx=two]", mode="selection", reason="select_text"),
        Case("something selected", "post", "select", "[data-fx=two]", FEED_2, mode="selection"),
    ]  # fmt: skip
    if style.roles:
        original = "Ab 2026 gilt eine neue Grenze beim Zuverdienst."
        cases += [
            Case("share with words", "post", "scroll", "[data-fx=own]", "Wichtig für alle ❗", original),
            Case("share without words", "post", "scroll", "[data-fx=alone]", original),
        ]
    return page(f"facebook-feed-{style.name}", f"/groups/{STYLES.index(style) + 1}/", html, tuple(cases))


def dialog() -> PageFile:
    """A post's dialog over a feed, with a chat window open; the dialog scrolls by itself."""
    style = STYLES[0]
    comments, box = thread(style)
    behind = "".join(
        post(
            style,
            n,
            header(style, NAMES[5]) + message(style, f"Beitrag dahinter {n}", f"b{n}") + actions(style),
        )
        for n in (1, 2, 3)
    )
    chat = (
        f'<div class="chat" data-fx="chat"><div><span dir="auto">{NAMES[3]}</span></div><div data-fx="dm" dir="auto">Bin um acht zu Hause</div>'
        f'<div role="textbox" contenteditable="true" data-fx="dm-box" style="min-height:30px;background:#eee"></div></div>'
    )
    sheet = (
        f'<div class="layer"><div role="dialog" class="sheet" data-fx="sheet"><h2><span>Beitrag von {NAMES[0]}</span></h2>'
        f'<div>{header(style, NAMES[0])}{message(style, POST, "p")}{actions(style)}</div><div class="pic"></div><div>{comments}<div style="height:500px"></div>{box}</div></div></div>'
    )
    html = document(
        "Facebook", f'{CSS}<div role="main"><div class="feed" role="feed">{behind}</div></div>{sheet}{chat}'
    )
    cases = (
        Case("opened", "post", text=POST_TEXT),
        Case("comment in the middle of the dialog", "comment", "scroll", "[data-fx=c1]",
             "Das musst du nur anmelden, ablehnen geht da nicht.", POST_TEXT),
        Case("box at the end", "post", "click", "[data-fx=post-box]", POST_TEXT),
        Case("chat clicked", "none", "click", "[data-fx=dm]", reason="private"),
        Case("chat selected", "none", "select", "[data-fx=dm]", reason="private"),
        Case("chat box", "none", "click", "[data-fx=dm-box]", reason="private"),
    )  # fmt: skip
    return page("facebook-dialog", "/groups/21/", html, cases, ("Beitrag dahinter", "Bin um acht"))


def photo() -> PageFile:
    """A photo page without a dialog: caption without any role in the right column, feed still in the DOM."""
    style = STYLES[0]
    comments, box = thread(style)
    column = (
        f'<div role="complementary" style="width:340px;height:100%;overflow-y:auto">{header(style, NAMES[2])}'
        f'<div><span dir="auto" data-fx="cap">Unser Familienkalender {emoji_image("📅")} wie plant ihr Schichten?</span></div>{actions(style)}'
        f'<div>{comments}</div><div style="height:600px"></div>{box}</div>'
    )
    html = document(
        f"{NAMES[2]} | Facebook",
        f'{CSS}<div role="main"><div role="feed" class="feed">{post(style, 1, header(style, NAMES[5]) + message(style, "Beitrag dahinter", "b") + actions(style))}</div></div>'
        f'<div style="position:fixed;inset:0;display:flex;background:#000;z-index:9"><div data-pagelet="MediaViewerPhoto" style="flex:1">'
        f'<img alt="Bild könnte enthalten: {NAMES[2]}" src="{GIF}" width="500" height="400"></div><div style="background:#fff;height:100%">{column}</div></div>',
    )  # fmt: skip
    caption = "Unser Familienkalender 📅 wie plant ihr Schichten?"
    cases = (
        Case("opened", "post", text=caption),
        Case("reply", "reply", "click", "[data-fx=r2]", "Sieben Wochen vorher, schriftlich.", caption),
        Case("comment in the middle of the column", "comment", "scroll", "[data-fx=c3]",
             "Bei uns war das anders, schau mal: lohnt sich", caption),
    )  # fmt: skip
    return page("facebook-photo", "/photo/?fbid=1", html, cases, ("Beitrag dahinter",))


def reel() -> PageFile:
    """Reels: the neighbours are loaded beforehand."""
    reels = "".join(
        f'<div class="reel"><div><video></video><div><h2>{person(NAMES[i])}</h2><div dir="auto" data-fx="v{i}">{words}</div>'
        f'<div role="button" tabindex="0">Folgen</div></div></div></div>'
        for i, words in enumerate(
            ("Reel davor", "Drei Sätze für das Gespräch mit dem Chef nach der Elternzeit", "Reel danach")
        )
    )
    panel = f'<div style="position:fixed;right:0;top:80px;width:340px;background:#fff">{comment(STYLES[1], NAMES[4], "Den zweiten Satz merk ich mir", "c1")}</div>'
    html = document(
        "Reels | Facebook",
        f'{CSS}<div role="main"><div class="snap keep">{reels}</div></div>{panel}<script>document.querySelector("[data-fx=v1]").scrollIntoView({{block: "end"}})</script>',
    )
    text = "Drei Sätze für das Gespräch mit dem Chef nach der Elternzeit"
    cases = (
        Case("on screen", "post", text=text),
        Case(
            "comment in the panel", "comment", "click", "[data-fx=c1]", "Den zweiten Satz merk ich mir", text
        ),
    )
    return page("facebook-reel", "/reel/5512", html, cases, ("Reel davor", "Reel danach"))


def private() -> list[PageFile]:
    """Places of one person look like posts and yield nothing, whatever is done."""
    style = STYLES[0]
    inner = header(style, NAMES[0]) + message(style, "Das ist nur für dich", "p") + actions(style)
    html = document(
        "Facebook",
        f'{CSS}<div role="main" class="feed"><div class="unit">{inner}</div>{composer("box", NAMES[1])}</div>',
    )
    actions_ = (("none", None), ("scroll", "[data-fx=p]"), ("click", "[data-fx=p]"), ("select", "[data-fx=p]"), ("click", "[data-fx=box]"))  # fmt: skip
    cases = tuple(Case(f"{do} {at}", "none", do, at, reason="private") for do, at in actions_)
    routes = (
        "/messages/t/1",
        "/settings",
        "/login/",
        "/checkpoint/1",
        "/notifications",
        "/marketplace/inbox/",
    )
    return [
        page(f"facebook-private-{i}", route, html, cases if i == 0 else cases[-2:-1], ("nur für dich",))
        for i, route in enumerate(routes)
    ]


def people() -> list[PageFile]:
    """Lists of people: whoever stands there wrote nothing, whatever is done."""
    member = (
        '<div role="listitem" class="unit" style="min-height:120px"><div><span dir="auto">{who}</span></div><div><span dir="auto">Beigetreten vor {n} Tagen</span></div>'
        '<div data-fx="m{n}"><span dir="auto">Arbeitet bei Bäckerei Musterhans in Nürnberg und war auf der Realschule.</span></div></div>'
    )
    members = "".join(member.format(who=person(name), n=n) for n, name in enumerate(NAMES[:4], 3))
    html = document(
        "Mitglieder",
        f'{CSS}<div role="main" class="feed"><h1>Mitglieder</h1><div role="list">{members}</div></div>',
    )
    acts = (("none", None), ("scroll", "[data-fx=m5]"), ("click", "[data-fx=m4]"), ("hover", "[data-fx=m4]"), ("select", "[data-fx=m4]"))  # fmt: skip
    routes = (
        "/groups/9/members",
        "/groups/9/members/admins",
        "/musterhans.1/friends_all",
        "/musterhans.1/about_work_and_education",
        "/profile.php?id=7&sk=followers",
        "/friends/suggestions",
    )
    known = tuple(Case(f"{do} {at}", "none", do, at, reason="private") for do, at in acts)
    # Where a list of people stands under no address of its own, only what is selected is read.
    unknown = tuple(Case(f"{do} {at}", "none", do, at, reason="select_text") for do, at in acts[:-1])
    made = [("/groups/9/badges", unknown), *((route, known) for route in routes)]
    return [
        page(f"facebook-people-{i}", route, html, cases, ("Musterhans",))
        for i, (route, cases) in enumerate(made)
    ]


def page(name: str, path: str, html: str, cases: tuple[Case, ...], never: tuple[str, ...] = ()) -> PageFile:
    """A page of this platform; nothing on `never` may be read in any case."""
    marked = tuple(
        Case(**{**vars(case), "platform": "facebook", "never": (*NEVER, *never)}) for case in cases
    )
    return PageFile(name, BASE + path, html, marked)


def pages() -> list[PageFile]:
    """All pages of this platform."""
    return [*map(permalink, STYLES), *map(feed, STYLES), dialog(), photo(), reel(), *private(), *people()]
