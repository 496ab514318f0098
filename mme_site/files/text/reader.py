"""Reads the text of a file that anybody may have made: run as a program of its own, never imported by the site.

The file comes in at standard input; its ending, the number of pages that are left out because they were read
before, and how many letters may come, as arguments. Out come lines of JSON: first what the file says of itself, then a
line for each page, so that what was read is kept where the rest fails; last that the end was reached, or why not.
run_limited.py runs it, so that a file that breaks it finds no secret and harms nothing else.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

sys.path.insert(0, str(Path(__file__).parent / "readers"))  # they import nothing of the site either

MOST_PAGES = 2000
MOST_LETTERS = 100_000  # of one page


def main(ending: str, after: str, letters: str) -> None:
    try:
        facts, pages = opened(ending, sys.stdin.buffer, int(after))
        send(facts)
        send({"end": True, "cut": send_pages(pages, int(letters))})
    except MemoryError:
        send({"state": "too_large"})
    except Exception as error:  # whatever a library raises for a file is said of the file
        send({"state": getattr(error, "state", "damaged")})


def opened(ending: str, file: IO[bytes], after: int) -> Any:
    """Return what the file says of itself, and an iterator of (number, text); of a PDF without its first pages."""
    if ending == "pdf":
        import pdf_pages

        return pdf_pages.opened(file, after, MOST_PAGES, text_inside)
    if ending in ("txt", "csv"):
        import plain

        return plain.opened(file) if ending == "txt" else plain.opened_table(file)
    if ending in ("html", "htm", "epub"):
        import web

        return web.opened_book(file) if ending == "epub" else web.opened(file)
    if ending == "rtf":
        import rich_text

        return rich_text.opened(file)
    import office

    return office.opened(ending, file, MOST_PAGES)


def text_inside(name: str, file: IO[bytes]) -> str:
    """Return the beginning of the text of a file that another one carries; '' of one that is not read."""
    text = ""
    try:
        for _number, page in opened(name.rpartition(".")[2].lower(), file, 0)[1]:
            text += f"{page}\n\n"
            if len(text) > MOST_LETTERS:
                break
    except MemoryError:
        raise
    except Exception:  # as above: the file around it is read all the same
        pass
    return text


def send_pages(pages: Iterable[tuple[int, str]], left: int) -> bool:
    """Say each page, of all together so many letters; return whether something was left out."""
    cut = False
    for number, text in pages:
        if number > MOST_PAGES or not left:
            return True
        most = min(MOST_LETTERS, left)
        cut = cut or len(text) > most
        left -= min(len(text), most)
        send({"number": number, "text": text[:most]})
    return cut


def send(facts: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(facts, ensure_ascii=False).encode(errors="replace") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
