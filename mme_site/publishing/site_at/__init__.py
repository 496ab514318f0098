"""The site as it will be at a moment: with all that is scheduled until then, and nothing of it committed."""
