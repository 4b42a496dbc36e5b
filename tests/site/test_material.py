from datetime import date

import pytest

from companion.bank.entry import Bank
from companion.site.content import select
from companion.site.material import GENERAL, posters, share_image

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def made(shipped_bank: Bank) -> dict[str, bytes]:
    return posters(select(shipped_bank, TODAY), "https://www.example.org/")


def test_there_is_a_general_poster_and_one_for_each_topic(made: dict[str, bytes], shipped_bank: Bank) -> None:
    topics = [topic for topic in select(shipped_bank, TODAY).topics if topic.summary]
    assert len(made) == len(topics) + 1
    assert GENERAL in made


def test_posters_are_tagged_for_screen_readers(made: dict[str, bytes]) -> None:
    for name, pdf in made.items():
        assert pdf.startswith(b"%PDF-1.7"), name
        assert b"pdfuaid" in pdf, name


def test_the_share_image_has_the_size_networks_ask_for() -> None:
    png = share_image()
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (1200, 630)
