"""Every route against every attack: none of them is answered with data.

The table is ``tests/api/routes.py``; a route that is not listed there fails the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion.api.guard import DESK_HEADERS, HEADERS, MAX_BODY, Access
from tests.api.routes import ROUTES, Route
from tests.api.served import ORIGIN, SECRET, Answer, Served

OTHER_EXTENSION = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"

pytestmark = pytest.mark.usefixtures("ready")


@pytest.fixture(scope="module")
def ready(served: Served) -> None:
    """The index is built, so that nothing is refused only because it is not."""
    served.parts.active.start().join(60)


def test_every_route_is_listed(served: Served) -> None:
    found = {
        f"{method} {rule.endpoint}"
        for rule in served.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == set(ROUTES)


def of(*access: Access) -> list[str]:
    """The routes that stand behind one of these doors."""
    return [name for name, route in ROUTES.items() if route.access in access]


def good_headers(served: Served, route: Route) -> dict[str, str]:
    if route.access is Access.CONTROL:
        return served.headers(Origin=None, Authorization=f"Bearer {SECRET}")
    if route.access is Access.DESK:
        return served.signed_in(Content_Type=route.media)
    if route.access is Access.DESK_ENTRANCE:
        return served.headers(Authorization=None, Origin=None)
    if route.access in (Access.ANYONE, Access.PAIRING):
        return served.headers(Authorization=None)
    return served.headers()


def send(served: Served, route: Route, headers: dict[str, str]) -> Answer:
    path, data = route.fresh()
    return served.send(route.method, path, headers, route.encoded(data))


def test_a_good_request_is_answered(served: Served, subtests: pytest.Subtests) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            answer = send(served, route, good_headers(served, route))
            assert answer.status in route.answers, answer.body
            check_headers(answer, DESK_HEADERS if route.path.startswith("/desk/") else HEADERS)
            ends = "Expires=Thu, 01 Jan 1970" in answer.headers.get("Set-Cookie", "")
            assert ("Set-Cookie" in answer.headers, ends) == ((name == "POST desk_sign_in.leave",) * 2)


def check_headers(answer: Answer, expected: dict[str, str] | None = None) -> None:
    """The headers of the API, or those of the desk: their policies differ, everything else does not."""
    if expected is None:
        said = answer.headers["Content-Security-Policy"]
        expected = DESK_HEADERS if said == DESK_HEADERS["Content-Security-Policy"] else HEADERS
    for header, value in expected.items():
        assert answer.headers[header.title()] == value
    assert not [header for header in answer.headers if header.startswith("Access-Control-")]
    assert "Server" not in answer.headers


def check_refused(answer: Answer, *statuses: int) -> None:
    assert answer.status in statuses, (answer.status, answer.body)
    error = answer.data["error"]
    assert set(answer.data) == {"error"}
    assert set(error) == {"code", "message", "hint"}
    assert all(isinstance(part, str) and part for part in error.values())
    assert answer.headers["Content-Type"] == "application/json"
    assert "Set-Cookie" not in answer.headers
    check_headers(answer)


HOSTS = {
    "foreign": "evil.example",
    "rebinding": "rebind.example:{port}",
    "localhost": "localhost:{port}",
    "no port": "127.0.0.1",
    "other port": "127.0.0.1:1",
    "trailing dot": "127.0.0.1.:{port}",
    "user part": "x@127.0.0.1:{port}",
    "other spelling": "127.1:{port}",
    "IPv6": "[::1]:{port}",
    "empty": "",
    "list": "127.0.0.1:{port}, evil.example",
    "missing": None,
}


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS.keys())
def test_host(served: Served, subtests: pytest.Subtests, host: str | None) -> None:
    for name in ROUTES:
        with subtests.test(name):
            headers = good_headers(served, ROUTES[name])
            del headers["Host"]
            if host is not None:
                headers["Host"] = host.format(port=served.port)
            check_refused(send(served, ROUTES[name], headers), 403, 400)


ORIGINS = {
    "web page": "https://evil.example",
    "null": "null",
    "empty": "",
    "own address": "http://{host}",
    "other loopback port": "http://127.0.0.1:8765",
    "other extension": OTHER_EXTENSION,
    "longer than pinned": ORIGIN + "x",
    "two": f"{ORIGIN}, https://evil.example",
    "non-ASCII": "https://böse.example",
}


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS.keys())
def test_origin(served: Served, subtests: pytest.Subtests, origin: str) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            if origin == "http://{host}" and route.access in (Access.DESK, Access.DESK_ENTRANCE):
                continue  # the pages' own origin
            served.parts.window.close()
            headers = good_headers(served, route) | {"Origin": origin.format(host=served.host)}
            check_refused(send(served, route, headers), 403)


def test_missing_origin_on_anything_that_changes(served: Served, subtests: pytest.Subtests) -> None:
    for name, route in ROUTES.items():
        if route.method == "GET" or route.access is Access.CONTROL:  # commands have no origin
            continue
        with subtests.test(name):
            headers = good_headers(served, route)
            del headers["Origin"]
            check_refused(send(served, route, headers), 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "unheard-of"])
def test_fetch_metadata(served: Served, subtests: pytest.Subtests, site: str) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            check_refused(send(served, route, good_headers(served, route) | {"Sec-Fetch-Site": site}), 403)


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_fetch_metadata_of_both_browsers(served: Served, site: str) -> None:
    assert served.ask("GET", "/api/v1/status", Sec_Fetch_Site=site).status == 200


TOKENS = {
    "missing": None,
    "empty": "Bearer ",
    "scheme only": "Bearer",
    "wrong": "Bearer " + "x" * 43,
    "basic": "Basic dGVzdDp0ZXN0",
    "non-ASCII": "Bearer tökén",
    "long": "Bearer " + "x" * 8000,
    "hash": "Bearer {hash}",
    "prefix": "Bearer {prefix}",
    "two": "Bearer {token}, Bearer {token}",
    "the other door's": "Bearer {other}",
}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
def test_token(served: Served, subtests: pytest.Subtests, token: str | None) -> None:
    for name in of(Access.PAIRED, Access.CONTROL):
        with subtests.test(name):
            route = ROUTES[name]
            headers = good_headers(served, route)
            good = headers.pop("Authorization").removeprefix("Bearer ")
            if token is not None:
                other = served.token if route.access is Access.CONTROL else SECRET
                pinned = served.parts.pairings.all()[0].token_sha256
                headers["Authorization"] = token.format(
                    hash=pinned, prefix=good[:-1], token=good, other=other
                )
            check_refused(send(served, route, headers), 401)


@pytest.fixture
def second(served: Served) -> Iterator[str]:
    """Token of a second browser."""
    yield served.parts.pairings.add("Zweiter", OTHER_EXTENSION, date.today())
    served.parts.pairings.revoke("Zweiter")


def test_a_token_is_bound_to_its_origin(served: Served, second: str, subtests: pytest.Subtests) -> None:
    for name in of(Access.PAIRED):
        with subtests.test(name):
            route = ROUTES[name]
            check_refused(send(served, route, served.headers(Authorization=f"Bearer {second}")), 403)
            check_refused(send(served, route, served.headers(Origin=OTHER_EXTENSION)), 403)


def test_a_revoked_token(served: Served, subtests: pytest.Subtests) -> None:
    for name in of(Access.PAIRED):
        with subtests.test(name):
            token = served.parts.pairings.add("Zweiter", OTHER_EXTENSION, date.today())
            headers = served.headers(Authorization=f"Bearer {token}", Origin=OTHER_EXTENSION)
            assert served.send("GET", "/api/v1/status", headers).status == 200
            served.parts.pairings.revoke("Zweiter")
            check_refused(send(served, ROUTES[name], headers), 401)


def test_no_browser_reaches_the_commands(served: Served, subtests: pytest.Subtests) -> None:
    for name in of(Access.CONTROL):
        with subtests.test(name):
            route = ROUTES[name]
            for more in ({"Origin": ORIGIN}, {"Sec-Fetch-Site": "none"}, {"Origin": f"http://{served.host}"}):
                check_refused(send(served, route, good_headers(served, route) | more), 403)


DESK = of(Access.DESK)
COOKIES = {
    "missing": None,
    "empty": "{name}=",
    "wrong": "{name}=" + "x" * 43,
    "the API's token": "{name}={token}",
    "the commands' secret": "{name}={secret}",
    "another port's": "kontakt_desk_1={value}",
    "prefix": "{name}={prefix}",
    "non-ASCII": "{name}=kéks",
    "long": "{name}=" + "x" * 8000,
}


@pytest.mark.parametrize("cookie", COOKIES.values(), ids=COOKIES.keys())
def test_no_page_without_a_session(served: Served, subtests: pytest.Subtests, cookie: str | None) -> None:
    for name in DESK:
        with subtests.test(name):
            headers = served.signed_in()
            own, _, value = headers.pop("Cookie").partition("=")
            if cookie is not None:
                headers["Cookie"] = cookie.format(
                    name=own, value=value, prefix=value[:-1], token=served.token, secret=SECRET
                )
            check_refused(send(served, ROUTES[name], headers), 401)


def test_a_session_that_ended_opens_nothing(served: Served, subtests: pytest.Subtests) -> None:
    for name in DESK:
        with subtests.test(name):
            headers = served.signed_in()
            assert served.send("POST", "/desk/sign-out", headers, b"x=x").status == 303
            check_refused(send(served, ROUTES[name], headers), 401)


def test_a_token_opens_no_page_of_the_desk(served: Served, subtests: pytest.Subtests) -> None:
    for name in of(Access.DESK, Access.DESK_ENTRANCE):
        with subtests.test(name):
            headers = good_headers(served, ROUTES[name])
            check_refused(
                send(served, ROUTES[name], headers | {"Authorization": f"Bearer {served.token}"}), 403
            )


def test_a_session_opens_nothing_of_the_api(served: Served, subtests: pytest.Subtests) -> None:
    for name in of(Access.PAIRED):
        with subtests.test(name):
            headers = served.signed_in(Content_Type="application/json")
            check_refused(send(served, ROUTES[name], headers), 403)
            headers.pop("Origin")
            check_refused(send(served, ROUTES[name], headers), 401, 403)


CSRF = {"missing": None, "empty": "", "wrong": "x" * 43, "another session's": "{other}", "non-ASCII": "tökén"}


@pytest.mark.parametrize("token", CSRF.values(), ids=CSRF.keys())
def test_nothing_changes_without_the_token_of_the_session(
    served: Served, subtests: pytest.Subtests, token: str | None
) -> None:
    for name in DESK:
        if ROUTES[name].method == "GET":
            continue
        with subtests.test(name):
            headers = good_headers(served, ROUTES[name])
            headers.pop("X-CSRF")
            if token is not None:
                headers["X-CSRF"] = token.format(other=served.signed_in()["X-CSRF"])
            answer = send(served, ROUTES[name], headers)
            check_refused(answer, 403)
            assert answer.data["error"]["code"] == "csrf"


WITH_BODY = [name for name, route in ROUTES.items() if route.method in ("POST", "PATCH", "PUT")]
MEDIA_TYPES = [
    None,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/jsonp",
    "text/json",
    "",
]


@pytest.mark.parametrize("media", MEDIA_TYPES)
def test_media_type(served: Served, subtests: pytest.Subtests, media: str | None) -> None:
    for name in WITH_BODY:
        with subtests.test(name):
            route = ROUTES[name]
            if (media or "").partition(";")[0] in served.parts.guard.body_of(
                name.partition(" ")[2]
            ).media and "utf-16" not in (media or ""):
                continue  # what this route takes
            headers = good_headers(served, route)
            headers.pop("Content-Type")
            if media is not None:
                headers["Content-Type"] = media
            check_refused(send(served, route, headers), 415)


def test_utf_8_may_be_said(served: Served) -> None:
    answer = served.ask(
        "POST", "/api/v1/search", {"words": "x"}, Content_Type="application/json; charset=UTF-8"
    )
    assert answer.status == 200


BODIES = {
    "not JSON": (b"{", 400),
    "empty": (b"", 415),
    "duplicate keys": (b'{"uuid": "a", "uuid": "b"}', 400),
    "NaN": (b'{"uuid": NaN}', 400),
    "infinity": (b'{"uuid": 1e999}', 400),
    "deep": (b'{"a":' * 2000 + b"1" + b"}" * 2000, 400),
    "surrogate": (b'{"text": "\\ud800"}', 400),
    "not UTF-8": (b'{"text": "\xff"}', 400),
    "oversize": (b'{"text": "' + b"x" * MAX_BODY + b'"}', 413),
    "array": (b"[]", 422),
    "string": (b'"text"', 422),
    "null": (b"null", 422),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
def test_body(served: Served, subtests: pytest.Subtests, body: bytes, status: int) -> None:
    for name in WITH_BODY:
        with subtests.test(name):
            route = ROUTES[name]
            if not route.reads_body and status == 422:
                continue
            rule = served.parts.guard.body_of(name.partition(" ")[2])
            if route.access is Access.DESK and (status == 422 or "application/json" not in rule.media):
                continue  # forms: tests/desk
            sent = body.ljust(rule.most + 1) if status == 413 else body
            path, _ = route.fresh()
            headers = good_headers(served, route) | {"Content-Type": "application/json"}
            if not sent:
                headers.pop("Content-Type")
            check_refused(served.send(route.method, path, headers, sent), status)


def test_a_body_where_none_belongs_is_checked_too(served: Served, subtests: pytest.Subtests) -> None:
    for name, route in ROUTES.items():
        if route.method not in ("GET", "DELETE"):
            continue
        with subtests.test(name):
            path, _ = route.fresh()
            headers = good_headers(served, route)
            check_refused(served.send(route.method, path, headers, b"x" * (MAX_BODY + 1)), 413)
            check_refused(
                served.send(route.method, path, headers | {"Content-Type": "text/plain"}, b"x"), 415
            )


def test_compressed_bodies_are_not_unpacked(served: Served) -> None:
    check_refused(served.ask("POST", "/api/v1/search", {"words": "x"}, Content_Encoding="gzip"), 415)


@pytest.mark.parametrize(
    "method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"]
)
def test_methods(served: Served, subtests: pytest.Subtests, method: str) -> None:
    paths = {route.path: route.access for route in ROUTES.values()}
    known = {route.path for route in ROUTES.values() if route.method == method}
    for path, access in paths.items():
        if path in known:
            continue
        with subtests.test(path):
            headers = good_headers(served, Route(method, path, access))
            body = b"{}" if method in ("POST", "PUT", "PATCH") else None
            answer = served.send(method, path.replace("{uuid}", "x"), headers, body)
            if method == "OPTIONS" and answer.status == 200:
                assert answer.body == b""
                check_headers(answer)
            else:
                check_refused(answer, 401, 403, 405)


def test_preflights_get_no_permission(served: Served) -> None:
    headers = {
        "Host": served.host,
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
        "Access-Control-Request-Private-Network": "true",
    }
    for path in ("/api/v1/suggestions", "/api/v1/hello", "/api/v1/pairing"):
        check_refused(served.send("OPTIONS", path, headers), 403)


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_method_overrides_are_ignored(served: Served, header: str) -> None:
    key = "5f0c7cf6-6f3a-4d5a-9f57-6a3a3c0d7d11"
    served.ask("POST", "/api/v1/contacts", {"uuid": key})
    served.ask("PATCH", f"/api/v1/contacts/{key}", {"reaktion": "like"}, **{header: "DELETE"})
    assert served.ask("PATCH", f"/api/v1/contacts/{key}", {}).status == 200


PATHS = [
    "/api/v1/entries/../../../../etc/passwd",
    "/api/v1/entries/..%2f..%2f..%2fetc%2fpasswd",
    "/api/v1/entries/%00",
    "/api/v1/entries/elterngeld-zuverdienst%0d%0aX-Evil:%20yes",
    "/api/v1/entries/" + "a" * 3000,
    "/api/v1//hello",
    "//evil.example/api/v1/hello",
    "/api/v1/hello/",
    "/API/v1/hello",
    "/api/v1/hello;x",
    "/static/../companion/app.py",
    "/.git/config",
    "/api/v1/contacts/..%2Fstatus",
    "/api/v1/entries/%ff%fe",
]


@pytest.mark.parametrize("path", PATHS)
def test_paths(served: Served, path: str) -> None:
    answer = served.send("GET", path, served.headers())
    check_refused(answer, 400, 401, 404, 405)
    assert "X-Evil" not in answer.headers
    check_refused(served.send("GET", path, served.headers(Authorization=None)), 400, 401)


def test_unknown_routes_say_nothing_to_strangers(served: Served) -> None:
    check_refused(served.send("GET", "/api/v1/unknown", served.headers(Authorization=None)), 401)
    check_refused(served.send("GET", "/api/v1/unknown", served.headers()), 404)


def test_proxy_headers_are_not_believed(served: Served) -> None:
    for name in ("X-Forwarded-Host", "X-Forwarded-For", "Forwarded", "X-Original-URL", "X-Rewrite-URL"):
        headers = served.headers(Host="evil.example") | {name: served.host}
        check_refused(served.send("GET", "/api/v1/status", headers), 403)


def test_no_refusal_repeats_what_was_sent(served: Served) -> None:
    canary = "Kanarienvogel-4711"
    bodies = [
        {"text": canary * 2000},
        {canary: canary},
        {"uuid": canary},
        {"uuid": "5f0c7cf6-6f3a-4d5a-9f57-6a3a3c0d7d12", "thema": canary},
        {"words": canary, "limit": canary},
    ]
    for path in (
        "/api/v1/suggestions",
        "/api/v1/search",
        "/api/v1/contacts",
        "/api/v1/gaps",
        "/api/v1/feedback",
    ):
        for body in bodies:
            answer = served.ask("POST", path, body)
            assert canary.encode() not in answer.body, (path, body)
    assert canary.encode() not in served.ask("GET", f"/api/v1/entries/{canary}").body


def test_the_data_folder_is_private(served: Served) -> None:
    for path in Path(served.data).iterdir():
        if path.is_file():
            assert path.stat().st_mode & 0o077 == 0, path.name
