"""The versions that a file had before it was replaced: kept for editors, never public."""
