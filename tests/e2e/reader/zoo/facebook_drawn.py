"""Facebook by lot: permalink, feed, dialog, photo and reel, written anew for every page."""

# ruff: noqa: E501 - markup is easier to read unbroken

from ..play import Case, PageFile
from .facebook import CSS, page
from .facebook_way import BASE, C1, C3, POST, Facebook
from .parts import GIF, NAMES, document

EACH = 4
ADVERT = "Werbetext nur heute"
HIDDEN = (
    "Xqz",
    "Fremdtext",
    "Gefällt",
    "Like",
    "Antworten",
    "Reply",
    "Übersetzung",
    "translation",
    "Verfasser",
    "Author",
    "Std",
    "www.",
)


def permalink(made: Facebook, name: str) -> PageFile:
    """A post under its own address."""
    picture = '<div class="pic" style="height:420px"></div>'
    head = made.post(NAMES[0], POST, "p", extra=made.lot.one(made.card(), "") + picture)
    inner = (
        made.unit(f"<div>{head}</div><div>{made.thread()}</div>")
        if made.inside
        else f'<div class="unit"><div>{head}</div></div><div class="unit">{made.thread()}</div>'
    )
    if made.container != "plain" and not made.inside:
        inner = f"<div>{made.unit(head)}{made.thread()}</div>"
    side = f'<div role="complementary"><h3>Kontakte</h3><ul><li><a href="{BASE}/x">{NAMES[5]}</a></li></ul></div>'
    html = document(
        f"{NAMES[0]} | Facebook",
        f'{CSS}<div class="bar" role="banner"></div><div role="main" class="feed"><div style="height:240px"></div>{inner}</div>{side}',
    )
    return page(
        name, f"/groups/9/posts/{name}/", html, (Case("opened", "post", text=POST), *made.cases()), HIDDEN
    )


def feed(made: Facebook, name: str) -> PageFile:
    """A feed with what feeds are made of."""
    lot = made.lot
    original = "Ab Herbst gilt die neue Regel für alle Betriebe."
    shared = (
        f'<div style="border:1px solid #bbb">{made.header(NAMES[4])}{made.message(original, "orig")}</div>'
    )
    word = made.say("Gesponsert", "Sponsored")
    sign = lot.one(
        f'<a href="{BASE}/ads/about/?x=1"><span>{word[:2]}</span></a>', f"<span>{word}</span>", f'<a href="#" aria-label="{word}">·</a>',
        f'<span style="display:inline-flex;overflow:hidden;position:relative;height:1.3em">{"".join(f"<span style=order:{i}>{c}</span>" for i, c in sorted(enumerate(word), key=lambda x: x[1]))}<span style="position:absolute;top:3em">z</span></span>',
        f'<a href="{BASE}/x?__cft__%5B0%5D={"A" * 400}">·</a>', '<span aria-labelledby="sp1"></span>',
    )  # fmt: skip
    units = [
        made.post(NAMES[0], POST, "p", extra=made.card())
        + (f"<div>{made.comment(NAMES[1], C1, 'c1')}</div>" if made.inside else ""),
        made.post(NAMES[5], "Der Verein hat uns gesponsert, danke dafür", "word"),
        made.post("Werbung GmbH", ADVERT, "ad", sign),
        made.header(NAMES[2]) + made.message(C3, "last") + '<div class="pic"></div>' + made.actions(),
    ]
    cases = [
        Case("post", "post", "scroll", "[data-fx=p]", POST),
        Case("post clicked", "post", "click", "[data-fx=p]", POST),
        Case("the word in a text", "post", "scroll", "[data-fx=word]", "Der Verein hat uns gesponsert, danke dafür"),
        Case("advert", "none", "scroll", "[data-fx=ad]", reason="sponsored"),
        Case("advert selected", "none", "select", "[data-fx=ad]", reason="sponsored"),
        Case("last", "post", "hover", "[data-fx=last]", C3),
        Case("placeholder", "none", "click", "[data-fx=load]"),
    ]  # fmt: skip
    if made.roles in ("all", "message", "buttons"):
        units.append(
            made.header(NAMES[3]) + made.message("Genau so war es bei mir", "own") + shared + made.actions()
        )
        cases.append(
            Case("share with words", "post", "scroll", "[data-fx=own]", "Genau so war es bei mir", original)
        )
    if made.roles == "all":
        units.append(made.header(NAMES[3]) + shared.replace('"orig"', '"alone"') + made.actions())
        cases.append(Case("share without words", "post", "scroll", "[data-fx=alone]", original))
    if made.inside:
        cases.append(Case("comment in the feed", "comment", "click", "[data-fx=c1]", C1, POST))
    inner = [made.unit(one, i + 1) for i, one in enumerate(units)]
    inner.insert(
        2,
        f'<div><div {"role=article" if "article" in made.container else ""} class="unit" style="height:180px" data-fx="load"><div data-visualcompletion="loading-state" role="progressbar" style="height:100%"></div></div></div>',
    )
    is_feed = made.container == "plain" or lot.random() < 0.7
    html = document(
        "Facebook",
        f'{CSS}<span id="sp1" class="sr">{word}</span><div class="bar" role="banner"></div><div role="main"><div class="unit feed" style="margin-bottom:20px"><div role="button" tabindex="0"><span>{made.say("Schreib etwas …", "Write something...")}</span></div></div><div class="feed" {"role=feed" if is_feed else ""}>{"".join(inner)}</div></div>',
    )
    return page(name, f"/groups/{name}/", html, tuple(cases), HIDDEN)


def dialog(made: Facebook, name: str) -> PageFile:
    """A post in a dialog over the feed, beside a chat."""
    lot = made.lot
    behind = "".join(
        made.unit(
            made.post(NAMES[5], f"Beitrag dahinter {n}", f"b{n}")
            + f"<div>{made.comment(NAMES[2], 'Kommentar dahinter', f'bc{n}')}</div>",
            n,
        )
        for n in (1, 2)
    )
    title = f"<h2><span dir=auto>{made.say('Beitrag von', 'Post by')} {NAMES[0]}</span></h2>"
    inner = f"{title}<div class='keep0' style='overflow-y:auto;height:80vh'><div>{made.post(NAMES[0], POST, 'p')}</div><div class=pic></div><div>{made.thread()}</div><div style='height:500px'></div></div>"
    sheet = f'<div class="layer"><div role="dialog" {lot.maybe("aria-modal=true")} {lot.maybe("aria-label=x")} style="width:560px;background:#fff;height:92vh;margin-top:4vh;padding:16px">{inner}</div></div>'
    message = f'<div role="row"><div dir="auto" data-fx="dm">{NAMES[3]}: Fremdtext im Chat</div></div>'
    way = lot.one("pagelet", "label", "log", "bare")
    mark = {
        "pagelet": 'data-pagelet="ChatTab"',
        "label": f'aria-label="{made.say("Chat mit", "Chat with")} {NAMES[3]}" role="region"',
        "log": "",
        "bare": "",
    }[way]
    log = 'role="log"' if way == "log" else ""
    chat = f'<div class="chat" {mark}><div {log}>{message}</div><div role="textbox" contenteditable="true" data-fx="dm-box" style="min-height:30px;background:#eee"></div></div>'
    html = document(
        "Facebook", f'{CSS}<div role="main"><div class="feed" role="feed">{behind}</div></div>{sheet}{chat}'
    )
    cases = (
        Case("opened", "post", text=POST), *made.cases(),
        Case("chat clicked", "none", "click", "[data-fx=dm]", reason="private"),
        Case("chat selected", "none", "select", "[data-fx=dm]", reason="private"),
        Case("chat box", "none", "click", "[data-fx=dm-box]", reason="private"),
    )  # fmt: skip
    return page(name, f"/groups/{name}/posts/3/", html, cases, (*HIDDEN, "dahinter"))


def photo(made: Facebook, name: str) -> PageFile:
    """A photo with its column; the caption has no role of its own."""
    lot = made.lot
    caption = lot.one(
        "<span dir=auto data-fx=p>{}</span>",
        "<div><span dir=auto data-fx=p>{}</span></div>",
        '<div dir=auto style="text-align:start" data-fx=p>{}</div>',
    ).format(made.scatter(POST))
    column = f'<div role="complementary" style="width:360px;height:100vh;overflow-y:auto;background:#fff">{made.header(NAMES[0])}<div>{caption}</div>{made.actions()}<div>{made.thread()}</div><div style="height:700px"></div></div>'
    viewer = f'<div data-pagelet="MediaViewerPhoto" style="flex:1;background:#000"><img alt="Bild könnte {NAMES[2]} sein" width="400" height="300" src="{GIF}"></div>'
    over = lot.one(
        '<div role="dialog" aria-label="Fotoansicht" style="position:fixed;inset:0;display:flex;z-index:9">{}</div>',
        '<div style="position:fixed;inset:0;display:flex;z-index:9">{}</div>',
        '<div style="display:flex;height:100vh">{}</div>',
    )
    feed_ = (
        ""
        if "fixed" not in over
        else f'<div role="main"><div role="feed" class="feed">{made.unit(made.post(NAMES[5], "Beitrag dahinter", "b"))}</div></div>'
    )
    html = document("Facebook", CSS + feed_ + over.format(viewer + column))
    return page(
        name,
        f"/photo/?fbid={name}&set=gm.1",
        html,
        (
            Case("opened", "post", text=POST),
            *(case for case in made.cases() if case.name != "comment scrolled to"),
        ),
        (*HIDDEN, "dahinter"),
    )


def reel(made: Facebook, name: str) -> PageFile:
    """Reels with neighbours and a column of comments."""
    lot = made.lot

    def one(i: int, words: str) -> str:
        more = f'<div role="button" tabindex="0" style="display:inline">{made.say("Mehr ansehen", "See more")}</div>'
        text = lot.one(
            '<div dir="auto" data-fx="{}">{}</div>',
            '<span dir="auto" data-fx="{}">{}</span>',
            '<div class="x"><span dir="auto" data-fx="{}">{}</span></div>',
        ).format(f"v{i}", words + (f"… {more}" if i == 1 else ""))
        head = lot.one(
            f"<h2>{made.person(NAMES[i])}</h2>", f"<div><span>{made.person(NAMES[i])}</span></div>"
        )
        return f'<div class="reel"><div><video></video><div>{head}{lot.maybe("<div role=button tabindex=0><span dir=auto>" + made.say("Folgen", "Follow") + "</span></div>")}{text}<span dir="auto">{made.say("Originalton", "Original audio")}</span></div></div></div>'

    reels = "".join(
        one(i, w)
        for i, w in enumerate(("Reel davor", "Drei Fragen an den Chef nach der Elternzeit", "Reel danach"))
    )
    column = f'<div style="position:fixed;right:0;top:0;width:340px;height:100vh;overflow-y:auto;background:#fff"><div>{made.comment(NAMES[4], C1, "c1")}</div><div>{made.comment(NAMES[3], C3, "c3")}</div><div style="height:900px"></div></div>'
    html = document(
        "Reels | Facebook",
        f'{CSS}<div role="main"><div class="snap keep">{reels}</div></div>{column}<script>document.querySelector(".reel:nth-child(2)").scrollIntoView({{block:"center"}})</script>',
    )
    text = "Drei Fragen an den Chef nach der Elternzeit"
    cases = (
        Case("on screen", "post", text=text),
        Case("comment clicked", "comment", "click", "[data-fx=c1]", C1, text),
        Case("comment scrolled to", "comment", "scroll", "[data-fx=c3]", C3, text)
        if False
        else Case("comment selected", "comment", "select", "[data-fx=c3]", C3, text),
    )
    return page(
        name,
        f"/reel/{name}",
        html,
        cases,
        (*HIDDEN, "Reel davor", "Reel danach", "Originalton", "Original audio"),
    )


def pages(each: int = EACH) -> list[PageFile]:
    """Every surface in several drawn structures."""
    builders = (permalink, feed, dialog, photo, reel)
    return [
        build(Facebook(name), name)
        for build in builders
        for i in range(each)
        for name in [f"facebook-drawn-{build.__name__}-{i}"]
    ]
