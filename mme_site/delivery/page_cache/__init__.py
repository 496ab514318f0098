"""The page cache: finished answers in the memory of each web process, given before Django is asked.

`application` is the WSGI application that stands before Django's. `keys` says which requests ask for
the same answer, `answers` what a finished one is, `store` keeps them within a number of bytes, and
`rendering` has each made once. Decision 15 says why.
"""
