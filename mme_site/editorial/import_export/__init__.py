"""Import and export of what editors keep, as spreadsheets (decision 19); a content app says what a row means."""
