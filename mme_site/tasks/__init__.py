"""What follows a change once it is committed: indexing, e-mail (decision 7).

A task that is enqueued is a row of the same transaction, so that it exists exactly when
the change does. `manage.py worker` does it afterwards; its failure undoes nothing.
"""
