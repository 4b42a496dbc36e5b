"""Places of one person that look like any thread: nothing is read there, whatever somebody does."""

# ruff: noqa: E501 - addresses are easier to read unbroken

from dataclasses import replace

from ..play import Case, PageFile
from . import boards_drawn, facebook_drawn, generic_drawn, instagram_drawn, threads_drawn

PLACES = {
    "facebook-drawn-permalink-0": (
        "https://www.facebook.com/messages/t/100/", "https://www.facebook.com/messages/e2ee/t/7/", "https://www.facebook.com/settings/?tab=privacy",
        "https://www.facebook.com/login.php?next=x", "https://www.facebook.com/login/device-based/", "https://www.facebook.com/checkpoint/",
        "https://www.facebook.com/notifications/", "https://www.facebook.com/marketplace/inbox/?x=1", "https://www.messenger.com/t/5/", "https://facebook.com/messages",
    ),
    "facebook-drawn-dialog-1": ("https://www.facebook.com/messages/", "https://www.facebook.com/settings/ads"),
    "instagram-drawn-post-1": (
        "https://www.instagram.com/direct/inbox/", "https://www.instagram.com/direct/t/5/", "https://www.instagram.com/accounts/password/change/",
        "https://www.instagram.com/accounts/login/", "https://www.instagram.com/stories/x/7/", "https://www.instagram.com/notifications",
    ),
    "instagram-drawn-dialog-0": ("https://www.instagram.com/direct/t/6/",),
    "threads-drawn-thread-0": ("https://www.threads.net/settings/account", "https://www.threads.com/login/", "https://www.threads.com/messages"),
    "phpbb-drawn-0": ("/ucp.php?i=pm&folder=inbox", "/forum/ucp.php?i=pm&mode=view&f=0&p=7", "/ucp.php?mode=login", "/ucp.php?i=ucp_profile"),
    "xenforo-drawn-0": ("/direct-messages/x.7/", "/conversations/x.7/", "/index.php?conversations/x.7/", "/account/", "/login/login"),
    "vbulletin4-drawn-0": ("/private.php?do=showpm&pmid=7", "/forum/private.php", "/usercp.php", "/login.php?do=login"),
    "vbulletin5-drawn-0": ("/messagecenter/index", "/privatemessage/view?nodeid=7", "/settings/account"),
    "discourse-drawn-0": ("/u/x/messages", "/u/x/preferences/account", "/my/messages", "/login", "/chat/c/allgemein/2"),
    "woltlab-drawn-0": ("/conversation/7-x/", "/index.php?conversation/7-x/", "/login/", "/account-management/", "/settings/"),
    "gutefrage-drawn-0": ("https://www.gutefrage.net/nachrichten/7", "https://www.gutefrage.net/einstellungen", "https://www.gutefrage.net/login"),
    "urbia-drawn-0": ("https://www.urbia.de/nachrichten/7", "https://www.urbia.de/login", "https://www.urbia.de/profil/x"),
    "unknown-drawn-0": (
        "https://eltern-forum.example/pm/7", "https://eltern-forum.example/forum/privatnachrichten/", "https://eltern-forum.example/konto/anmelden",
        "https://eltern-forum.example/index.php?action=pm;sa=inbox", "https://eltern-forum.example/posteingang", "https://discord.com/channels/@me/123456",
        "https://mail.google.com/mail/u/0/#inbox/FMfc", "https://web.whatsapp.com/", "https://eltern-forum.example/app/#/nachrichten/7", "https://eltern-forum.example/forum/login.php",
    ),
}  # fmt: skip
DOINGS = ("none", "scroll", "click", "select", "hover", "focus")


def pages() -> list[PageFile]:
    """Every place with a whole thread in it."""
    parts = (facebook_drawn, instagram_drawn, threads_drawn, boards_drawn, generic_drawn)
    drawn = {page.name: page for part in parts for page in part.pages()}
    made = []
    for name, places in PLACES.items():
        page = drawn[name]
        at = list(dict.fromkeys(case.at for case in page.cases if case.at))
        whole = [
            Case(f"{do} {place} {mode}", "none", do, place, mode=mode, reason="private")
            for mode in ("viewed", "selection")
            for place in at
            for do in DOINGS
        ]
        host = "/".join(page.url.split("/")[:3])
        for i, place in enumerate(places):
            url = place if place.startswith("https:") else host + place
            made.append(
                replace(
                    page,
                    name=f"{name}-private-{i}",
                    url=url,
                    cases=tuple(whole if i == 0 else whole[:: len(whole) // 6]),
                )
            )
    return made
