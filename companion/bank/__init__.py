"""The answer bank: entries, their files, and the check before anything is used."""
