"""The local companion of kontakt next. The way of the data: docs/architecture.md."""

__version__ = "0.1.0"
PROTOCOL = 1
"""Compared by the extension with ``GET /api/v1/hello``; raised when the two stop understanding each other."""
