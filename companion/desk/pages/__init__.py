"""The page groups of the desk, one module each; they are found by themselves (``companion.desk.navigation``)."""
