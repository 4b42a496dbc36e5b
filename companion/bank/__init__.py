"""The answer bank: entries, their files, their check, spreadsheets."""
