"""Who opens the address in a browser is told that all is well."""

from tests.api.served import Served


def test_the_page_is_fixed_and_tells_no_code(served: Served) -> None:
    code = served.parts.window.open()
    answer = served.send("GET", "/", {"Host": served.host})
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    page = answer.body.decode()
    assert "Der Begleiter läuft" in page
    assert code not in page
    assert "<script" not in page
    served.parts.window.close()
