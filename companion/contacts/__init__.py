"""The anonymous contact log."""
