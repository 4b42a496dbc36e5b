"""HTTP for the extension: one small file per group of routes, ``guard.py`` in front of all of them."""
