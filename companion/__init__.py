"""The local companion of kontakt next. The way of the data: docs/architecture.md."""

__version__ = "0.1.0"
PROTOCOL = 1
"""Number the extension compares in ``GET /api/v1/hello``; raised when panel and companion stop understanding each other."""
