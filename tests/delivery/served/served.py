"""Asking a site that is served by several processes."""

import http.client
import json
import threading
import time
from dataclasses import dataclass

SECONDS = 20  # that an answer may take while the suite runs


@dataclass(frozen=True)
class Page:
    """An answer: its status, the bytes, where it leads."""

    status: int
    content: bytes
    location: str

    def shows(self, words):
        """Return True where these words are in the page, or in the address that it leads to."""
        return words.encode() in self.content or words in self.location


class ServedSite:
    """A tree of pages, and the ports at which it is served."""

    def __init__(self, tree, ports, folder):
        self.tree = tree
        self.ports = ports
        self.folder = folder

    def get(self, address, port=None, **headers):
        """Return the answer of one process to an anonymous reader."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.ports[0], timeout=SECONDS)
        try:
            connection.request("GET", address, headers=headers)
            response = connection.getresponse()
            return Page(response.status, response.read(), response.getheader("Location", ""))
        finally:
            connection.close()

    def health(self, port=None):
        """Return what a process says of itself."""
        return json.loads(self.get("/health/delivery", port).content)

    def is_up(self):
        """Return True when every process answers and knows the content version."""
        try:
            return all(
                self.get("/health/live", port).status == 200 and self.health(port)["content_version"] is not None
                for port in self.ports
            )
        except OSError:
            return False

    def is_held(self, address):
        """Return True where every process has kept the answer to this address; asked for twice, so that it can be."""
        for port in self.ports:
            self.get(address, port)
            before = self.health(port)["cache_hits"]
            self.get(address, port)
            if self.health(port)["cache_hits"] == before:
                return False
        return True


class Crowd:
    """Readers of one address who never stop, one at each process; inside `with`.

    Every answer is kept with the moments at which it was asked for and was there, and its port.
    """

    def __init__(self, site, address):
        self.site = site
        self.address = address
        self.answers = []
        self.has_to_end = threading.Event()
        self.readers = [threading.Thread(target=self.read, args=[port]) for port in site.ports]

    def __enter__(self):
        for reader in self.readers:
            reader.start()
        return self

    def __exit__(self, *exception):
        self.has_to_end.set()
        for reader in self.readers:
            reader.join()

    def read(self, port):
        while not self.has_to_end.is_set():
            asked = time.monotonic()
            page = self.site.get(self.address, port)
            self.answers.append((asked, time.monotonic(), port, page))
            self.has_to_end.wait(0.005)
