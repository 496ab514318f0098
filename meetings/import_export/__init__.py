"""What a row means that is about a meeting or a document, and which file belongs to which document."""
