"""Boards by lot: the software's own markup with what administrators, styles and versions change about it."""

# ruff: noqa: E501 - markup is easier to read unbroken

from collections.abc import Callable

from ..play import Case, PageFile
from .boards import CSS, page
from .drawn import Lot
from .parts import GIF, HANDLES, NAMES, document, new_id

EACH = 4
HIDDEN = (
    *NAMES,
    "Xqz",
    "Titel",
    "Zitat",
    "Zitieren",
    "Melden",
    "Antworten",
    "Mitglied",
    "Dabei seit",
    "bearbeitet",
    "geändert",
    "Vorschau",
    "anhang.pdf",
    "Spoiler",
    "Danke sagen",
    "Gefällt",
    "#2",
    "10:12",
    "Ort:",
)
M1 = "Hallo in die Runde, mein Chef will mich nach der Elternzeit auf eine andere Stelle setzen. Geht das?"
M2 = "Nur wenn sie gleichwertig ist. Schau in den Vertrag! :)"
M3 = "Bei mir war es genauso, am Ende half der Betriebsrat. 🙏"
M4 = "ok danke"
M5 = "Ich würde das schriftlich machen: Antrag, Frist, Kopie."
SIGNATURE = "fremde Worte der Signatur"


class Board:
    """Parts of a message that every software has in its own way."""

    def __init__(self, seed: str) -> None:
        self.lot = Lot(seed)

    def words(self, words: str) -> str:
        """A message's own words, in lines, paragraphs or bold, with a hidden word now and then."""
        lot = self.lot
        words = words.replace(
            "schriftlich", "<b>schrift\u00adlich</b>" if lot.random() < 0.5 else "schriftlich"
        )
        words = words.replace(
            ":)", lot.one(":)", f'<img class="smilie smilies" alt=":)" title="Lächeln" src="{GIF}">')
        )
        if lot.random() < 0.3 and "<" not in words:
            head, _, tail = words.rpartition(" ")
            words = f"{head} {lot.decoy()}{tail}"
        if ", " in words:
            words = words.replace(", ", lot.one(", ", ",<br>", ",<br><br>"), 1)
        if ". " in words and lot.random() < 0.5:
            words = "".join(f"<p>{part}</p>" for part in words.replace(". ", ".|", 1).split("|"))
        return words

    def mention(self, way: str) -> str:
        return self.lot.maybe(way.format(HANDLES[1]) + " ")


def phpbb(b: Board, who: str, words: str, fx: str, quote: str, n: int) -> str:
    lot = b.lot
    quoted = (
        f"<blockquote{lot.one('', ' class=uncited', ' cite=x')}><div>{lot.maybe(f'<cite><a href=./memberlist.php?u=1>{HANDLES[5]}</a> hat geschrieben: <span class=responsive-hide>12. Mär, 10:12</span></cite>')}{quote}</div></blockquote>"
        if quote
        else ""
    )
    profile = f'<dl class="postprofile" id="profile{n}"><dt class="no-profile-rank"><div class="avatar-container"></div><a href="./memberlist.php?mode=viewprofile&amp;u={new_id()}" class="username{lot.maybe("-coloured")}">{who}</a></dt><dd class="profile-rank">Mitglied</dd><dd><strong>Ort:</strong> X</dd></dl>'
    edit = lot.maybe(
        f'<div class="notice">Zuletzt geändert von <a href="./memberlist.php?u=4" class="username">{who}</a> am Fr 13. Mär 2026, 10:12</div>'
    )
    attach = lot.maybe(
        '<dl class="attachbox"><dt>Dateianhänge</dt><dd><a href="./download/file.php?id=1">anhang.pdf</a></dd></dl>'
    )
    signature = lot.maybe(f'<div id="sig{n}" class="signature">{SIGNATURE}</div>')
    thanks = lot.maybe(f'<div class="notice" id="list_thanks{n}">Danke sagen: {who}</div>')
    buttons = f'<ul class="post-buttons"><li><a href="#" onclick="return false" class="button" title="Zitieren" data-fx="{fx}-answer"><span>Zitieren</span></a></li></ul>'
    content = f'<div class="content" data-fx="{fx}">{quoted}{b.mention("<a class=mention href=./memberlist.php?u=3>@{}</a>")}{b.words(words)}</div>'
    inner = f'<div {lot.maybe(f"id=post_content{n}")}><h3 class="first"><a href="#p{n}">Re: Titel</a></h3>{buttons}<p class="author"><a class="unread" href="#"><span class="sr-only">Beitrag</span></a><span class="responsive-hide">von <strong><a class="username" href="./memberlist.php?u=5">{who}</a></strong> » </span><time datetime="2026-03-12">Do 12. Mär 2026, 10:12</time></p>{content}{edit}{attach}{thanks}{signature}</div>'
    side, body = profile, f'<div class="postbody">{inner}</div>'
    both = side + body if lot.random() < 0.6 else body + side
    return f'<div id="p{n}{new_id()}" class="post has-profile bg{n % 2 + 1} m"><div class="inner">{lot.maybe("<span class=corners-top></span>")}{both}</div></div>'


def xenforo(b: Board, who: str, words: str, fx: str, quote: str, n: int) -> str:
    lot = b.lot
    quoted = (
        f'<blockquote data-attributes="member: 3" data-quote="{HANDLES[5]}" class="bbCodeBlock bbCodeBlock--expandable bbCodeBlock--quote js-expandWatch"><div class="bbCodeBlock-title"><a href="/goto/post?id=3" class="bbCodeBlock-sourceJump">{HANDLES[5]} schrieb:</a></div><div class="bbCodeBlock-content"><div class="bbCodeBlock-expandContent">{quote}</div><div class="bbCodeBlock-expandLink"><a role="button">Zum Vergrößern anklicken</a></div></div></blockquote>'
        if quote
        else ""
    )
    spoiler = lot.one(
        '<div class="bbCodeSpoiler"><button type="button" class="button bbCodeSpoiler-button"><span>Spoiler</span></button><div class="bbCodeSpoiler-content" style="display:none"><div class="bbCodeBlock-content">Geheimes</div></div></div>',
        '<span class="bbCodeInlineSpoiler" style="filter:blur(4px)">Geheimes</span>',
        "",
    )
    unfurl = lot.maybe(
        '<div class="bbCodeBlock bbCodeBlock--unfurl js-unfurl" data-unfurl="true"><div class="contentRow"><a href="https://x.example">Vorschau einer Seite</a><div>Vorschau mit viel Text dazu</div></div></div>'
    )
    signature = lot.maybe(
        f'<aside class="message-signature"><div class="bbWrapper">{SIGNATURE}</div></aside>'
    )
    first = (
        lot.one("message-threadStarterPost", "", "message--question")
        if n == 1
        else lot.one("", "message--solution")
    )
    tag = lot.one("article", "article", "div")
    user = f'<div class="message-cell message-cell--user"><section class="message-user" itemscope itemtype="https://schema.org/Person"><h4 class="message-name"><a href="/members/{who}.3/" class="username" data-user-id="3">{who}</a></h4><h5 class="userTitle message-userTitle">Aktives Mitglied</h5></section></div>'
    attribution = f'<header class="message-attribution"><ul class="message-attribution-main listInline"><li class="u-concealed"><a href="/threads/x.7/post-{n}"><time class="u-dt" datetime="2026-03-12T10:12:00+0100">12. März 2026</time></a></li></ul><ul class="message-attribution-opposite"><li><a href="#post-{n}">#{n}</a></li></ul></header>'
    edit = lot.maybe(
        '<div class="message-lastEdit">Zuletzt bearbeitet: <time datetime="2026-03-12">12. März 2026</time></div>'
    )
    body = f'<article class="message-body js-selectToQuote"><div itemprop="text"><div class="bbWrapper" data-fx="{fx}">{quoted}{b.mention("<a href=/members/3/ class=username data-user-id=3 data-username=@x>@{}</a>")}{b.words(words)}{spoiler}{unfurl}</div></div><div class="js-selectToQuoteEnd">&nbsp;</div></article>'
    return f'<{tag} class="message {first} message--post js-post m" data-author="{who}" data-content="post-{n}" id="js-post-{n}{new_id()}"><span class="u-anchorTarget" id="post-{n}"></span><div class="message-inner">{user}<div class="message-cell message-cell--main"><div class="message-main">{attribution}<div class="message-content"><div class="message-userContent lbContainer" data-lb-caption-desc="{who} · 12. März 2026">{body}</div>{edit}{signature}</div><footer class="message-footer"><div class="message-actionBar actionBar"><a href="#" onclick="return false" class="actionBar-action" data-fx="{fx}-answer">Antworten</a></div><div class="reactionsBar"><a href="#"><bdi>{who}</bdi> und 2 andere</a></div></footer></div></div></div></{tag}>'


def vbulletin4(b: Board, who: str, words: str, fx: str, quote: str, n: int) -> str:
    lot = b.lot
    quoted = (
        f'<div class="bbcode_container"><div class="{lot.one("bbcode_description", "x")}">Zitat:</div><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_quote_container"></div><div class="bbcode_postedby"><img alt="Zitat" src="{GIF}"> Zitat von <strong>{HANDLES[5]}</strong> <a href="showthread.php?p=3"><img alt="Beitrag anzeigen" src="{GIF}"></a></div><div class="message">{quote}</div></div></div></div>'
        if quote
        else ""
    )
    css = lot.one("postbitlegacy", "postbit")
    text = f'<div class="content"><div id="post_message_{n}{new_id()}"><blockquote class="postcontent restore {lot.maybe("instapaper_body")}" data-fx="{fx}">{quoted}{b.mention("<a href=member.php?3-x>@{}</a>")}{b.words(words)}</blockquote></div></div>'
    edit = lot.maybe(
        f'<blockquote class="postcontent lastedited">Geändert von {who} (12.03.2026 um 10:12 Uhr)</blockquote>'
    )
    signature = lot.maybe(
        f'<blockquote class="signature restore"><div class="signaturecontainer">{SIGNATURE}</div></blockquote>'
    )
    head = f'<div class="posthead"><span class="postdate old"><span class="date">12.03.2026,&nbsp;<span class="time">10:12</span></span></span><span class="nodecontrols"><a class="postcounter" href="#">#{n}</a></span></div>'
    user = f'<div class="userinfo"><div class="username_container"><div class="popupmenu memberaction"><a class="username offline popupctrl" href="member.php?3-{who}"><strong>{who}</strong></a></div><span class="usertitle">Mitglied</span></div><dl class="userinfo_extra"><dt>Dabei seit</dt><dd>2020</dd></dl></div>'
    title = f'<h2 class="title icon">{lot.one("", "AW: ")}Titel</h2>'
    return f'<li class="{css} postbitim postcontainer old m" id="post_{n}{new_id()}">{head}<div class="postdetails">{user}<div class="postbody"><div class="postrow">{title}{text}{lot.maybe("<div class=attachments><fieldset><legend>Angehängte Dateien</legend><a>anhang.pdf</a></fieldset></div>")}{edit}</div>{signature}</div></div><div class="postfoot"><a href="#" onclick="return false" class="quotereply" data-fx="{fx}-answer">Zitieren</a></div></li>'


def vbulletin5(b: Board, who: str, words: str, fx: str, quote: str, n: int) -> str:
    lot = b.lot
    quoted = (
        f'<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_postedby">Zitat von <strong>{HANDLES[5]}</strong></div><div class="message">{quote}</div></div></div></div>'
        if quote
        else ""
    )
    user = f'<div class="b-userinfo b-userinfo--column userinfo" itemprop="author"><div class="author h-text-size--14"><strong><a href="/member/3-{who}" data-vbnamecard="3"><span itemprop="name">{who}</span></a></strong></div><div class="usertitle">Mitglied</div></div>'
    tag = lot.one("li", "div")
    signature = lot.maybe(
        f'<div class="{lot.one("post-signature", "b-post__signature signature")} restore">{SIGNATURE}</div>'
    )
    edit = lot.maybe(
        f'<div class="{lot.one("b-post__edit-info", "post-edit-info")}">Zuletzt geändert von {who}</div>'
    )
    text = f'<div class="js-post__content-text restore {lot.maybe("h-wordwrap")}" itemprop="text" data-fx="{fx}">{quoted}{b.mention("<a class=b-bbcode-user href=/member/4 data-userid=4>{}</a>")}{b.words(words)}</div>'
    return f'<{tag} class="b-post js-post js-comment-entry m" data-node-id="{n}{new_id()}" itemscope><div class="b-post__grid-container">{user}<div class="b-post__body"><div class="b-post__arrow"></div><hr><div class="b-media b-post__timestamp"><time itemprop="dateCreated" datetime="2026-03-12T10:12">12.03.2026, 10:12</time></div><a href="#" class="b-post__count">#{n}</a><h2 class="b-post__title">Titel</h2><div class="js-post__content-wrapper b-post__content">{text}{edit}{signature}</div><div class="b-post__footer"><ul><li><a href="#" onclick="return false" data-fx="{fx}-answer">Zitat</a></li><li>Gefällt mir</li></ul></div></div></div></{tag}>'


def discourse(b: Board, who: str, words: str, fx: str, quote: str, n: int) -> str:
    lot = b.lot
    quoted = (
        f'<aside class="quote {lot.one("no-group", "group-x")}" data-username="{HANDLES[5]}" data-post="1"><div class="title"><div class="quote-controls"></div><img alt="" class="avatar" src="{GIF}"> {HANDLES[5]}:</div><blockquote>{quote}</blockquote></aside>'
        if quote
        else ""
    )
    tab = (
        lot.one(
            f'<a class="reply-to-tab" tabindex="0" role="button"><svg></svg><img class="avatar" src="{GIF}"><span>{HANDLES[0]}</span></a>',
            f'<div class="reply-to-tab"><span>{HANDLES[0]}</span></div>',
        )
        if n == 3
        else ""
    )
    text = b.words(words).replace(
        "🙏",
        f'<img src="{GIF}" title=":pray:" class="emoji" alt=":pray:" loading="lazy" width="20" height="20">',
    )
    text = (
        text if text.startswith("<p>") else f"<p>{b.mention('<a class=mention href=/u/x>@{}</a>')}{text}</p>"
    )
    onebox = lot.maybe(
        '<aside class="onebox allowlistedgeneric"><header class="source"><a href="https://x.example">x.example</a></header><article class="onebox-body"><h3>Vorschau</h3><p>Vorschau mit Text</p></article></aside>'
    )
    spoiler = lot.maybe(
        '<div class="spoiler spoiled spoiler-blurred" style="filter:blur(6px)"><p>Geheimes</p></div>'
    )
    details = lot.maybe("<details><summary>Zusammenfassung</summary><p>Geheimes</p></details>")
    embedded = lot.maybe(
        f'<section class="embedded-posts bottom"><div class="reply"><div class="row"><div class="topic-body"><div class="names">{HANDLES[2]}</div><div class="cooked"><p>fremde Worte</p></div></div></div></div></section>'
    )
    label = f'aria-label="Beitrag #{n} von {who}"'
    return (
        f'<div class="topic-post clearfix regular m" data-post-number="{n}"><article id="post_{n}" {label} role="region" data-post-id="{new_id()}" data-user-id="{new_id()}" class="boxed onscreen-post"><div class="post__row row"><div class="topic-avatar"><a data-user-card="{who}" href="/u/{who}"><img class="avatar" alt="" src="{GIF}"></a></div><div class="post__body topic-body clearfix"><div role="heading" aria-level="2" class="topic-meta-data"><div class="names trigger-user-card"><span class="first username"><a href="/u/{who}" data-user-card="{who}">{who}</a></span><span class="user-title">Mitglied</span></div>{tab}<div class="post-infos"><a class="post-date" href="/t/x/1/{n}"><span class="relative-date" data-time="1">12. Mär.</span></a></div></div>'
        f'<div class="post__regular regular post__contents contents"><div class="cooked" data-fx="{fx}">{quoted}{text}{onebox}{spoiler}{details}</div>{embedded}<section class="post__menu-area post-menu-area"><nav class="post-controls"><div class="actions"><button class="btn reply create" data-fx="{fx}-answer"><span class="d-button-label">Antworten</span></button></div></nav></section></div></div></div></article></div>'
    )  # fmt: skip


def woltlab(b: Board, who: str, words: str, fx: str, quote: str, n: int) -> str:
    lot = b.lot
    quoted = (
        f'<blockquote class="quoteBox {lot.one("collapsibleBbcode jsCollapsibleBbcode", "quoteBoxSimple", "")}" cite="x"><div class="quoteBoxIcon"><span class="icon"></span></div><div class="quoteBoxTitle">{lot.one("Zitat von", "")} <a href="/thread/1/">{HANDLES[5]}</a></div><div class="quoteBoxContent"><p>{quote}</p></div></blockquote>'
        if quote
        else ""
    )
    spoiler = lot.maybe(
        '<div class="spoilerBox jsSpoilerBox"><div class="jsOnly spoilerBoxHeader"><a class="button small jsSpoilerToggle">Spoiler anzeigen</a></div><div class="spoilerBoxContent" style="display:none"><p>Geheimes</p></div></div>'
    )
    user = f'<aside role="presentation" class="messageSidebar member"><div class="messageAuthor"><div class="messageAuthorContainer"><a href="/user/3-{who}/" class="username userLink" data-object-id="3"><span itemprop="name">{who}</span></a></div><div class="userTitle"><span class="badge userTitleBadge">Mitglied</span></div></div></aside>'
    head = f'<header class="messageHeader"><div class="messageHeaderBox"><ul class="messageHeaderMetaData"><li><a href="/thread/1/?postID={n}" class="permalink messagePublicationTime"><time datetime="2026-03-12T10:12:00+01:00" class="datetime">12. März 2026</time></a></li></ul></div><ul class="messageQuickOptions"><li><a href="#">#{n}</a></li></ul></header>'
    text = f'<div class="messageBody"><div class="messageText" {lot.one("itemprop=text", "")} data-fx="{fx}">{quoted}<p>{b.mention("<a href=/user/3/ class=userMention data-object-id=3>@{}</a>")}</p>{b.words(words)}{spoiler}</div></div>'
    notes = lot.maybe(
        f'<div class="messageFooterNotes"><p class="messageFooterNote">Einmal bearbeitet, zuletzt von {who} (<time datetime="2026-03-12">12. März 2026</time>)</p></div>'
    )
    signature = lot.maybe(f'<div class="messageSignature"><div>{SIGNATURE}</div></div>')
    footer = f'<footer class="messageFooter">{signature}{notes}<div class="messageFooterGroup"><ul class="messageFooterButtons buttonList"><li><a href="#" onclick="return false" class="button" data-fx="{fx}-answer"><span>Zitieren</span></a></li></ul></div></footer>'
    return f'<li id="post{n}" class="anchorFixedHeader {lot.maybe("wbbPostOfficial")}"><article class="wbbPost message messageSidebarOrientationLeft jsClipboardObject jsMessage m" data-post-id="{n}" data-object-id="{n}">{user}<div class="messageContent">{head}{text}{footer}</div></article></li>'


Way = Callable[[Board, str, str, str, str, int], str]
KINDS: tuple[tuple[str, Way, str, str, str, str, str], ...] = (
    ("phpbb", phpbb, "/viewtopic.php?f=2&t={}", "<div id=page-body>{}</div>", "", "", 'id="phpbb" class="nojs notouch section-viewtopic ltr"'),
    ("xenforo", xenforo, "/threads/{}.7/", '<div class="block-body js-replyNewMessageContainer">{}</div>', "", 'id="XF" data-app="public" data-template="{}"', 'data-template="thread_view"'),
    ("vbulletin4", vbulletin4, "/showthread.php?{}", '<div id="postlist" class="postlist"><form id="inlinemodform"><ol id="posts" class="posts">{}</ol></form></div>', '<meta name="generator" content="vBulletin 4.2.2">', "", ""),
    ("vbulletin5", vbulletin5, "/forum/main/{}", '<ul class="conversation-list list-container h-clearfix thread-view">{}</ul>', "", "", 'id="vb-page-body"'),
    ("discourse", discourse, "/t/{}/18", '<div class="posts-wrapper"><div class="post-stream">{}</div></div>', '<meta name="generator" content="Discourse 3.6.0.beta1 - https://github.com/x">', "", 'class="docked archetype-regular"'),
    ("woltlab", woltlab, "/forum/thread/{}/", '<ul class="wbbThreadPostList messageList jsClipboardContainer">{}</ul>', "", "", 'id="tpl_wbb_thread" itemscope data-template="thread" data-application="wbb"'),
)  # fmt: skip


def thread(kind: tuple[str, Way, str, str, str, str, str], name: str) -> PageFile:
    """A thread with quotes, notes, signatures, adverts between messages and boxes for an answer."""
    software, way, path, frame, head, html, body = kind
    b = Board(name)
    lot = b.lot
    texts = (M1, M2, M3, M4, M5)
    quotes = ("", "fremde Worte", lot.one("fremde Worte<br>in zwei Zeilen", ""), "", "fremde Worte")
    made = [way(b, HANDLES[i], words, f"m{i + 1}", quotes[i], i + 1) for i, words in enumerate(texts)]
    made.insert(
        lot.randrange(1, 4),
        lot.one(
            '<div class="adslot">Anzeige im Forum</div>',
            '<div class="small-action topic-post"><div class="small-action-desc">Titel geändert</div></div>',
            "",
        ),
    )
    bar = '<div class="action-bar"><div class="pagination">5 Beiträge • Seite <strong>1</strong> von <strong>1</strong></div></div>'
    quick = lot.one(
        '<form id="qr" onsubmit="return false"><textarea data-fx="box" rows="5"></textarea></form>',
        '<form class="block js-quickReply" onsubmit="return false"><div contenteditable="true" class="fr-element" data-fx="box" style="min-height:60px">&nbsp;</div></form>',
    )
    title = '<h1 class="topic-title">Titel der Frage</h1>'
    nav = '<nav class="breadcrumbs"><a href="/">Titel</a> › <a href="/forum">Titel</a></nav>'
    html_ = document(
        f"Titel von {HANDLES[0]}", f'{CSS}<div id="top">{nav}</div><div class="w">{title}{lot.maybe(bar)}{frame.format("".join(made))}{lot.maybe(bar)}{quick}</div>',
        head, html.format("thread_view" if "{}" in html else ""), body,
    )  # fmt: skip
    third = "reply" if software == "discourse" else "comment"
    cases = (
        Case("first", "post", "select", "[data-fx=m1]", M1),
        Case("quote", "comment", "scroll", "[data-fx=m2]", M2, M1),
        Case("third", third, "click", "[data-fx=m3]", M3, M1),
        Case("short", "comment", "hover", "[data-fx=m4]", M4, M1),
        Case("last", "comment", "scroll", "[data-fx=m5]", M5, M1),
        Case("answer button", "comment", "click", "[data-fx=m5-answer]", M5, M1),
        Case("box", "post", "click", "[data-fx=box]", M1),
    )
    return page(name, f"https://{name}.forum-test.example" + path.format(name), html_, cases, HIDDEN)


def pages() -> list[PageFile]:
    """Every software in several drawn structures."""
    return [thread(kind, f"{kind[0]}-drawn-{i}") for kind in KINDS for i in range(EACH)]
