"""What two parsers could read in two ways is refused; everything else comes through unchanged."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.api import strict_json
from companion.errors import KontaktError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
numbers = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(item) for item in inner), default=0)


@given(values.filter(lambda value: depth(value) <= strict_json.MAX_DEPTH))
def test_unambiguous_json_comes_through(value: object) -> None:
    assert strict_json.parse(json.dumps(value).encode()) == value


@given(values.filter(lambda value: depth(value) > 1))
def test_depth_is_the_law_not_the_shape(value: object) -> None:
    for _ in range(strict_json.MAX_DEPTH):
        value = [value]
    with pytest.raises(KontaktError) as caught:
        strict_json.parse(json.dumps(value).encode())
    assert caught.value.status == 400


REFUSED = {
    "duplicate key": b'{"text": "a", "text": "b"}',
    "duplicate key inside": b'{"a": {"b": 1, "b": 2}}',
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "overflowing number": b'{"a": 1e999}',
    "endless digits": b'{"a": ' + b"9" * 5000 + b"}",
    "lone surrogate": b'{"a": "\\ud800"}',
    "lone surrogate as key": b'{"\\udc00": 1}',
    "deep array": b"[" * 30_000,
    "deep object": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "nine levels": b"[" * 9 + b"]" * 9,
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "empty": b"",
    "two values": b"{} {}",
    "cut short": b'{"a": "b',
    "single quotes": b"{'a': 1}",
    "comment": b"{/* */}",
    "trailing comma": b'{"a": 1,}',
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_ambiguous_json_is_refused(body: bytes) -> None:
    with pytest.raises(KontaktError) as caught:
        strict_json.parse(body)
    assert (caught.value.code, caught.value.status) == ("bad_json", 400)


def test_the_refusal_quotes_nothing() -> None:
    with pytest.raises(KontaktError) as caught:
        strict_json.parse(b'{"text": "mein Geheimnis", }')
    assert "Geheimnis" not in caught.value.message + caught.value.hint
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_eight_levels_and_paired_surrogates_are_fine() -> None:
    assert strict_json.parse(b"[" * 8 + b"]" * 8) == [[[[[[[[]]]]]]]]
    assert strict_json.parse(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"
    assert not math.isinf(strict_json.parse(b"1e300"))
