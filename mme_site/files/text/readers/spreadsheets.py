"""The text of spreadsheets, row by row. Part of the program ../reader.py."""

from collections.abc import Iterator

from archives import Archive, unescaped

MOST_STRINGS = 500_000  # that a workbook keeps for its cells
BETWEEN = "\t"


def rows(archive: Archive, main: str) -> Iterator[str]:
    """Yield the name of each sheet that is shown and its rows that hold something: words and numbers as stored."""
    targets = {key: target for key, _kind, target in archive.relations(main)}
    strings = shared_strings(archive, main)
    for sheet in archive.starts(main, "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        if target in archive and sheet.get("state", "visible") == "visible":
            yield unescaped(sheet.get("name", ""))
            yield from rows_of(archive, target, strings)


def shared_strings(archive: Archive, main: str) -> list[str]:
    names = archive.related(main, "sharedStrings")
    return list(texts_of(archive, names[0], "si")) if names else []


def texts_of(archive: Archive, name: str, element: str) -> Iterator[str]:
    """Yield the text of each of these elements, without how it is pronounced."""
    text: list[str] = []
    deep = spoken = count = 0
    for event, found, value in archive.events(name):
        step = {"start": 1, "end": -1, "text": 0}[event]
        if found == "rPh":
            spoken += step
        elif found == "t":
            deep += step
        elif event == "text" and deep and not spoken:
            text.append(value)
        elif event == "end" and found == element:
            yield unescaped("".join(text))
            text, count = [], count + 1
            if count >= MOST_STRINGS:
                return


def rows_of(archive: Archive, name: str, strings: list[str]) -> Iterator[str]:
    """Yield the rows of a sheet that hold something; cells without a value are passed over."""
    cells: list[str] = []
    text: list[str] = []
    kind = inside = ""
    for event, element, value in archive.events(name):
        if event == "text":
            if inside:
                text.append(value)
        elif event == "start" and element == "c":
            kind, text = next((value[key] for key in value if key == "t"), ""), []
        elif event == "start":
            inside = element if element in ("v", "t") else ""
        elif element == "c":
            if words := cell_text("".join(text), kind, strings):
                cells.append(words)
        else:
            inside = ""
            if element == "row" and cells:
                yield BETWEEN.join(cells)
                cells = []


def cell_text(value: str, kind: str, strings: list[str]) -> str:
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    return "" if kind == "e" else unescaped(value)


def open_rows(archive: Archive) -> Iterator[str]:
    """Yield the name of each table of an OpenDocument spreadsheet and its rows; what is repeated is read once."""
    cells: list[str] = []
    text: list[str] = []
    deep = skipped = 0
    for event, element, value in archive.events("content.xml"):
        step = {"start": 1, "end": -1, "text": 0}[event]
        if element in ("annotation", "tracked-changes"):
            skipped += step
        elif element == "p":
            deep += step
            text.append(" ")
        elif event == "text" and deep and not skipped:
            text.append(value)
        elif event == "start" and element == "table":
            yield next((name for key, name in value.items() if key.endswith(" name")), "")
        elif event == "end" and element == "table-cell":
            if words := "".join(text).strip():
                cells.append(words)
            text = []
        elif event == "end" and element == "table-row" and cells:
            yield BETWEEN.join(cells)
            cells = []
