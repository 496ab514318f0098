"""Following a list by e-mail: without an account, confirmed by a message, ended by one click, at most one a day."""
