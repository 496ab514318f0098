"""The whole public site as files that any web server, or a browser without one, can open."""
