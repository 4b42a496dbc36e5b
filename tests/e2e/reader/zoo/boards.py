"""Boards in their own markup: phpBB, XenForo, vBulletin 4 and 5, Discourse, WoltLab; first and later pages, messages."""

# ruff: noqa: E501 - markup is easier to read unbroken

from collections.abc import Callable
from dataclasses import dataclass

from ..play import Case, PageFile
from .parts import GIF, HANDLES, document, new_id

NEVER = (
    *HANDLES,
    "7700000",
    "memberlist",
    "Zuletzt",
    "Gruß aus der Signatur",
    "fremde Worte",
    "Anzeige im Forum",
    "Geheim",
    "schrieb",
)
CSS = "<style>body{margin:0;font:14px/1.5 sans-serif}.w{max-width:900px;margin:0 auto 600px;padding-top:200px}.m{border:1px solid #ccc;margin:0 0 12px;padding:10px;min-height:320px}.hid{display:none}</style>"


@dataclass(frozen=True)
class Message:
    """A message as HTML pieces: own words and what is cut out."""

    author: str
    words: str
    fx: str
    quote: str = ""
    place: int = 1


Render = Callable[[Message], str]


def phpbb(m: Message, new: bool = False) -> str:
    """phpBB 3.2 and 3.3; `new` is a style that renames what it can."""
    quote = (
        f'<blockquote><div><cite><a href="./memberlist.php?u=1">{HANDLES[5]}</a> hat geschrieben:</cite>{m.quote}</div></blockquote>'
        if m.quote
        else ""
    )
    tag = "article" if new else "div"
    return (
        f'<{tag} id="p{new_id()}" class="post m"><div class="inner"><dl class="postprofile"><dt><a href="./memberlist.php?mode=viewprofile&amp;u={new_id()}" class="username">{m.author}</a></dt>'
        f'<dd>Beiträge: 12</dd></dl><div class="postbody"><div><h3><a href="#p1">Re: Titel</a></h3><ul class="post-buttons"><li><a href="#" onclick="return false" data-fx="{m.fx}-answer">Zitieren</a></li></ul>'
        f'<p class="author">von <strong><a href="./memberlist.php?u=2" class="username">{m.author}</a></strong> » <time datetime="2026-01-01">Do 1. Jan 2026, 10:00</time></p>'
        f'<div class="content" data-fx="{m.fx}">{quote}{m.words}</div><div class="notice">Zuletzt geändert von {m.author}</div><div class="signature">Gruß aus der Signatur</div></div></div></div></{tag}>'
    )


def phpbb_new(m: Message) -> str:
    """phpBB with another style."""
    return phpbb(m, new=True)


def xenforo(m: Message) -> str:
    """XenForo 2.x; the first message is marked."""
    quote = (
        f'<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="{HANDLES[5]}"><div class="bbCodeBlock-title"><a class="bbCodeBlock-sourceJump">{HANDLES[5]} schrieb:</a></div><div class="bbCodeBlock-content">{m.quote}</div></blockquote>'
        if m.quote
        else ""
    )
    spoiler = '<div class="bbCodeSpoiler"><button class="bbCodeSpoiler-button">Spoiler</button><div class="bbCodeSpoiler-content hid">Geheimes</div></div>'
    first = "message-threadStarterPost" if m.place == 1 else ""
    return (
        f'<article class="message {first} message--post m" data-author="{m.author}" id="js-post-{new_id()}"><div class="message-cell--user"><h4><a href="/members/{m.author}.{new_id()}/" class="username" data-user-id="{new_id()}">{m.author}</a></h4><h5>Aktives Mitglied</h5></div>'
        f'<header><a href="/threads/x/post-{new_id()}"><time class="u-dt" datetime="2026-01-01">1. Januar 2026</time></a></header><div class="message-userContent" data-lb-caption-desc="{m.author}"><article class="message-body"><div class="bbWrapper" data-fx="{m.fx}">{quote}{m.words}{spoiler}</div></article></div>'
        f'<div class="message-lastEdit">Zuletzt bearbeitet</div><aside class="message-signature"><div class="bbWrapper">Gruß aus der Signatur</div></aside><footer><a href="#" onclick="return false" data-fx="{m.fx}-answer">Antworten</a></footer></article>'
    )


def vbulletin4(m: Message) -> str:
    """vBulletin 4: bodies are blockquotes, the thread lies in a form."""
    quote = (
        f'<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_postedby">Zitat von <strong>{HANDLES[5]}</strong></div><div class="message">{m.quote}</div></div></div></div>'
        if m.quote
        else ""
    )
    return (
        f'<li class="postbitlegacy postbitim postcontainer m" id="post_{new_id()}"><div class="posthead"><span class="date">01.01.2026, <span class="time">10:00</span></span></div>'
        f'<div class="userinfo"><a class="username offline" href="member.php?{new_id()}-{m.author}"><strong>{m.author}</strong></a><span class="usertitle">Mitglied</span></div>'
        f'<div class="postbody"><div class="content"><div id="post_message_{new_id()}"><blockquote class="postcontent restore" data-fx="{m.fx}">{quote}{m.words}</blockquote></div></div><blockquote class="signature restore">Gruß aus der Signatur</blockquote><blockquote class="postcontent lastedited">Zuletzt geändert von {m.author}</blockquote></div>'
        f'<a href="#" onclick="return false" data-fx="{m.fx}-answer">Zitieren</a></li>'
    )


def vbulletin5(m: Message) -> str:
    """vBulletin 5 and 6."""
    quote = (
        f'<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container">Zitat von {HANDLES[5]}: {m.quote}</div></div></div>'
        if m.quote
        else ""
    )
    return (
        f'<li class="b-post js-post m" data-node-id="{new_id()}"><div class="b-userinfo"><a href="/member/{new_id()}-{m.author}"><strong>{m.author}</strong></a></div>'
        f'<div class="b-post__content"><time datetime="2026-01-01">01.01.2026</time><a class="b-post__count" href="#">#{m.place}</a><div class="js-post__content-text restore" data-fx="{m.fx}">{quote}{m.words}</div><div class="post-signature">Gruß aus der Signatur</div></div><a href="#" onclick="return false" data-fx="{m.fx}-answer">Zitat</a></li>'
    )


def discourse(m: Message) -> str:
    """Discourse; message 3 shows that it answers another one."""
    quote = (
        f'<aside class="quote" data-username="{HANDLES[5]}"><div class="title">{HANDLES[5]}:</div><blockquote><p>{m.quote}</p></blockquote></aside>'
        if m.quote
        else ""
    )
    tab = f'<a class="reply-to-tab" role="button"><span>{HANDLES[0]}</span></a>' if m.place == 3 else ""
    words = m.words.replace("🙏", f'<img src="{GIF}" class="emoji" alt=":pray:t2:" title=":pray:t2:">')
    return (
        f'<div class="topic-post m" data-post-number="{m.place}"><h2 class="sr-only">Beitrag von {m.author}</h2><article id="post_{m.place}" data-user-id="{new_id()}"><div class="names"><a href="/u/{m.author}" data-user-card="{m.author}">{m.author}</a></div>{tab}<a class="post-date" href="/t/x/1/2"><span class="relative-date">4. Feb.</span></a>'
        f'<div class="cooked" data-fx="{m.fx}">{quote}<p>{words}</p><details><summary>Mehr dazu</summary>Geheimes</details></div><nav><button data-fx="{m.fx}-answer">Antworten</button></nav>'
        f'<section class="embedded-posts"><div class="cooked"><p>fremde Worte</p></div></section></article></div>'
    )


def woltlab(m: Message) -> str:
    """WoltLab Suite."""
    quote = (
        f'<blockquote class="quoteBox collapsibleBbcode"><div class="quoteBoxTitle">Zitat von {HANDLES[5]}</div><div class="quoteBoxContent">{m.quote}</div></blockquote>'
        if m.quote
        else ""
    )
    return (
        f'<li><article class="wbbPost message m" data-object-id="{new_id()}"><aside class="messageSidebar"><a class="username userLink" data-object-id="{new_id()}" href="/user/{new_id()}-{m.author}/">{m.author}</a><span>Schüler</span></aside>'
        f'<div class="messageContent"><header><time datetime="2026-01-01">1. Januar 2026</time></header><div class="messageBody"><div class="messageText" itemprop="text" data-fx="{m.fx}">{quote}<p>{m.words}</p></div></div><footer class="messageFooter"><div class="messageSignature"><div>Gruß aus der Signatur</div></div><ul><li><a href="#" onclick="return false" data-fx="{m.fx}-answer">Zitieren</a></li></ul></footer></div></article></li>'
    )


@dataclass(frozen=True)
class Software:
    """A board's frame around its messages."""

    name: str
    render: Render
    path: str
    later: str
    private: tuple[str, ...]
    mention: str
    frame: str = "<div>{}</div>"
    head: str = ""
    html: str = ""
    body: str = ""
    has_replies: bool = False


ALL = (
    Software("phpbb", phpbb, "/viewtopic.php?t=1", "/viewtopic.php?t=1&start=15", ("/ucp.php?i=pm&mode=view&p=3", "/ucp.php?mode=login"), '<a href="./memberlist.php?u=3" class="mention">@{}</a>', body='id="phpbb" class="section-viewtopic"'),
    Software("phpbb-style", phpbb_new, "/forum/viewtopic.php?p=9", "/forum/viewtopic.php?t=1&start=20", ("/forum/ucp.php?i=pm",), "@{}"),
    Software("xenforo", xenforo, "/threads/x.7/", "/threads/x.7/page-2", ("/direct-messages/x.4/", "/account/preferences", "/login/"), '<a href="/members/3/" class="username" data-user-id="3">@{}</a>', html='id="XF" data-app="public" data-template="thread_view"'),
    Software("vbulletin4", vbulletin4, "/showthread.php?1-x", "/showthread.php?1-x/page2", ("/private.php?do=showpm&pmid=2", "/usercp.php"), '<a href="member.php?3">@{}</a>', frame='<form id="inline"><ol id="posts">{}</ol></form>', head='<meta name="generator" content="vBulletin 4.2.5">', html='id="vbulletin_html"'),
    Software("vbulletin5", vbulletin5, "/forum/a/1-x", "/forum/a/1-x/page2", ("/messagecenter/index", "/settings/profile"), '<a class="b-bbcode-user" data-userid="4" href="/member/4">@{}</a>', frame="<ul>{}</ul>"),
    Software("discourse", discourse, "/t/login-problem/18", "/t/other-thing/19?page=2", ("/u/x/messages", "/my/preferences", "/chat/c/1"), '<a class="mention" href="/u/x">@{}</a>', head='<meta name="generator" content="Discourse 3.5.0">', body='class="archetype-regular"', has_replies=True),
    Software("woltlab", woltlab, "/thread/1-x/", "/thread/1-x/?pageNo=3", ("/conversation/3-x/", "/login/", "/account-management/"), '<a class="userMention userLink" href="/user/3">@{}</a>', frame='<ul class="wbbThreadPostList messageList">{}</ul>', body='id="tpl_wbb_thread" data-application="wbb"'),
)  # fmt: skip

FIRST = (
    'Hallo,<br>mein Antrag liegt seit <b>fünf</b> Wochen beim Amt. Darf das so lange dauern? <img class="smilies" alt=":(" src="'
    + GIF
    + '">'
)
FIRST_TEXT = "Hallo, mein Antrag liegt seit fünf Wochen beim Amt. Darf das so lange dauern? :("


def board(software: Software) -> list[PageFile]:
    """First page, later page, a thread in another frame, private places."""
    mention = software.mention.format(HANDLES[1])
    messages = (
        Message(HANDLES[0], FIRST, "m1", place=1),
        Message(HANDLES[1], "Frag schriftlich nach dem Stand, mit Frist. 🙏", "m2", "fremde Worte", 2),
        Message(HANDLES[2], f"{mention} und wenn keine Antwort kommt?", "m3", "fremde Worte", 3),
        Message(HANDLES[3], "4 Wochen", "m4", place=4),
    )
    texts = (
        FIRST_TEXT,
        "Frag schriftlich nach dem Stand, mit Frist. 🙏",
        "und wenn keine Antwort kommt?",
        "4 Wochen",
    )
    third = "reply" if software.has_replies else "comment"
    host = f"https://{software.name}.forum-test.example"

    def cases(first: str, kind: str) -> tuple[Case, ...]:
        context = texts[0] if first == "post" else None
        return (
            Case("first message", first, "select", "[data-fx=m1]", texts[0]),
            Case("message selected beyond its end", third, "select on", "[data-fx=m3]", texts[2], context),
            Case("message with a quote", kind, "scroll", "[data-fx=m2]", texts[1], context),
            Case("message with a mention", third, "click", "[data-fx=m3]", texts[2], context),
            Case("answer button", kind, "click", "[data-fx=m4-answer]", texts[3], context),
            Case("pointer", kind, "hover", "[data-fx=m2]", texts[1], context),
            Case("opened", first, text=texts[0]),
        )

    def html(inner: str, pages: str = "") -> str:
        return document(
            f"Titel von {HANDLES[0]}",
            f'{CSS}<div class="w" role="main"><h1>Titel der Frage</h1>{pages}{software.frame.format(inner)}<div class="ad">Anzeige im Forum</div><form id="quick" onsubmit="return false"><textarea data-fx="box" rows="4"></textarea></form></div>',
            software.head, software.html, software.body,
        )  # fmt: skip

    thread = html("".join(map(software.render, messages)))
    boxed = (*cases("post", "comment"), Case("box", "post", "click", "[data-fx=box]", texts[0]))
    made = [page(f"{software.name}-first", host + software.path, thread, boxed)]
    if not software.has_replies:
        later = tuple(Message(m.author, m.words, m.fx, m.quote, m.place + 15) for m in messages)
        made.append(
            page(
                f"{software.name}-later",
                host + software.later,
                html("".join(map(software.render, later))),
                cases("comment", "comment")[:5],
            )
        )
    acts = (("none", None), ("click", "[data-fx=m2]"), ("select", "[data-fx=m1]"), ("click", "[data-fx=box]"))
    silent = tuple(Case(f"{do} {at}", "none", do, at, reason="private") for do, at in acts)
    made += [
        page(f"{software.name}-private-{i}", host + path, thread, silent[-2:-1], ("Wochen",))
        for i, path in enumerate(software.private)
    ]
    return made


def page(name: str, url: str, html: str, cases: tuple[Case, ...], never: tuple[str, ...] = ()) -> PageFile:
    """A page of a board; nothing on `never` may be read in any case."""
    marked = tuple(Case(**{**vars(case), "platform": "forum", "never": (*NEVER, *never)}) for case in cases)
    return PageFile(name, url, html, marked)


def pages() -> list[PageFile]:
    """All pages of all boards."""
    return [made for software in ALL for made in board(software)]
