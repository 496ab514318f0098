"""What people may do, by what they are: editors, publishers, translators of a language, administrators."""
