"""Content that nobody wrote, for a developer who needs much of it: `manage.py make_content`."""
