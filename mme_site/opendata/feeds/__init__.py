"""What is new and what has changed, for feed readers: Atom (RFC 4287) and JSON Feed 1.1."""
