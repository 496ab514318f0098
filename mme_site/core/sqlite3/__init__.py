"""Django's backend of SQLite, which counts on where it has counted keys before."""
