"""What an editor asks for and the worker does: with progress, a way to cancel it, and a result that waits."""
