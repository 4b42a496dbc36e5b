"""``/api/v1/contacts`` and ``/api/v1/own-posts``: log, correct, undo; and the open rows, without any text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from apiflask import APIBlueprint
from flask import Response

from companion.api.codebook_schemas import request_schema, row_schema
from companion.api.parts import Parts
from companion.api.schemas import listed, wrapped
from companion.contacts.row import Row


class Rows(Protocol):
    """Contacts or own posts, as the log offers them."""

    def add(self, given: Mapping[str, object], /) -> Row:
        """Write a row down."""

    def change(self, uuid: str, changes: Mapping[str, object], /) -> Row:
        """Set columns of an open row."""

    def undo(self, uuid: str, /) -> None:
        """Delete an open row."""

    def open_rows(self) -> list[Row]:
        """The open rows."""


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("contacts", __name__, tag="Kontakte")
    _add_routes(routes, parts, "contact", "contacts", lambda: parts.log.get())
    _add_routes(routes, parts, "own_post", "own_posts", lambda: parts.log.get().own_posts)
    return routes


def _add_routes(routes: APIBlueprint, parts: Parts, one: str, table: str, rows: Callable[[], Rows]) -> None:
    """The four routes of a table whose rows can be changed for a while."""
    url = f"/api/v1/{table.replace('_', '-')}"
    name = one.title().replace("_", "")
    new = request_schema(parts.codebook, table, f"New{name}", ("uuid",))
    changes = request_schema(parts.codebook, table, f"{name}Changes", without=("herkunft",))
    row = row_schema(parts.codebook, table, name)

    def shown(found: Row) -> dict[str, Any]:
        entry = parts.active.bank.entries.get(str(found.values.get("baustein_id")))
        title = {"entry_title": entry.title if entry else None} if table == "contacts" else {}
        return {**found.to_json(), **title}

    @routes.post(url, endpoint=f"add_{one}")
    @routes.input(new)
    @routes.output(wrapped(one, row), status_code=201)
    @routes.doc(responses=[200, 503, 507])
    def add(json_data: dict[str, Any]) -> tuple[dict[str, Any], int]:
        """Write a row down under a key made by the browser; a repeat answers the first one with 200."""
        found = rows().add(json_data)
        return {one: shown(found)}, 200 if found.repeated else 201

    @routes.patch(f"{url}/<uuid>", endpoint=f"change_{one}")
    @routes.input(changes)
    @routes.output(wrapped(one, row))
    @routes.doc(responses=[404, 409, 503, 507])
    def change(uuid: str, json_data: dict[str, Any]) -> dict[str, Any]:
        """Set any column until the row is frozen."""
        return {one: shown(rows().change(uuid, json_data))}

    @routes.delete(f"{url}/<uuid>", endpoint=f"undo_{one}")
    @routes.output({}, status_code=204)
    @routes.doc(responses=[409, 503, 507])
    def undo(uuid: str) -> Response:
        """Undo: the row is gone, and nothing of it remains in the file."""
        rows().undo(uuid)
        return Response(status=204)

    @routes.get(url, endpoint=f"open_{table}")
    @routes.output(listed(table, row))
    @routes.doc(responses=[503])
    def open_rows() -> dict[str, Any]:
        """The rows that can still be changed, latest day first."""
        return {table: [shown(found) for found in rows().open_rows()]}
