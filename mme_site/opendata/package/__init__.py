"""The data package: everything public as CSV and JSON in each language, in one place and one archive."""
