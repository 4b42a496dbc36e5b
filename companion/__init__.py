"""The local companion of kontakt next. The way of the data: docs/architecture.md."""

__version__ = "0.1.0"
