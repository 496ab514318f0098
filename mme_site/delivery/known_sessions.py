"""People who are signed in are told apart by their session, others by their address.

An office has one address and many editors: counted together they would have one client's places, and one turn after
the other. Anybody can make up a cookie, so a session counts once Django has known it.
"""

import hashlib
import re
import threading
from typing import Any

from django.conf import settings

from mme_site.delivery.trusted_proxies import household

SIGNED_IN = "mme.signed_in"  # in the environ, by mme_site/accounts/middleware.py
MOST = 2_000  # sessions that are remembered in a process


class KnownSessions:
    def __init__(self) -> None:
        self.cookie = re.compile(rf"(?:^|;\s*){re.escape(settings.SESSION_COOKIE_NAME)}=([^;]+)")
        self.known: dict[str, None] = {}  # the one that was seen longest ago first
        self.lock = threading.Lock()

    def session_of(self, environ: dict[str, Any]) -> str | None:
        """Return the session of a request, where Django has known it; by its SHA-256."""
        found = self.cookie.search(environ.get("HTTP_COOKIE", ""))
        key = hashlib.sha256(found[1].encode()).hexdigest() if found else None
        return key if key in self.known else None

    def client_of(self, environ: dict[str, Any]) -> str:
        """Return what a client is told apart by."""
        return self.session_of(environ) or household(environ["REMOTE_ADDR"])

    def note(self, environ: dict[str, Any]) -> None:
        """Remember the session of a request in which Django has found somebody signed in."""
        if environ.pop(SIGNED_IN, False) and (found := self.cookie.search(environ.get("HTTP_COOKIE", ""))):
            key = hashlib.sha256(found[1].encode()).hexdigest()
            with self.lock:
                self.known.pop(key, None)
                self.known[key] = None
                if len(self.known) > MOST:
                    del self.known[next(iter(self.known))]
