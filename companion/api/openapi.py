"""Completes the OpenAPI document with what the guard does in front of every route."""

from __future__ import annotations

import re
from typing import Any

from apiflask import APIFlask

from companion.api.error_shape import BY_STATUS
from companion.api.guard import Access, Guard

GUARDED = (401, 403)
"""Answers of the guard to a stranger."""
WITH_BODY = (400, 413, 415, 422)
"""Answers to a body that is too large, no JSON, ambiguous or wrong."""
ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}


def _rule(path: str) -> str:
    """``/entries/{id}`` of the document as Flask writes it."""
    return re.sub(r"\{(\w+)\}", r"<\1>", path)


def complete(app: APIFlask, guard: Guard, document: dict[str, Any]) -> dict[str, Any]:
    """Add to every operation who may call it and which refusals it can meet.

    Args:
        app: the app whose routes the document describes.
        guard: knows who may call a route.
        document: the OpenAPI document made from the routes; changed in place.
    """
    endpoints = {
        (rule.rule, method.lower()): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if (_rule(path), method) not in endpoints:
                continue
            access = guard.access_of(endpoints[_rule(path), method])
            operation["security"] = [{"paired": []}] if access is Access.PAIRED else []
            refusals = list(GUARDED)
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
                refusals += WITH_BODY
            elif "{" in path:
                refusals.append(422)
            if access is not Access.PAIRED:
                refusals.remove(401)
            for status in refusals:
                answer = {"description": BY_STATUS[status][1], "content": ERROR}
                operation["responses"].setdefault(str(status), answer)
            for status, answer in operation["responses"].items():
                if status >= "400":
                    answer.update(description=BY_STATUS[int(status)][1], content=ERROR)
    return document
