"""The text of what a Word file only names: pages, texts and files inside of it. Part of the program ../reader.py."""

import email
import email.policy
import posixpath
from collections.abc import Iterator

import rich_text
import web
from archives import Archive
from plain import decoded


def paragraphs(archive: Archive, main: str) -> Iterator[str]:
    """Yield the paragraphs of what stands in the place of a text (ECMA-376, part 1, 11.3.1)."""
    for name in archive.related(main, "aFChunk"):
        yield from lines_of(b"".join(archive.chunks(name)), posixpath.splitext(name)[1].lower())


def lines_of(content: bytes, ending: str) -> list[str]:
    if ending in (".mht", ".mhtml", ".eml"):
        return lines_of_message(content)
    if content.startswith(b"PK"):
        return []  # a file of Office inside of another
    if ending == ".rtf":
        return rich_text.text_of(content)[0].split("\n")
    return decoded(content).splitlines() if ending == ".txt" else web.read(content).lines()


def lines_of_message(content: bytes) -> list[str]:
    """Return the lines of a web page that was saved with all that it shows, as a message (RFC 2557)."""
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("html", "plain"))
    if body is None:
        return []
    payload = body.get_payload(decode=True)
    return web.read(payload).lines() if isinstance(payload, bytes) else []
