"""The one threshold below which numbers about people are not shown: in the report, the desk and the answer bank."""

SMALL = 5
"""Counts from 1 up to below it are hidden, the threshold of the domain guide for reports. A public release has its own
k in the ladder."""
