"""Content that nobody wrote, for a developer or a measurement that needs much of it: `python -m tests.generating`."""
