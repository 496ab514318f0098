"""Runs a program that reads what anybody may have made: itself a program, never imported by the site.

It takes processor time, memory, room for the answer, other files and the network away from itself for
good, and only then runs the program, so that the limits hold for the libraries too.
"""

import ctypes
import json
import mimetypes
import resource
import runpy
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def main(program: str, seconds: str, memory: str, output: str, access: str, *arguments: str) -> None:
    """Run within so many seconds of processor time, bytes of address space, bytes of answer, and with these files.

    The files are an object of JSON: what is allowed by path (confinement.py). Where the kernel cannot hold a program
    to files, which Linux can, it runs all the same.
    """
    end_with_parent()
    limit(resource.RLIMIT_CPU, seconds)
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_FSIZE, output)
    limit(resource.RLIMIT_CORE, 0)
    python = [sys.prefix, sys.base_prefix, *map(str, mimetypes.knownfiles)]
    confine([*python, str(HERE), str(Path(program).parent)], json.loads(access))
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")


def confine(readable: Iterable[str], access: dict[str, int]) -> None:
    """Hold this process to what it is made of, and to what it was given."""
    confinement = runpy.run_path(str(HERE / "confinement.py"))
    if confinement["can_confine"]():
        confinement["confine"]({**dict.fromkeys(readable, confinement["TO_READ"]), **access})


def end_with_parent() -> None:
    """Have Linux send SIGTERM when the one that waits for this process is gone, be it killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)


def limit(resource_kind: int, most: str | int) -> None:
    resource.setrlimit(resource_kind, (int(most), int(most)))


if __name__ == "__main__":
    main(*sys.argv[1:])
