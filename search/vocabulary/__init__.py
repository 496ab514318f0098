"""What things are called: synonyms, misspellings, dates and ordinals as people write them, words that exist."""
