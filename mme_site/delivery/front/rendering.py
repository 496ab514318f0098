"""Pages that Django makes once, for all who ask for them at the time."""

import asyncio
import re

from mme_site.delivery.front.held import STATIC, HeldFile, HeldPage

# What Django's middleware (mme_site/delivery/cacheable.py) says of an answer that may be held.
SAID = re.compile(rb"version=(\d+), until=(\d+)")
ATTEMPTS = 5
MOST_ALONE = 10_000
LONGEST_ALONE = 500  # bytes
IMMUTABLE = b"immutable"


class Alone:
    """The addresses whose answers are for each client alone; asking for them once for all would be in vain."""

    def __init__(self):
        self.keys = set()
        self.version = None

    def has(self, key, version):
        """Return True for an address that is known of this content version."""
        if version != self.version or len(self.keys) > MOST_ALONE:
            self.keys.clear()
            self.version = version
        return key in self.keys

    def add(self, key):
        if len(key) <= LONGEST_ALONE:
            self.keys.add(key)


class Renders:
    """What is being made now, by its key.

    A page is asked for in nobody's name: with its address, its host and its scheme, and
    nothing else that a client sends. So nothing that one client sends can be in what
    another gets.
    """

    def __init__(self, store, backend, is_database_lost):
        self.store = store
        self.backend = backend
        self.is_database_lost = is_database_lost
        self.now = {}
        self.alone = Alone()

    async def page(self, key, request, client):
        """Return the finished page, or None where the answer is for each client alone.

        What was begun before a change is not given to who came after it.
        """
        if self.alone.has(key, self.store.version):
            return None
        for _attempt in range(ATTEMPTS):
            known = self.store.version
            is_mine = key not in self.now
            page = await asyncio.shield(self.now.get(key) or self.begin(key, request, client))
            if page is None or page.version is None:
                if page is None or not page.status.startswith(b"5"):
                    self.alone.add(key)
                return page if is_mine else None
            if known is None or page.version >= known:
                return page
        return page

    def begin(self, key, request, client):
        make = self.static_file if key.startswith(STATIC) else self.render
        self.now[key] = render = asyncio.ensure_future(make(key, request, client))
        render.add_done_callback(lambda done: self.end(key, done))
        return render

    def end(self, key, done):
        del self.now[key]
        if not done.cancelled():
            done.exception()  # those who wait have it; nobody waits when all have gone

    async def render(self, key, request, client):
        """Return what Django makes of a page, held from now on where it may be."""
        answer = await self.backend.ask_plainly(request, client)
        if answer.status.startswith(b"5"):
            page = self.store.get(key)
            return page if page and self.is_database_lost() else HeldPage(answer.status, answer.fields, answer.whole())
        said = SAID.fullmatch(answer.values.get(b"x-page-cache", b""))
        fields = [field for field in answer.fields if field[0] != b"x-page-cache"]
        page = HeldPage(answer.status, fields, answer.whole())
        if said:
            page.version, page.until = int(said[1]), float(said[2])
            if self.store.version is None or page.version > self.store.version:
                self.store.be_of(page.version)
            if page.version == self.store.version:
                self.store.keep(key, page)
        return page

    async def static_file(self, key, request, client):
        """Return a static file, whose name changes with its bytes; None for anything else."""
        answers = {}
        for encoding in (None, b"br", b"gzip"):
            answer = await self.backend.ask_plainly(request, client, encoding or b"identity")
            if not answer.status.startswith(b"200") or IMMUTABLE not in answer.values.get(b"cache-control", b""):
                return None
            answers[encoding] = answer
        page = HeldFile(answers)
        self.store.keep(key, page)
        return page
