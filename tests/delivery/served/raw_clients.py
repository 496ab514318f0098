"""Clients that speak to a served site byte by byte."""

import contextlib
import os
import re
import select
import socket
import time
from pathlib import Path

SECONDS = 20


def connected(port, address="127.0.0.1", receive_buffer=None):
    """Return a connection from one of the addresses of this machine."""
    client = socket.socket()
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.settimeout(SECONDS)
    client.bind((address, 0))
    client.connect(("127.0.0.1", port))
    return client


def head(target, method="GET", **fields):
    """Return the bytes of a request's head."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def status_of(client):
    """Return the status of the answer that comes; 0 where the connection ends without one."""
    answer = b""
    with contextlib.suppress(OSError):
        while b"\r\n" not in answer and (piece := client.recv(65536)):
            answer += piece
    return int(answer.split()[1]) if answer else 0


def asked(port, target, address="127.0.0.1", method="GET", **fields):
    """Return the status of the answer to one request."""
    with contextlib.closing(connected(port, address)) as client:
        client.sendall(head(target, method, **fields))
        return status_of(client)


def is_closed(client):
    """Return True where the other side has ended a connection."""
    readable, _, _ = select.select([client], [], [], 0)
    if not readable:
        return False
    try:
        return client.recv(65536, socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def megabytes(pid):
    """Return the resident memory of a process, as Linux tells it (proc(5))."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def children(pid):
    """Return the processes that a process has started."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in found for child in file.read_text().split()]


def is_alive(pid):
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def worst_of(times, call):
    """Return the longest of some calls, in seconds."""
    worst = 0.0
    for _time in range(times):
        began = time.monotonic()
        call()
        worst = max(worst, time.monotonic() - began)
    return worst
