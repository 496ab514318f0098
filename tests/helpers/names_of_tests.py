"""Which tests there are: documents name them."""

import re
from functools import cache

from tests.project.architecture import ROOT


@cache
def names_of_tests():
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M)}
