"""The pictures of the documentation, taken by `make screenshots` from a site of its own."""
