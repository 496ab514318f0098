"""The tables of README.md, for the tests that hold them true."""

from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def table(first_heading):
    """Return the rows below the heading row that begins with this text, as lists of cells."""
    lines = iter(README.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(f"| {first_heading} |"):
            next(lines)  # the rule below the headings
            break
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows
