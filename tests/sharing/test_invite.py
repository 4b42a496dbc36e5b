"""An invitation survives file, link and telephone, and a slip of the tongue is noticed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.errors import UsageError
from companion.sharing.invite import LETTERS, SPOKEN_BYTES, Invite, read_invite

INVITES = st.builds(
    Invite,
    st.sampled_from(
        ["webdavs://cloud.example.org/öffentlich/bank", "/mnt/share/bank", r"\\server\share\bank"]
    ),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.integers(0, 2**31),
)


@given(INVITES)
def test_file_and_link(invite: Invite) -> None:
    assert read_invite(invite.to_bytes().decode()) == invite
    assert read_invite(invite.to_link()) == invite


@given(INVITES)
def test_words(invite: Invite) -> None:
    heard = read_invite(invite.to_words().upper().replace("\n", ", "), invite.url)
    assert heard.minimum == invite.minimum
    assert invite.fingerprint.startswith(heard.fingerprint)
    assert len(heard.fingerprint) == 2 * SPOKEN_BYTES


@settings(derandomize=True)  # the check has 16 bits: of 65,536 wrong words it lets one pass
@given(INVITES, st.data())
def test_one_wrong_word_is_noticed(invite: Invite, data: st.DataObject) -> None:
    words = invite.to_words().split()
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from([word for word in LETTERS.values() if word != words[place]]))
    wrong = [*words[:place], other, *words[place + 1 :]]
    try:
        heard = read_invite(" ".join(wrong), invite.url)
    except UsageError as error:
        assert error.code == "invite_misheard"  # noqa: PT017 - either this or the spare bits of the last letter
    else:
        assert place == len(words) - 1
        assert invite.fingerprint.startswith(heard.fingerprint)


@pytest.mark.parametrize(
    ("text", "url", "code"),
    [
        ("{}", None, "invite_unreadable"),
        ('{"url": "x", "fingerprint": "zz", "minimum": 1}', None, "invite_unreadable"),
        ('{"url": "x", "fingerprint": "abcd", "minimum": 1}', None, "invite_unreadable"),
        ("kontakt://join?u=x", None, "invite_unreadable"),
        ("Aachen Bitterfeld", None, "invite_word"),
        ("Aachen Berlin", None, "invite_misheard"),
        ("", None, "invite_misheard"),
    ],
)
def test_what_is_no_invitation(text: str, url: str | None, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_invite(text, url)
    assert caught.value.code == code


def test_words_need_the_address() -> None:
    words = Invite("x", "ab" * 32, 3).to_words()
    with pytest.raises(UsageError) as caught:
        read_invite(words)
    assert caught.value.code == "invite_url"


def test_every_letter_has_its_own_word() -> None:
    assert len(set(LETTERS.values())) == 32
    assert all(word[0].upper() == letter for letter, word in LETTERS.items() if letter.isalpha())
