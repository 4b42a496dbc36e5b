"""A post beside an index: signals, and from them what is shown, corrected and warned of."""
