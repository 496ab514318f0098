"""Has a file read by a program of its own, where a hostile one harms nothing."""

import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, TypeGuard

from mme_site.files.confinement import EVERYTHING

LIMITED = Path(__file__).with_name("run_limited.py")


def run_reader(
    program: Path, file: IO[bytes], *arguments: str, seconds: float, memory: int, output: int, processor: float = 0
) -> list[dict[str, Any]]:
    """Return the JSON objects that a program says, a line each, of an open file; raises nothing for any file.

    The program gets the file at standard input, an empty folder of its own and nothing else that is written,
    no environment and no network, so many seconds by the clock and `processor` of processor time (the same where
    nothing is said), so many bytes of address space, and room for so many bytes of answer. A line that is cut off
    is left out.
    """
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryDirectory(prefix="mme-reader-") as folder,
    ):
        file.seek(0)
        shutil.copyfileobj(file, source)
        source.seek(0)
        limits = [str(math.ceil(processor or seconds)), str(memory), str(output), json.dumps({folder: EVERYTHING})]
        command = [sys.executable, "-I", str(LIMITED), str(program), *limits, *arguments]
        reader = subprocess.Popen(
            command, stdin=source, stdout=said, stderr=subprocess.DEVNULL, cwd=folder, env={"TMPDIR": folder}
        )
        try:
            reader.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            reader.kill()
            reader.wait()
        said.seek(0)
        # Split at line feeds only: a text may hold other characters that end lines.
        return objects_in(said.read().decode(errors="replace").split("\n"))


def objects_in(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Return the lines that are objects of JSON."""
    return [row for line in lines if isinstance(row := parsed(line), dict)]


def parsed(line: str) -> object:
    """Return the value of a line of JSON, None of anything else."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def is_count(value: object) -> TypeGuard[int]:
    """Return True for a whole number from 1 to a million."""
    return type(value) is int and 1 <= value <= 1_000_000
