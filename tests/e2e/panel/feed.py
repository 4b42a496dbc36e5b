"""Made-up pages in the shape of the platforms, under their addresses. Nobody in them exists."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

GROUP = "https://www.facebook.com/groups/401/"
OTHER_GROUP = "https://www.facebook.com/groups/402/"
CHAT = "https://www.facebook.com/messages/t/1/"
FORUM = "https://forum.familie.example/thema/17"


@dataclass(frozen=True)
class Post:
    """A post of a group and the comments below it; ``key`` becomes the id of its element."""

    key: str
    text: str
    author: str = "Mira Beispiel"
    comments: tuple[tuple[str, str], ...] = field(default=())


WORK = Post(
    "work",
    "Mein Chef sagt, ich darf in der Elternzeit gar nicht arbeiten. Stimmt das? Ich würde so gern in Teilzeit ein paar "
    "Stunden arbeiten, sonst reicht es vorn und hinten nicht.",
    comments=(
        (
            "Jo Muster",
            "In der Elternzeit darf man gar nicht arbeiten, keine einzige Stunde, das ist verboten.",
        ),
        ("Kim Probe", "Wie viele Kinderkrankentage habe ich eigentlich im Jahr, wenn mein Kind krank ist?"),
    ),
)
DISMISSED = Post(
    "dismissed",
    "Ich habe gestern die Kündigung bekommen, Brief lag im Briefkasten. "
    "Was soll ich jetzt tun, wie lange habe ich Zeit?",
)
SICK = Post(
    "sick",
    "Kind krank und schon wieder zu Hause. Wie viele Kinderkrankentage habe ich im Jahr, zahlt das die Krankenkasse?",
)
CAKE = Post(
    "cake",
    "Hat jemand ein Rezept für Apfelkuchen mit Streuseln? "
    "Am Samstag ist Kindergeburtstag, zwanzig Gäste, ich freue mich schon sehr.",
)
LONG = Post(
    "long",
    "Hallo zusammen, "
    + "ich lese hier schon lange mit und traue mich heute zum ersten Mal zu schreiben. " * 6
    + "Darf ich in der Elternzeit in Teilzeit arbeiten?",
)


def _button(label: str) -> str:
    return f'<div role="button" tabindex="0">{label}</div>'


def _action(role: str, label: str) -> str:
    return f'<div data-ad-rendering-role="{role}">{_button(label)}</div>'


def _words(text: str) -> str:
    return f'<div dir="auto" style="text-align: start">{html.escape(text)}</div>'


def _comment(number: int, author: str, text: str) -> str:
    who = html.escape(author)
    return (
        f'<div role="article" aria-label="Kommentar von {who} vor 2 Std." data-number="{number}">'
        f'<a href="/user/{number}/?comment_id={number}"><span>{who}</span></a>{_words(text)}'
        f"<ul><li>{_button('Gefällt mir')}</li><li>{_button('Antworten')}</li></ul></div>"
    )


def _post(post: Post, place: int) -> str:
    comments = "".join(
        _comment(place * 100 + number, *comment) for number, comment in enumerate(post.comments)
    )
    name = f'<h3><a href="/user/{place}/">{html.escape(post.author)}</a></h3>'
    actions = (("like", "Gefällt mir"), ("comment", "Kommentieren"), ("share", "Teilen"))
    row = "".join(_action(f"{role}_button", label) for role, label in actions)
    return (
        f'<div aria-posinset="{place}" class="post" id="{post.key}">'
        f'<div data-ad-rendering-role="profile_name">{name}</div>'
        f'<div data-ad-rendering-role="story_message">{_words(post.text)}</div>'
        f'<div class="row">{row}</div>{comments}</div>'
    )


STYLE = """
body { margin: 0; background: #eef0f2; font: 16px/1.4 system-ui, sans-serif }
main { max-width: 620px; margin: 0 auto; padding: 60vh 0 }
.post { background: #fff; border-radius: 10px; padding: 18px; margin: 0 0 60vh }
h3 { margin: 0 0 8px; font-size: 15px }
.row { display: flex; gap: 24px; color: #555; padding-top: 12px }
[role=article] { margin: 14px 0 0 24px; padding: 10px; background: #f3f4f6; border-radius: 10px }
ul { display: flex; gap: 16px; list-style: none; padding: 0; margin: 6px 0 0; color: #555 }
a { color: inherit; font-weight: 600; text-decoration: none }
"""


def _document(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="de">{head}<main role="main">{body}</main></html>'


def group(*posts: Post) -> str:
    """A group's feed with these posts, one below the other, half a screen apart."""
    body = "".join(_post(post, place) for place, post in enumerate(posts, 1))
    return _document("Gruppe", f'<div role="feed">{body}</div>')


def forum(question: str) -> str:
    """A page of a forum that nobody has written an adapter for."""
    return _document("Thema", f'<article class="post" id="q"><p>{html.escape(question)}</p></article>')
