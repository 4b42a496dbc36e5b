"""HTTP interface for the extension, guarded on every route."""
