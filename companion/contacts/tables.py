"""sqlite-utils without pandas.

It loads pandas wherever that is installed, to know the types of its columns. We never hand it any; for us it would be
one to two seconds of processor time and 60 MB in every command and in the companion. Import ``Database`` and
``Migrations`` from here.
"""

import sys

_absent = "pandas" not in sys.modules
if _absent:
    sys.modules["pandas"] = None  # type: ignore[assignment]  # an import of it fails now, as if it were not installed
try:
    from sqlite_utils import Database, Migrations
finally:
    if _absent:
        del sys.modules["pandas"]

__all__ = ["Database", "Migrations"]
