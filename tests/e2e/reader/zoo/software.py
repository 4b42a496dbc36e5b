"""Boards and comment sections without an adapter of their own, in the markup that their software is known for."""

# ruff: noqa: E501 - markup is easier to read unbroken

from collections.abc import Callable

from ..play import Case, PageFile
from .generic import ANSWER, CSS, OTHER, QUESTION, REPLY, page
from .parts import GIF, HANDLES, document, new_id

EMOJI = "🙏🙏"
NEVER = (
    "Mitglied",
    "Beiträge",
    "Registriert",
    "Themen:",
    "bearbeitet",
    "schrieb",
    "sagt",
    "Re:",
    "Expertin",
    "Hilfreichste",
    "melden",
    "Zitat",
    "Likes",
    "Kekse",
    "Stimmen",
)
QUOTED = "fremde Worte von damals"
Part = Callable[[str, str, str, int, str], str]


def mybb(who: str, words: str, fx: str, n: int, quote: str) -> str:
    quoted = (
        f'<blockquote class="mycode_quote"><cite><span> (11.03.2026, 08:00)</span>{HANDLES[4]} schrieb: <a href="showthread.php?pid=3" class="quick_jump"></a></cite>{QUOTED}</blockquote>'
        if quote
        else ""
    )
    return (
        f'<a id="pid{n}"></a><div class="post classic m" id="post_{new_id()}"><div class="post_author scaleimages" style="float:left;width:150px"><div class="author_avatar"><a href="member.php?action=profile&amp;uid={n}"><img src="{GIF}" alt="" width="50" height="50"></a></div><div class="author_information"><strong><span class="largetext"><a href="member.php?action=profile&amp;uid={n}">{who}</a></span></strong><br><span class="smalltext">Junges Mitglied<br><img src="{GIF}" alt="*"></span></div>'
        f'<div class="author_statistics">Beiträge: 12<br>Themen: 3<br>Registriert seit: März 2020</div></div><div class="post_content" style="margin-left:170px"><div class="post_head"><div class="float_right" style="float:right"><strong><a href="showthread.php?pid={n}">#{n}</a></strong></div><span class="post_date">12.03.2026, 10:1{n}<span class="post_edit"></span></span></div>'
        f'<div class="post_body scaleimages" id="pid_{n}" data-fx="{fx}">{quoted}{words}</div><div class="signature scaleimages"><hr>Signatur von {who}</div></div><div class="post_controls"><div class="postbit_buttons"><a href="#" class="postbit_find"><span>Suchen</span></a></div><div class="postbit_buttons"><a href="#" onclick="return false" class="postbit_quote" data-fx="{fx}-answer"><span>Antworten</span></a></div></div></div>'
    )


def smf(who: str, words: str, fx: str, n: int, quote: str) -> str:
    quoted = (
        f'<blockquote class="bbc_standard_quote"><cite><a href="#msg3">Zitat von: {HANDLES[4]} am 11. März 2026, 08:00:00</a></cite>{QUOTED}</blockquote>'
        if quote
        else ""
    )
    return (
        f'<div class="windowbg m" id="msg{n}"><div class="post_wrapper"><div class="poster" style="float:left;width:150px"><h4><a href="https://eltern.example/index.php?action=profile;u={n}" title="Profil anzeigen von {who}">{who}</a></h4><ul class="user_info"><li class="membergroup">Mitglied</li><li class="icons">***</li><li class="postcount">Beiträge: 20</li></ul></div>'
        f'<div class="postarea" style="margin-left:170px"><div class="keyinfo"><div class="subject_title subject_hidden" style="display:none"><a href="#msg{n}">Re: Kind krank</a></div><div class="postinfo"><span class="messageicon"></span><a href="#msg{n}" rel="nofollow" title="Antwort #{n} - Re: Kind krank" class="smalltext">12. März 2026, 10:1{n}:00</a></div></div>'
        f'<div class="post"><div class="inner" data-msgid="{n}" id="msg_{n}" data-fx="{fx}">{quoted}{words}</div></div><div class="under_message"><ul class="floatright"><li class="post_button"><a href="#" onclick="return false" data-fx="{fx}-answer">Zitat</a></li></ul></div></div><div class="moderatorbar"><div class="signature">Signatur von {who}</div></div></div></div>'
    )


def flarum(who: str, words: str, fx: str, n: int, quote: str) -> str:
    quoted = f'<p><a href="/d/7-kind/3" class="PostMention" data-id="3">{HANDLES[4]}</a></p>' if quote else ""
    return (
        f'<div class="PostStream-item" data-index="{n}" data-number="{n}" data-type="comment"><article class="CommentPost Post m"><div class="Post-container"><div class="Post-side"><a class="Post-avatar" href="/u/{who}"><img class="Avatar" alt="{who}" src="{GIF}"></a></div><div class="Post-main"><header class="Post-header"><ul><li class="item-user"><div class="PostUser"><h3 class="PostUser-name"><a href="/u/{who}"><span class="username">{who}</span></a></h3></div></li>'
        f'<li class="item-meta"><div class="Dropdown PostMeta"><a class="Dropdown-toggle"><time pubdate="true" datetime="2026-03-12T10:1{n}:00" data-humantime="true">12. Mär</time></a></div></li></ul></header><div class="Post-body" data-fx="{fx}">{quoted}<p>{words}</p></div><aside class="Post-actions"><ul><li class="item-reply"><button class="Button Button--link" type="button" data-fx="{fx}-answer"><span class="Button-label">Antworten</span></button></li></ul></aside><footer class="Post-footer"><ul><li class="item-liked"><div class="Post-likedBy"><a href="/u/x">{HANDLES[5]}</a> gefällt das.</div></li></ul></footer></div></div></article></div>'
    )


def nodebb(who: str, words: str, fx: str, n: int, quote: str) -> str:
    quoted = f"<blockquote><p>{QUOTED}</p></blockquote>" if quote else ""
    return (
        f'<li component="post" class="pt-4 m" data-index="{n}" data-pid="{new_id()}" data-username="{who}" data-userslug="{who}" itemprop="comment" itemscope itemtype="http://schema.org/Comment"><a component="post/anchor" data-index="{n}" id="{n}"></a><meta itemprop="datePublished" content="2026-03-12T10:12:00Z"><div class="d-flex"><div class="icon"><a href="/user/{who}" aria-label="Profil: {who}"><span component="user/picture" data-uid="{n}" class="avatar" title="{who}">{who[0].upper()}</span></a></div>'
        f'<div class="post-container" component="post/container"><div class="d-flex post-header"><div class="bg-body"><a class="fw-bold" href="/user/{who}" data-username="{who}" data-uid="{n}">{who}</a></div><div><span class="text-muted">schrieb am <a href="/post/{n}" class="timeago text-muted" title="12. März 2026, 10:12">12. März 2026, 10:12</a></span></div></div>'
        f'<div class="content text-break" component="post/content" itemprop="text" data-fx="{fx}">{quoted}<p dir="auto">{words}</p></div><div component="post/footer" class="post-footer"><div component="post/actions" class="d-flex"><a href="#" onclick="return false" component="post/reply" data-fx="{fx}-answer" title="Antworten">Antworten</a> <a component="post/vote-count" title="Stimmen">0</a></div></div></div></div></li>'
    )


def vanilla(who: str, words: str, fx: str, n: int, quote: str) -> str:
    quoted = (
        f'<blockquote class="Quote UserQuote"><div class="QuoteAuthor"><a href="/profile/{HANDLES[4]}">{HANDLES[4]}</a> schrieb:</div><div class="QuoteText">{QUOTED}</div></blockquote>'
        if quote
        else ""
    )
    return (
        f'<li class="Item ItemComment m" id="Comment_{new_id()}"><div class="Comment"><div class="Item-Header CommentHeader"><div class="AuthorWrap"><span class="Author"><a title="{who}" href="/profile/{who}" class="PhotoWrap"><img src="{GIF}" alt="{who}" class="ProfilePhoto"></a><a href="/profile/{who}" class="Username">{who}</a></span><span class="AuthorInfo"><span class="MItem RoleTitle">Mitglied</span></span></div>'
        f'<div class="Meta CommentMeta CommentInfo"><span class="MItem DateCreated"><a href="/discussion/comment/{n}" class="Permalink" rel="nofollow"><time title="12. März 2026" datetime="2026-03-12">März 12</time></a></span></div></div><div class="Item-BodyWrap"><div class="Item-Body"><div class="Message userContent" data-fx="{fx}">{quoted}{words}</div><div class="Reactions"><a href="#" onclick="return false" class="ReactButton Quote" data-fx="{fx}-answer">Zitat</a></div></div></div></div></li>'
    )


BOARDS: tuple[tuple[str, Part, str], ...] = (
    ("mybb", mybb, '<div id="content"><div class="wrapper"><div class="breadcrumb"><a href="/">Forum</a> › Kind krank</div><div id="posts_container"><div id="posts">{}</div></div></div></div>'),
    ("smf", smf, '<div id="main_content_section"><div class="cat_bar"><h3 class="catbg">Kind krank</h3></div><div id="forumposts"><form action="#" method="post">{}</form></div></div>'),
    ("flarum", flarum, '<main class="App-content"><div class="DiscussionPage"><div class="DiscussionHero"><h1 class="DiscussionHero-title">Kind krank</h1></div><div class="PostStream">{}</div></div></main>'),
    ("nodebb", nodebb, '<main id="panel"><div id="content"><h1 component="topic/title">Kind krank</h1><ul component="topic" class="posts timeline list-unstyled">{}</ul></div></main>'),
    ("vanilla", vanilla, '<div id="Content" class="ContentColumn"><h1>Kind krank</h1><div class="CommentsWrap"><ul class="MessageList DataList Comments">{}</ul></div></div>'),
)  # fmt: skip


def flat(name: str, part: Part, frame: str) -> PageFile:
    """A thread of a flat board."""
    texts = (QUESTION, ANSWER, OTHER, EMOJI)
    inner = "".join(
        part(HANDLES[i], words, fx, i + 1, "q" if fx == "a2" else "")
        for i, (words, fx) in enumerate(zip(texts, ("q", "a1", "a2", "a3"), strict=True))
    )
    box = '<form onsubmit="return false"><textarea data-fx="box" rows="5"></textarea><input type="submit" value="Antworten"></form>'
    cases = (
        Case("question selected", "post", "select", "[data-fx=q]", QUESTION),
        Case("answer clicked", "comment", "click", "[data-fx=a1]", ANSWER, QUESTION),
        Case("quoting", "comment", "scroll", "[data-fx=a2]", OTHER, QUESTION),
        Case("pictures only", "comment", "select", "[data-fx=a3]", EMOJI, QUESTION),
        Case("answer button", "comment", "click", "[data-fx=a2-answer]", OTHER, QUESTION),
        Case("box", "post", "click", "[data-fx=box]", QUESTION),
    )
    url = f"https://{name}.forum-test.example/thema/kind-krank-7"
    return page(f"unknown-{name}", url, document(HANDLES[0], CSS + frame.format(inner) + box), cases, NEVER)


def nested_cases(has_reply_box: bool = False) -> tuple[Case, ...]:
    cases = [
        Case("question selected", "post", "select", "[data-fx=q]", QUESTION),
        Case("answer clicked", "comment", "click", "[data-fx=a1]", ANSWER, QUESTION),
        Case("reply clicked", "reply", "click", "[data-fx=r1]", REPLY, QUESTION),
        Case("answer scrolled to", "comment", "scroll", "[data-fx=a2]", OTHER, QUESTION),
        Case("answer button of the reply", "reply", "click", "[data-fx=r1-answer]", REPLY, QUESTION),
    ]
    if has_reply_box:
        cases.append(Case("box of the answer", "comment", "click", "[data-fx=a1-box]", ANSWER, QUESTION))
    return tuple(cases)


def wordpress() -> str:
    """Comments of a blog."""

    def one(who: str, words: str, fx: str, depth: int, inside: str = "") -> str:
        children = f'<ol class="children" style="margin-left:40px">{inside}</ol>' if inside else ""
        return (
            f'<li id="comment-{new_id()}" class="comment byuser even thread-even depth-{depth}"><article id="div-{fx}" class="comment-body m"><footer class="comment-meta"><div class="comment-author vcard"><img alt="" src="{GIF}" class="avatar photo" width="40" height="40"> <b class="fn">{who}</b> <span class="says">sagt:</span></div><div class="comment-metadata"><a href="#comment-1"><time datetime="2026-03-12T10:12:00+01:00">12. März 2026 um 10:12 Uhr</time></a></div></footer>'
            f'<div class="comment-content" data-fx="{fx}"><p>{words}</p></div><div class="reply"><a rel="nofollow" class="comment-reply-link" href="#" onclick="return false" data-fx="{fx}-answer">Antworten</a></div></article>{children}</li>'
        )

    comments = one(HANDLES[1], ANSWER, "a1", 1, one(HANDLES[0], REPLY, "r1", 2)) + one(
        HANDLES[2], OTHER, "a2", 1
    )
    article = f'<article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">Kind krank</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2026-03-01">1. März 2026</time></span> <span class="byline">von <a class="url fn n" href="/author/{HANDLES[0]}">{HANDLES[0]}</a></span></div></header><div class="entry-content"><p data-fx="q">{QUESTION}</p></div><footer class="entry-footer"><span class="tags-links"><a href="/tag/x" rel="tag">Kekse</a></span></footer></article>'
    related = '<aside class="widget"><h2>Neueste Beiträge</h2><ul><li><a href="/kekse">Kekse backen</a> <span class="post-date">2. März 2026</span></li></ul></aside>'
    return f'<div id="primary"><main id="main">{article}<div id="comments" class="comments-area"><h2 class="comments-title">3 Gedanken zu „Kind krank“</h2><ol class="comment-list">{comments}</ol><div id="respond"><form><textarea name="comment"></textarea></form></div></div></main>{related}</div>'


def questions(later_head: bool) -> str:
    """A question page of machine-made names: badges, cards of other questions that look like messages, comments folded out."""

    def head(who: str, badge: str = "") -> str:
        return f'<div class="s-a1 s-b2"><a class="s-c3" href="/nutzer/{who}" data-x="1"><img alt="Profilbild von {who}" src="{GIF}" width="32" height="32"></a><div><a class="s-d4" href="/nutzer/{who}">{who}</a>{f"<span class=s-e5>{badge}</span>" if badge else ""}</div><span class="s-f6">12.03.2026, 09:14</span></div>'

    def answer(who: str, words: str, fx: str, label: str = "", inside: str = "") -> str:
        top, bottom = (
            ("", head(who, "Expertin für Beruf")) if later_head else (head(who, "Expertin für Beruf"), "")
        )
        return f'<article class="s-g7 m" id="answer-{new_id()}">{f"<div class=s-h8><span>{label}</span></div>" if label else ""}{top}<div class="s-i9" data-fx="{fx}"><p>{words}</p></div>{bottom}<div class="s-j1"><button type="button"><span>3</span></button><button type="button" data-fx="{fx}-answer">Kommentieren</button><button type="button">melden</button></div>{inside}</article>'

    comment = f'<div class="s-k2" style="margin-left:32px"><div class="s-l3">{head(HANDLES[0], "Fragesteller")}<div class="s-m4" data-fx="r1"><p>{REPLY}</p></div><div><button type="button" data-fx="r1-answer">Antworten</button></div></div><div class="s-n5"><textarea data-fx="a1-box" placeholder="Kommentar schreiben"></textarea></div></div>'
    other = f'<section class="s-o6"><h2>Ähnliche Fragen</h2><article class="s-p7"><a href="/frage/kekse"><h3>Kekse backen mit Kind?</h3></a><div><a href="/nutzer/x">{HANDLES[5]}</a> <span>11.03.2026</span></div></article></section>'
    question = f'<article class="s-q8 m"><h1 class="s-r9">Kind krank, was nun?</h1>{"" if later_head else head(HANDLES[0])}<div class="s-s1" data-fx="q"><p>{QUESTION}</p></div>{head(HANDLES[0]) if later_head else ""}<ul class="s-t2"><li><a href="/tag/kind">Kind</a></li><li><a href="/tag/arbeit">Arbeit</a></li></ul><div><button type="button">Antworten</button></div></article>'
    return f'<main class="s-u3">{question}<section class="s-v4"><h2>2 Antworten</h2>{answer(HANDLES[1], ANSWER, "a1", "Hilfreichste Antwort", comment)}<div class="s-w5"><ins class="adsbygoogle">Anzeige</ins></div>{answer(HANDLES[2], OTHER, "a2")}</section>{other}</main>'


def tree_of_divs() -> str:
    """A mothers' board: depth by padding alone, the age in words beside the name, counts of likes, a title on every message."""

    def one(who: str, words: str, fx: str, depth: int) -> str:
        return f'<div class="item m" data-depth="{depth}" style="padding-left:{16 + 28 * depth}px"><div class="item__meta"><span class="item__user"><a href="/community/profil/{who}">{who}</a></span><span class="item__date">vor 2 Tagen</span></div><div class="item__title">Re: Kind krank</div><div class="item__text" data-fx="{fx}">{words}</div><div class="item__foot"><span class="likes">3 Likes</span> <a href="#" onclick="return false" data-fx="{fx}-answer">Antworten</a> <a href="#">melden</a></div></div>'

    inner = (
        one(HANDLES[0], QUESTION, "q", 0)
        + one(HANDLES[1], ANSWER, "a1", 1)
        + one(HANDLES[0], REPLY, "r1", 2)
        + one(HANDLES[2], OTHER, "a2", 1)
    )
    return f'<div class="layout"><div class="teaser"><a href="/kekse"><strong>Kekse backen mit Kindern, so geht es</strong></a></div><div class="thread"><h1>Kind krank</h1>{inner}</div></div>'


def pages() -> list[PageFile]:
    """Known software on unknown addresses, and unknown software on known ones."""
    nested = (
        ("generic-wordpress", "https://blog.familie.example/2026/03/kind-krank/", wordpress(), nested_cases()),
        ("gutefrage-machine", "https://www.gutefrage.net/frage/kind-krank-was-nun", questions(False), nested_cases(True)),
        ("gutefrage-later-head", "https://www.gutefrage.net/frage/kind-krank-was-nun-2", questions(True), nested_cases(True)),
        ("urbia-padding", "https://www.urbia.de/forum/7-job/5520-kind-krank", tree_of_divs(), nested_cases()),
        ("unknown-padding", "https://muetter.example/forum/kind-krank", tree_of_divs(), nested_cases()),
        ("unknown-questions", "https://fragen.example/f/kind-krank", questions(False), nested_cases(True)),
    )  # fmt: skip
    made = [flat(*board) for board in BOARDS]
    return made + [
        page(name, url, document(HANDLES[0], CSS + html), cases, NEVER) for name, url, html, cases in nested
    ]
