"""A plain text, in parts. Part of the program ../reader.py."""

import codecs

PART = 5000  # letters: as long as a page or two, so that a result shows where in the text it was found


def opened(file):
    """Return what a text says of itself, which is nothing, and an iterator of its parts."""
    return {"pages": None}, in_parts(decoded(file.read()).splitlines())


def decoded(content):
    """Return the text in the encoding of its byte order mark, else UTF-8, else Windows' for Western Europe."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def in_parts(paragraphs, end="\n"):
    """Yield (number, text) of paragraphs put together until a part is long enough."""
    number, part, size = 1, [], 0
    for paragraph in paragraphs:
        for at in range(0, max(len(paragraph), 1), PART):
            piece = paragraph[at : at + PART]
            if size and size + len(piece) > PART:
                yield number, end.join(part)
                number, part, size = number + 1, [], 0
            part.append(piece)
            size += len(piece) + len(end)
    yield number, end.join(part)
