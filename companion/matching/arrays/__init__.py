"""Numbers of many rows, in memory or left in their file; nothing here knows what they stand for."""
