"""A template that cannot be read is found before a page of it is asked for."""

from pathlib import Path

import pytest

from scripts.check_files import broken_template

PLACE = Path("companion/desk/templates/desk/x.html")


@pytest.mark.parametrize(
    "text", ["{% block x %}", "{{ a b }}", "{% nothing %}", '{% extends "desk/away.html" %}', "{{ (1 }}"]
)
def test_a_broken_template_is_named(text: str) -> None:
    assert broken_template(PLACE, text)


def test_a_whole_one_is_not() -> None:
    assert (
        broken_template(PLACE, '{% extends "desk/base.html" %}{% block content %}{{ x }}{% endblock %}') == ""
    )
