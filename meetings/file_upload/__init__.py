"""Many files uploaded at once, and each attached to its document."""
