"""A program that reads what anybody may have made has its own folder, and neither other files nor a network."""

import io
import socket

import pytest

from mme_site.files.confinement import can_confine
from mme_site.files.reader_process import run_reader

PROGRAM = """
import json, pathlib, socket, subprocess, sys, tempfile

def tried(what):
    try:
        return bool(what())
    except OSError:
        return False

secret, place = sys.argv[1:]
pathlib.Path("own").write_text("own")
print(json.dumps({
    "input": sys.stdin.read(),
    "own folder": pathlib.Path("own").read_text() + tempfile.TemporaryFile("w+").mode,
    "another file": tried(lambda: open(secret)),
    "another file of a child": subprocess.run(["cat", secret], capture_output=True, text=True).stdout,
    "writing elsewhere": tried(lambda: open(secret + "2", "w")),
    "a folder": tried(lambda: list(pathlib.Path(secret).parent.iterdir())),
    "the network": tried(lambda: socket.create_connection(("127.0.0.1", int(place)), 5)),
    "a datagram": tried(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)),
}))
"""


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_a_reader_opens_no_file_of_the_site_and_speaks_to_nobody(tmp_path, tmp_path_factory, listening):
    assert can_confine(), "These tests need Linux with Landlock and seccomp."
    program, secret = tmp_path / "program.py", tmp_path_factory.mktemp("site") / "secret"
    program.write_text(PROGRAM)
    secret.write_text("secret")

    [said] = run_reader(program, io.BytesIO(b"file"), str(secret), listening, seconds=20, memory=1024**3, output=1024)

    assert said.pop("input") == "file"
    assert said.pop("own folder").startswith("own")
    assert set(said.values()) <= {False, ""}
