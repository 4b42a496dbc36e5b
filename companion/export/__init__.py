"""From frozen rows to what others may have: sealed batches for the lead, releases for f-bb."""
