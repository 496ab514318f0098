"""What the first bytes of a file say about its kind."""

from pathlib import PurePath
from typing import IO

ZIP = b"PK\x03\x04"
SIGNATURES = {
    ".pdf": b"%PDF-",
    ".rtf": b"{\\rtf",
    **dict.fromkeys([".docx", ".epub", ".odp", ".ods", ".odt", ".pptx", ".xlsx", ".zip"], ZIP),
}
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # what an Office file with a password is (MS-OFFCRYPTO, 2.2) …
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # … if it has a stream of this name, and else an old kind of file
OFFICE = {".docx", ".pptx", ".xlsx"}
PLAIN_TEXT = {".csv", ".txt"}
READ_BYTES = 1024
CHUNK = 1024 * 1024


def has_wrong_signature(file: IO[bytes]) -> bool:
    """Return True when the bytes of an open file cannot be of the kind its name ends in.

    A PDF may have up to 1,024 bytes before its header (ISO 32000-1, annex H.3.4.1), and a
    text holds no NUL unless it is UTF-16, where all stand first or all second of two bytes. An Office file with a
    password is believed: its text counts as locked.
    """
    ending = PurePath(file.name).suffix.lower()
    file.seek(0)
    head = file.read(READ_BYTES)
    file.seek(0)
    if ending == ".pdf":
        return SIGNATURES[ending] not in head
    if ending in OFFICE and head.startswith(COMPOUND):
        return not has_encrypted_stream(file)
    if ending in PLAIN_TEXT:
        return b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff") and not is_wide(head)
    return ending in SIGNATURES and not head.startswith(SIGNATURES[ending])


def is_wide(head: bytes) -> bool:
    """Return True for the beginning of a text in UTF-16 without a byte order mark."""
    zeros = [at % 2 for at, byte in enumerate(head) if not byte]
    return len(set(zeros)) == 1 and len(zeros) > max(2, len(head) // 50)


def has_encrypted_stream(file: IO[bytes]) -> bool:
    """Return True for a container of OLE that holds an Office file with a password."""
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if ENCRYPTED in before + chunk:
            break
        before = chunk[-len(ENCRYPTED) :]
    file.seek(0)
    return bool(chunk)
