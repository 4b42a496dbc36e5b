"""Shapes of requests and answers, as they stand in the OpenAPI document.

Unknown keys of a request are left out: an older companion still serves a newer extension. Which kinds and
platforms exist may grow too, so an unknown one is read as the plainest.
"""

from __future__ import annotations

from typing import Any, cast

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range, Regexp
from marshmallow import EXCLUDE, ValidationError

from companion.api.error_shape import BY_STATUS
from companion.contacts.by_hand import KINDS as BY_HAND
from companion.errors import KontaktError

MAX_TEXT = 20_000
"""Characters of a post, its context or a search."""

KINDS = ("post", "comment", "reply")


class AtMost(Length):
    """Too long a text is answered with 413, not as a wrong one."""

    def __call__(self, value: Any) -> Any:
        """Check the length.

        Raises:
            KontaktError: ``too_long`` (413).
        """
        try:
            return super().__call__(value)
        except ValidationError:
            raise KontaktError(
                "Der Text ist zu lang.", BY_STATUS[413][2], code="too_long", status=413
            ) from None


class Kind(String):
    """What is viewed; an unknown kind is a post."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        return text if text in KINDS else "post"


class Request(Schema):
    """Leaves out what it does not know."""

    class Meta:  # noqa: D106 - marshmallow's way of options
        unknown = EXCLUDE


class SuggestionsRequest(Request):
    """The words of a post; only ``text`` is required."""

    text = String(
        required=True,
        validate=AtMost(max=MAX_TEXT),
        metadata={"description": "Wortlaut, nur im Arbeitsspeicher"},
    )
    context = String(load_default=None, allow_none=True, validate=AtMost(max=MAX_TEXT))
    kind = Kind(load_default="post", metadata={"description": "post, comment oder reply"})
    platform = String(load_default="facebook", validate=Length(max=40))


class SearchRequest(Request):
    """Words typed by hand."""

    words = String(required=True, validate=AtMost(max=MAX_TEXT))
    platform = String(load_default="facebook", validate=Length(max=40))
    limit = Integer(load_default=10, strict=True, validate=Range(min=1, max=50))


class PairingRequest(Request):
    """Six digits, and under which name the browser shall be listed."""

    code = String(required=True, validate=Length(max=20), metadata={"example": "123 456"})
    name = String(load_default="Browser", validate=[Length(max=60), Regexp(r"[^\x00-\x1f\x7f]*\Z")])


class RevokeRequest(Request):
    """Which browser is to be forgotten."""

    name = String(required=True, validate=Length(max=80))


class NoteRequest(Request):
    """Something noted by hand; the log checks the fields."""

    kind = String(required=True, validate=OneOf(BY_HAND))
    given = Dict(keys=String(validate=Length(max=40)), required=True, validate=Length(max=60))


class DeliveryRequest(Request):
    """Where to deliver and for whom; left out: as the last time."""

    to = String(validate=Length(max=2000))
    keys = List(String(validate=Length(max=100)), validate=Length(max=5))
    user = String(validate=Length(max=200), allow_none=True)
    password = String(validate=Length(max=1000), allow_none=True)


class Hello(Schema):
    """Who answers here."""

    app = String(required=True)
    protocol = Integer(required=True)
    install = String(required=True)
    paired = Boolean(required=True)


class Token(Schema):
    """Shown once."""

    token = String(required=True)


class BankAge(Schema):
    """Which bank answered."""

    version = String(required=True)
    age_days = Integer(required=True)


class Source(Schema):
    """Where a statement can be read."""

    title = String(required=True)
    url = String(required=True)


class Facts(Schema):
    """An entry without its wording."""

    id = String(required=True)
    kind = String(required=True)
    version = Integer(required=True)
    title = String(required=True)
    topic = String(required=True)
    topic_label = String(required=True)
    ampel = String(required=True)
    sources = List(Nested(Source), required=True)
    legal_basis = List(String(), required=True)
    referral = List(String(), required=True)
    reviewed_on = String(required=True, allow_none=True)
    review_by = String(required=True)
    valid_until = String(required=True, allow_none=True)
    overdue = Boolean(required=True)
    verdict = String(required=True, allow_none=True)
    verdict_label = String(required=True, allow_none=True)
    fact = String(required=True, allow_none=True)


class Card(Facts):
    """A suggestion."""

    band = String(required=True)
    score = Float(required=True)
    why = List(String(), required=True)
    text = String(required=True)


class EntryWithTexts(Facts):
    """An entry with the wording of every channel in du and Sie."""

    why_believed = String(required=True, allow_none=True)
    texts = Dict(keys=String(), values=Dict(keys=String(), values=String()), required=True)


class Flag(Schema):
    """A warning sign in the post and what to do about it."""

    code = String(required=True)
    label = String(required=True)
    hint = String(required=True)


class Suggested(Schema):
    """At most three answers and two corrections; both may be empty."""

    answers = List(Nested(Card), required=True)
    corrections = List(Nested(Card), required=True)
    flags = List(Nested(Flag), required=True)
    bank = Nested(BankAge, required=True)


class Found(Schema):
    """Entries found by hand."""

    results = List(Nested(Card), required=True)
    bank = Nested(BankAge, required=True)


class Status(Schema):
    """How everything is."""

    companion = Dict(required=True)
    bank = Dict(required=True)
    log = Dict(required=True, allow_none=True)
    notices = List(String(), required=True)
    matcher = Dict(required=True)


class ErrorBody(Schema):
    """What happened and what to do."""

    code = String(required=True)
    message = String(required=True)
    hint = String(required=True)


class Error(Schema):
    """The one shape of every error."""

    error = Nested(ErrorBody, required=True)


class CodebookAnswer(Schema):
    """Closed lists and the columns that use them."""

    version = Integer(required=True)
    vocabularies = Dict(required=True)
    tables = Dict(required=True)


class Noted(Schema):
    """What was sent under this key is kept."""

    uuid = String(required=True)


def made(name: str, fields: dict[str, Any], base: type[Schema] = Schema) -> type[Schema]:
    """A schema class from fields that are known only when the app is made."""
    return cast(type[Schema], base.from_dict(fields, name=name))


def wrapped(name: str, row: type[Schema]) -> type[Schema]:
    """One row under its name."""
    return made(f"{row.__name__}Answer", {name: Nested(row, required=True)})


def listed(name: str, row: type[Schema]) -> type[Schema]:
    """A list of rows under its name."""
    return made(f"{row.__name__}List", {name: List(Nested(row), required=True)})
