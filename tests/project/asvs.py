"""docs/ASVS.md, made of docs/asvs.csv: `python -m tests.project.asvs` after a change of the table.

The requirements of OWASP's Application Security Verification Standard 5.0.0, levels 1 and 2, in words of our own.
"""

import csv
import re
from collections import Counter

from tests.project.architecture import ROOT

TABLE, PAGE = ROOT / "docs/asvs.csv", ROOT / "docs/ASVS.md"
CHAPTERS = {
    **{1: "Encoding and sanitization", 2: "Validation and business logic", 3: "Web frontend", 4: "API and web service"},
    **{5: "Files", 6: "Authentication", 7: "Sessions", 8: "Authorization", 9: "Self-contained tokens"},
    **{10: "OAuth and OpenID Connect", 11: "Cryptography", 12: "Communication", 13: "Configuration"},
    **{14: "Data protection", 15: "Secure coding", 16: "Logging and errors", 17: "WebRTC"},
}
MET, NOT_APPLICABLE, GAP = ANSWERS = ("met", "n/a", "gap")
HEAD = """# What the site meets of OWASP ASVS 5.0

Made of [asvs.csv](asvs.csv) by `python -m tests.project.asvs`; a test fails when it is not, or when a test or a section
that is named here is not there. The words are ours and short: the standard's own count. Each requirement of level 1
and 2 is *met* by the tests or sections that are named, does *not apply* for the reason given, or is a **gap**.
"""


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def evidence(row):
    """Return the tests and the sections that a row names; what follows a semicolon is a note."""
    return [part.strip() for part in row["by"].partition(";")[0].split(",")] if row["answer"] == MET else []


def counts(level):
    return Counter(row["answer"] for row in rows() if row["level"] == str(level))


def page():
    parts = [HEAD, "| level | requirements | met | do not apply | gaps |\n| --- | --- | --- | --- | --- |"]
    for level in (1, 2):
        found = counts(level)
        parts.append(f"| {level} | {found.total()} | " + " | ".join(str(found[answer]) for answer in ANSWERS) + " |")
    chapter = None
    for row in rows():
        number = int(row["number"].partition(".")[0])
        if number != chapter:
            chapter = number
            parts.append(f"\n## V{number} {CHAPTERS[number]}\n\n| number | level | asks for | answer | by |")
            parts.append("| --- | --- | --- | --- | --- |")
        answer = f"**{GAP}**" if row["answer"] == GAP else row["answer"]
        parts.append(f"| {row['number']} | {row['level']} | {row['asks for']} | {answer} | {shown(row)} |")
    return "\n".join(parts) + "\n"


def shown(row):
    if row["answer"] != MET:
        return row["by"]
    note = row["by"].partition(";")[2].strip()
    return ", ".join(map(linked, evidence(row))) + (f"; {note}" if note else "")


def linked(name):
    if name.startswith("test_"):
        return f"`{name}`"
    return f"[{name.removeprefix('docs/')}]({name.removeprefix('docs/') if name.startswith('docs/') else '../' + name})"


def sections(path):
    """Return the headings of a document as its links name them."""
    titles = re.findall(r"^#+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
