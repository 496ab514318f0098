"""docs/EDITORS.md inside the admin: the guide itself, its pictures, and the links to it beside what it explains."""
