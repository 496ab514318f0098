"""The server in front of Django: it holds finished pages and answers with them by itself.

One process with one event loop. `requests` reads what a client asks, `held` keeps finished
pages, `watching` follows the content version, `backend` asks Django's web server, `gate`
limits how much is asked at once, `answering` puts these together, and `connection` talks
to one client. Decision 15 says why.
"""
