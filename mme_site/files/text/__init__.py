"""The text inside files, page by page, for the search."""
