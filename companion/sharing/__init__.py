"""The bank written by several, released by two, signed for all."""
