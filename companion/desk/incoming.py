"""A request whose uploads stay in memory."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Request


class Incoming(Request):
    """Werkzeug would write an uploaded file of more than 500 kB to a temporary file; here nothing is spooled."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()
