"""What the first bytes of a file say about its kind."""

from pathlib import PurePath

ZIP = b"PK\x03\x04"
SIGNATURES = {
    ".pdf": b"%PDF-",
    ".rtf": b"{\\rtf",
    **dict.fromkeys([".docx", ".epub", ".odp", ".ods", ".odt", ".pptx", ".xlsx", ".zip"], ZIP),
}
PLAIN_TEXT = {".csv", ".txt"}
READ_BYTES = 1024


def contradicts_its_name(file):
    """Return True when the bytes of an open file cannot be of the kind its name ends in.

    A PDF may have up to 1,024 bytes before its header (ISO 32000-1, annex H.3.4.1), and a
    text holds no NUL unless it is UTF-16 with a byte order mark.
    """
    ending = PurePath(file.name).suffix.lower()
    file.seek(0)
    head = file.read(READ_BYTES)
    file.seek(0)
    if ending == ".pdf":
        return SIGNATURES[ending] not in head
    if ending in PLAIN_TEXT:
        return b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff")
    return ending in SIGNATURES and not head.startswith(SIGNATURES[ending])
