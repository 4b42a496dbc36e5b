"""What is computed once of all the entries of a bank, and kept for the next start."""
