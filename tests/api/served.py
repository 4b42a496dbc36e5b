"""A served app and the plainest way to send it anything at all."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Response

from companion.api.parts import Parts
from companion.desk import desk_of

ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
SECRET = "secret-of-the-commands"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """A served app, a paired browser, and the plainest way to send it anything at all."""

    parts: Parts
    port: int
    token: str
    data: Path
    app: Flask
    host: str = field(init=False)

    def __post_init__(self) -> None:
        self.host = f"127.0.0.1:{self.port}"

    def headers(self, **more: str | None) -> dict[str, str]:
        """What the paired extension sends; ``name=None`` leaves a header out, ``_`` stands for ``-``."""
        usual = {
            "Host": self.host,
            "Origin": ORIGIN,
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
        }
        for name, value in more.items():
            name = name.replace("_", "-")
            if value is None:
                usual.pop(name, None)
            else:
                usual[name] = value
        return usual

    def signed_in(self, **more: str | None) -> dict[str, str]:
        """What a page of the desk sends with a form, in a session of its own."""
        response = Response()
        session = desk_of(self.app).sessions.begin(response)
        return self.headers(
            **{
                "Origin": f"http://{self.host}",
                "Authorization": None,
                "Cookie": response.headers["Set-Cookie"].partition(";")[0],
                "X-CSRF": session.csrf,
                "Content-Type": "application/x-www-form-urlencoded",
                **more,
            }
        )

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """One request exactly as given; no header is added but Content-Length."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value.encode("utf-8"))
            if body is not None and "Content-Length" not in headers:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, {k.title(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def ask(self, method: str, path: str, data: Any = None, **headers: str | None) -> Answer:
        """A request of the paired extension."""
        body = None if data is None else json.dumps(data).encode()
        return self.send(method, path, self.headers(**headers), body)
