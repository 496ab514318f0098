"""What goes wrong where files are kept, other than that one is not there."""


class StorageUnavailable(Exception):
    """The store does not answer; it is said to readers as an outage that passes, and kept by no cache."""
