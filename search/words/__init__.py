"""What a word is, whatever its accents, case, dashes, script and ending: the same for texts and for what is typed."""
