"""Taking what a client sends, as a whole and within limits, before Django sees the request."""

import tempfile
import time
from collections.abc import Callable
from typing import IO, Any

from mme_site.delivery.admission import Admission
from mme_site.delivery.stalled_connections import SECONDS, Transfer

MEGABYTE = 1024 * 1024
MOST = 64 * MEGABYTE  # an upload has 50 MB, and its form a little
MOST_ELSEWHERE = 3 * MEGABYTE  # Django takes forms without files to 2.5 MB
MOST_LARGE_AT_ONCE = 8  # in a process; one client may have half of them
IN_MEMORY = 256 * 1024
PIECE = 32 * 1024


class Refused(Exception):
    """A body that is not taken; the argument is the status of the answer."""


class RequestBodies:
    """The bodies that are being read in this process."""

    def __init__(self, takes_uploads: Callable[[dict[str, Any]], bool]) -> None:
        self.takes_uploads = takes_uploads
        self.large = Admission(MOST_LARGE_AT_ONCE)

    def take(self, environ: dict[str, Any], client: str, transfer: Transfer) -> "Body | None":
        """Read the body of a request, and put it in its place; None where there is none.

        Raises Refused for one that is too long or too slow, and Overloaded where very many are sent.
        """
        length = length_of(environ)
        if length == 0:
            return None
        most = MOST if self.takes_uploads(environ) else MOST_ELSEWHERE
        if length is not None and length > most:
            raise Refused(413)
        is_large = most == MOST and (length is None or length > MOST_ELSEWHERE)
        if is_large:
            self.large.enter(client)
        body = Body(lambda: self.large.leave(client) if is_large else None)
        try:
            body.read(environ["wsgi.input"], length, most, transfer)
        except BaseException:
            body.close()
            raise
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = body.file, str(body.length)
        environ.pop("HTTP_TRANSFER_ENCODING", None)  # it has its length now
        return body


class Body:
    """A body in a file, which is in memory while it is small."""

    def __init__(self, when_closed: Callable[[], None]) -> None:
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self.length = 0
        self.when_closed = when_closed

    def read(self, source: Any, length: int | None, most: int, transfer: Transfer) -> None:
        """Read all of it: so many bytes, or up to its end where the length is not known."""
        while length is None or self.length < length:
            wanted = PIECE if length is None else min(PIECE, length - self.length)
            began = time.monotonic()
            try:
                piece = source.read(wanted)
            except OSError:
                raise Refused(408) from None
            self.length += len(piece)
            if self.length > most:
                raise Refused(413)
            if time.monotonic() - began > SECONDS:
                raise Refused(408)
            transfer.moved()
            self.file.write(piece)
            if len(piece) < wanted:
                break
        if length is not None and self.length < length:
            raise Refused(400)
        self.file.seek(0)

    def close(self) -> None:
        self.file.close()
        self.when_closed()


def length_of(environ: dict[str, Any]) -> int | None:
    """Return the length of a body in bytes; None where it ends by itself (chunked)."""
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        return None
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise Refused(400)
    return int(length)
