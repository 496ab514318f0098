"""What a program that reads files of anybody cannot do any more: open other files, and speak to other machines.

Landlock (landlock(7), since Linux 5.13) holds it to some folders, and a filter of system calls (seccomp(2)) keeps
it from sockets; neither needs a right or a namespace, so both are there in a container too. run_limited.py uses
this in a process of its own: it imports nothing of the site.
"""

import contextlib
import ctypes
import os
import platform
import struct
import sys
from collections.abc import Mapping

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_FILE, MAKE_SOCK = (1 << bit for bit in (0, 1, 2, 3, 5, 9))
EVERYTHING = (1 << 13) - 1  # that the first version of Landlock knows: reading, writing, making, removing
TO_READ = EXECUTE | READ_FILE | READ_DIR
TO_LISTEN = MAKE_SOCK | REMOVE_FILE  # at a socket that is a file
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every machine
VERSION_FLAG, PATH_BENEATH = 1, 1
SET_NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2  # prctl(2)
# The machine as the kernel calls it (AUDIT_ARCH), and its number of socket(2).
MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
IO_URING_SETUP, FIRST_OF_X32 = 425, 0x40000000  # other ways to a socket
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
# Of the system: programs, libraries, fonts, and where they are.
SHARED = (
    *("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig"),
    *("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/dev/null", "/dev/zero", "/dev/urandom"),
)
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def can_confine() -> bool:
    """Return True where this machine's kernel can do all of it."""
    if LIBC is None or platform.machine() not in MACHINES:
        return False
    return int(LIBC.syscall(CREATE_RULESET, None, 0, VERSION_FLAG)) > 0


def confine(access: Mapping[str, int]) -> None:
    """Leave to this process, and to what it starts, these folders and files for good, and sockets of this machine.

    Raises OSError where the kernel refuses.
    """
    rules = call("syscall", CREATE_RULESET, ctypes.c_char_p(struct.pack("Q", EVERYTHING)), 8, 0)
    for path, allowed in {**dict.fromkeys(SHARED, TO_READ), "/dev/null": EVERYTHING, **access}.items():
        allow(rules, path, allowed)
    call("prctl", SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    call("syscall", RESTRICT_SELF, rules, 0)
    os.close(rules)
    steps = socket_filter()
    kept = ctypes.create_string_buffer(steps, len(steps))
    program = struct.pack("HxxxxxxQ", len(steps) // 8, ctypes.addressof(kept))  # struct sock_fprog
    call("prctl", SET_SECCOMP, FILTER, ctypes.c_char_p(program), 0, 0)


def allow(rules: int, path: str, access: int) -> None:
    """Add a folder with all below it, or a file, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not os.path.isdir(path):
            access &= OF_FILES
        call("syscall", ADD_RULE, rules, PATH_BENEATH, ctypes.c_char_p(struct.pack("=Qi", access, opened)), 0)
        os.close(opened)


def socket_filter() -> bytes:
    """Return the program that the kernel asks for each system call (struct sock_filter, linux/filter.h)."""
    machine, socket = MACHINES[platform.machine()]
    steps = [
        (LOAD, 0, 0, 4),  # the machine
        (EQUAL, 0, 7, machine),
        (LOAD, 0, 0, 0),  # the system call
        (AT_LEAST, 5, 0, FIRST_OF_X32),
        (EQUAL, 4, 0, IO_URING_SETUP),
        (EQUAL, 0, 2, socket),
        (LOAD, 0, 0, 16),  # its first argument, the family
        (EQUAL, 0, 1, 1),  # AF_UNIX
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def call(name: str, *arguments: object) -> int:
    """Call a function of the C library; raise OSError where it says that it failed."""
    found = int(getattr(LIBC, name)(*arguments))
    if found < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return found
