"""Runs a program that reads what anybody may have made: itself a program, never imported by the site.

It takes processor time, memory and room for the answer away from itself for good, and
only then runs the program, so that the limits hold for the libraries too.
"""

import resource
import runpy
import sys


def main(program: str, seconds: str, memory: str, output: str, *arguments: str) -> None:
    """Run within so many seconds of processor time, bytes of address space, and bytes of answer."""
    limit(resource.RLIMIT_CPU, seconds)
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_FSIZE, output)
    limit(resource.RLIMIT_CORE, 0)
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")


def limit(resource_kind: int, most: str | int) -> None:
    resource.setrlimit(resource_kind, (int(most), int(most)))


if __name__ == "__main__":
    main(*sys.argv[1:])
