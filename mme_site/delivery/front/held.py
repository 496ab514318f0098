"""Finished pages, kept in memory."""

import gzip
import hashlib
from collections import OrderedDict

import brotli

# What a page needs beside its bytes: the object, its keys, the heads of its answers.
OVERHEAD = 2_000
STATIC = b"static "  # how the keys of static files begin; those of pages have a host there
ENCODERS = {b"br": lambda body: brotli.compress(body, quality=6), b"gzip": lambda body: gzip.compress(body, 6, mtime=0)}
SHORTEST_TO_ENCODE = 200  # bytes; below it the heads outweigh the gain
TEXTS = (b"text/", b"application/xml", b"application/json", b"application/rss+xml", b"image/svg+xml")
TEXTS += (b"application/opensearchdescription+xml", b"application/atom+xml")
OF_THE_BODY = (b"content-length", b"content-type", b"content-encoding", b"content-language", b"etag")


class HeldPage:
    """One answer of Django, finished for every client: its head and bytes in each coding."""

    __slots__ = ("body", "fields", "finished", "is_text", "size", "status", "tag", "until", "version")

    def __init__(self, status, fields, body):
        self.status = status  # with its reason: b"200 OK"
        self.fields = [(name, value) for name, value in fields if name not in (b"content-length", b"etag")]
        self.body = body
        self.version = None  # the content version that it was made of; None where it may not be held
        self.until = 0.0  # seconds since 1970, after which it may look different
        self.tag = hashlib.sha256(body).hexdigest()[:24].encode()
        kind = dict(fields).get(b"content-type", b"")
        self.is_text = len(body) >= SHORTEST_TO_ENCODE and kind.startswith(TEXTS)
        self.finished = {}
        self.size = OVERHEAD + len(body)

    def finish(self, encoding):
        """Return (tag, first line, rest of the head with the empty line, body) in a coding, made once."""
        if not self.is_text:
            encoding = None
        if encoding not in self.finished:
            body = ENCODERS[encoding](self.body) if encoding else self.body
            tag = b'"' + self.tag + (b"-" + encoding if encoding else b"") + b'"'
            fields = [*self.fields, (b"etag", tag), (b"content-length", b"%d" % len(body))]
            if encoding:
                fields.append((b"content-encoding", encoding))
                self.size += len(body)
            self.finished[encoding] = tag, b"HTTP/1.1 " + self.status + b"\r\n", head_of(fields), body
        return self.finished[encoding]

    def not_modified(self, encoding):
        """Return the first line and the rest of the head of the answer that nothing has changed (RFC 9110, 15.4.5)."""
        tag = self.finish(encoding)[0]
        fields = [(name, value) for name, value in self.fields if name not in OF_THE_BODY]
        return b"HTTP/1.1 304 Not Modified\r\n", head_of([*fields, (b"etag", tag)])


class HeldFile(HeldPage):
    """A static file, in the codings that were made ahead of time."""

    __slots__ = ()

    def __init__(self, answers):
        """Take the answer of Django for each coding, None being the file as it is."""
        bodies = {encoding: answer.whole() for encoding, answer in answers.items()}
        super().__init__(answers[None].status, answers[None].fields, bodies[None])
        self.version = self.until = float("inf")
        self.tag = answers[None].values.get(b"etag", b'"' + self.tag + b'"').removeprefix(b"W/")
        self.is_text = True
        for encoding, answer in answers.items():
            body = bodies[encoding]
            fields = [field for field in answer.fields if field[0] != b"content-length"]
            head = head_of([*fields, (b"content-length", b"%d" % len(body))])
            self.finished[encoding] = self.tag, b"HTTP/1.1 200 OK\r\n", head, body
            self.size += len(body)


def head_of(fields):
    """Return fields as they are sent, with the empty line that ends them."""
    return b"".join(name + b": " + value + b"\r\n" for name, value in fields) + b"\r\n"


class Shelf:
    """Pages up to a number of bytes; the one that was asked for longest ago goes first."""

    def __init__(self, most):
        self.most = most
        self.pages = OrderedDict()
        self.size = 0

    def get(self, key):
        page = self.pages.get(key)
        if page is not None:
            self.pages.move_to_end(key)
        return page

    def keep(self, key, page):
        """Keep a page; one of more than an eighth of the shelf is not worth those that it would push out."""
        for encoding in (None, *ENCODERS):  # every coding now, so that its size is known
            page.finish(encoding)
        if page.size > self.most // 8:
            return
        self.drop(key)
        self.pages[key] = page
        self.size += page.size
        while self.size > self.most:
            self.drop(next(iter(self.pages)))

    def drop(self, key):
        page = self.pages.pop(key, None)
        if page is not None:
            self.size -= page.size

    def clear(self):
        self.pages.clear()
        self.size = 0


class Store:
    """Everything that is held, of one content version.

    Addresses with a query, and those that lead to no page, have shelves of their own:
    anybody can make up as many as they like, and they must not push out the pages.
    """

    def __init__(self, most):
        self.version = None
        self.pages, self.queries, self.others = Shelf(most // 2), Shelf(most // 8), Shelf(most // 8)
        self.files = Shelf(most // 4)

    @property
    def shelves(self):
        """Those of the content version."""
        return self.pages, self.queries, self.others

    @property
    def size(self):
        """Bytes."""
        return sum(shelf.size for shelf in (*self.shelves, self.files))

    def __len__(self):
        return sum(len(shelf.pages) for shelf in (*self.shelves, self.files))

    def be_of(self, version):
        """Forget everything that is of another version."""
        if version != self.version:
            self.version = version
            for shelf in self.shelves:
                shelf.clear()

    def get(self, key):
        """Return what is held for a key, or None."""
        if key.startswith(STATIC):
            return self.files.get(key)
        return (self.queries if b"?" in key else self.pages).get(key) or self.others.get(key)

    def keep(self, key, page):
        """Hold a page, on the shelf where it belongs."""
        if key.startswith(STATIC):
            self.files.keep(key, page)
        elif not page.status.startswith(b"200"):
            self.others.keep(key, page)
        else:
            (self.queries if b"?" in key else self.pages).keep(key, page)
