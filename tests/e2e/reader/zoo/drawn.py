"""Structure by lot: every page draws how it writes the same thing, so that no two pages of a platform are alike."""

# ruff: noqa: E501 - markup is easier to read unbroken

import random

from .parts import GIF


class Lot(random.Random):
    """Draws for one page; the same name always draws the same."""

    def one(self, *options: str) -> str:
        """One of several ways."""
        return self.choice(options)

    def maybe(self, markup: str) -> str:
        """Markup that is there or not."""
        return self.choice((markup, ""))

    def wrap(self, inner: str, most: int = 3) -> str:
        """Boxes around something that mean nothing."""
        for _ in range(self.randrange(most + 1)):
            inner = f'<div class="x{self.randrange(10**6)}">{inner}</div>'
        return inner

    def decoy(self, words: str = "Xqz") -> str:
        """Words in the source that nobody sees on the page."""
        return self.one(
            f'<span style="display:none">{words}</span>',
            f'<span style="visibility:hidden;position:absolute">{words}</span>',
            f'<span style="position:absolute;left:-9999px">{words}</span>',
            f'<span aria-hidden="true" style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)">{words}</span>',
            f'<span style="font-size:0">{words}</span>',
            f'<span style="opacity:0;position:absolute">{words}</span>',
            f'<span style="display:inline-block;width:0;height:0;overflow:hidden">{words}</span>',
            f'<span style="display:inline-block;max-height:0;max-width:0;overflow:hidden">{words}</span>',
            f'<span style="clip-path:inset(50%);position:absolute;white-space:nowrap">{words}</span>',
            f'<span style="display:inline-block;transform:scale(0)">{words}</span>',
            f'<span style="display:inline-block;position:relative;left:-9999px;width:0">{words}</span>',
            f"<span hidden>{words}</span>",
            f"<template>{words}</template>",
            f'<span style="color:transparent">{words}</span>',
        )

    def emoji(self, sign: str) -> str:
        """An emoji in one of the ways pages draw them."""
        return self.one(
            f'<img height="16" width="16" alt="{sign}" src="{GIF}">',
            f'<span class="html-span"><img height="16" width="16" alt="{sign}" src="{GIF}" referrerpolicy="origin-when-cross-origin"></span>',
            sign,
            f'<span role="img" aria-label="{sign}" style="display:inline-block;width:16px;height:16px;background:#fc0"></span>',
            f'<img alt="{sign}" class="emoji" draggable="false" width="18" height="18" src="{GIF}">',
        )
