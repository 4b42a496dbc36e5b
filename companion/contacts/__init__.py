"""The anonymous contact log. Nothing is written that is not a code, a number or a week.

The door is ``ContactLog``; what the columns may hold stands in ``companion/codebook``.
"""

from companion.contacts.check import FieldError
from companion.contacts.ledger import FrozenError, UnknownRowError
from companion.contacts.log import ContactLog
from companion.contacts.migrations import NewerLogError
from companion.contacts.row import Row
from companion.contacts.store import StorageError

__all__ = [
    "ContactLog",
    "FieldError",
    "FrozenError",
    "NewerLogError",
    "Row",
    "StorageError",
    "UnknownRowError",
]
