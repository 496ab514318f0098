"""The nginx that the documentation describes, in front of the site: TLS, buffering, codings, and who asks."""

import contextlib
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time

import pytest

from tests.helpers.ports import free_port
from tests.helpers.processes import running_command, until
from tests.project.architecture import ROOT

pytestmark = pytest.mark.django_db
CONFIGURATION = ROOT / "docs/nginx.conf"
AROUND = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; user root;
events {{ worker_connections 1024; }}
http {{
    access_log {folder}/access.log; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {inside}
}}
"""


@pytest.fixture
def _django_db_helper():
    """Take the place of the one that would undo what a test saves: here it is committed, and goes with the copy."""


def program(name, package):
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        pytest.fail(f"These tests need {name}, and it was not found. On Debian: apt install {package}")
    return found


@pytest.fixture(scope="module")
def nginx(site, tmp_path_factory):
    """The port of an nginx in front of the first web server, with a certificate of its own."""
    folder = tmp_path_factory.mktemp("nginx")
    plain, tls = free_port(), free_port()
    key, certificate = folder / "site.key", folder / "site.pem"
    command = [program("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=www.example.org", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    inside = CONFIGURATION.read_text()
    for said, meant in {
        "127.0.0.1:8000": f"127.0.0.1:{site.ports[0]}",
        "/var/cache/nginx/site": str(folder / "cache"),
        "/etc/ssl/certs/site.pem": str(certificate),
        "/etc/ssl/private/site.key": str(key),
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{tls} ssl;",
    }.items():
        assert said in inside
        inside = inside.replace(said, meant)
    inside = re.sub(r"    listen \[::\].*\n", "", inside)
    configuration = folder / "nginx.conf"
    configuration.write_text(AROUND.format(folder=folder, inside=inside))
    folder.chmod(0o755)
    subprocess.run([program("nginx", "nginx-light"), "-t", "-q", "-c", str(configuration)], check=True)
    with running_command([program("nginx", "nginx-light"), "-c", str(configuration)], folder) as _process:
        until(lambda: is_listening(tls), "nginx")
        yield Nginx(plain, tls)


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Nginx:
    def __init__(self, plain, tls):
        self.plain = plain
        self.tls = tls

    def get(self, address, body=None, method="GET", **headers):
        """Return what a visitor gets over TLS: (status, fields, body)."""
        trust = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=20, context=trust)
        with contextlib.closing(connection):
            connection.request(method, address, body=body, headers={"Host": "www.example.org", **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read()


def test_who_comes_without_tls_is_sent_to_it(nginx):
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", "/meetings/", headers={"Host": "www.example.org"})
        response = connection.getresponse()

    assert (response.status, response.getheader("Location")) == (301, "https://www.example.org/meetings/")


def test_pages_files_and_the_admin_are_reached(nginx, site):
    for address in ("/", "/meetings/", "/admin/login/", "/health/live"):
        assert nginx.get(address)[0] == 200


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_page_comes_in_the_coding_that_the_visitor_takes(nginx, coding):
    status, fields, _body = nginx.get("/members/", **{"Accept-Encoding": coding or "identity"})

    assert (status, fields.get("Content-Encoding", "")) == (200, coding)


def test_a_visitor_cannot_say_who_it_is(nginx):
    """Whatever addresses it invents, it is one client of the search, which has a limit."""
    asked = [nginx.get("/search/?q=a", **{"X-Forwarded-For": f"6.6.6.{number}"})[0] for number in range(8)]

    assert set(asked) == {200, 429}


def test_a_large_body_is_refused_by_nginx_where_no_file_is_taken(nginx):
    assert nginx.get("/meetings/", b"x" * 4_000_000, "POST")[0] == 413


def test_a_body_that_stands_still_never_reaches_the_site(nginx, site):
    trust = ssl._create_unverified_context()
    clients = []
    for _number in range(20):
        client = trust.wrap_socket(socket.create_connection(("127.0.0.1", nginx.tls), timeout=20))
        client.sendall(b"POST /search/ HTTP/1.1\r\nHost: www.example.org\r\nContent-Length: 100\r\n\r\n" + b"q=abc")
        clients.append(client)

    assert nginx.get("/meetings/")[0] == 200
    assert site.health()["requests_in_progress"] == 0
    for client in clients:
        client.close()


def test_nginx_answers_by_itself_for_the_second_that_the_site_allows(nginx, site):
    asked_before = site.health()["cache_hits"] + site.health()["cache_misses"]
    began = time.monotonic()
    for _time in range(100):
        assert nginx.get("/documents/")[0] == 200
    asked = site.health()["cache_hits"] + site.health()["cache_misses"] - asked_before

    assert asked <= 2 + time.monotonic() - began


def test_who_is_signed_in_always_asks_the_site(nginx, site):
    nginx.get("/documents/")
    before = site.health()["cache_misses"]
    nginx.get("/documents/", Cookie="a=b; sessionid=x")

    assert site.health()["cache_misses"] == before + 1


def test_a_change_is_seen_through_nginx_soon(nginx, site):
    page = site.tree.page(slug="through-nginx", title="Ougadougou")
    assert b"Ougadougou" in nginx.get("/through-nginx/")[2]
    page.title = "Ouagadougou"
    page.save_revision().publish()
    committed = time.monotonic()

    until(lambda: b"Ouagadougou" in nginx.get("/through-nginx/")[2], "the change")
    assert time.monotonic() < committed + 5  # the machine of the tests may be busy


def test_nginx_speaks_tls_1_2_and_1_3_only(nginx):
    def speaks(version):
        context = ssl._create_unverified_context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
        try:
            with socket.create_connection(("127.0.0.1", nginx.tls)) as plain, context.wrap_socket(plain) as secure:
                return secure.version()
        except ssl.SSLError:
            return None

    with pytest.warns(DeprecationWarning):  # Python's ssl would rather not
        assert speaks(ssl.TLSVersion.TLSv1_1) is None
    assert (speaks(ssl.TLSVersion.TLSv1_2), speaks(ssl.TLSVersion.TLSv1_3)) == ("TLSv1.2", "TLSv1.3")


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("/", "requests"),
        ("/admin/pages/", "admin"),
        ("/admin/login/", "signing_in"),
        ("/admin/access/second-factor/give/", "signing_in"),
        ("/api/v1/meetings", "programs"),
        ("/oai", "programs"),
    ],
)
def test_signing_in_the_admin_and_programs_have_limits_of_their_own(address, zone):
    """As nginx finds the location: the longest beginning, unless a regular expression fits (nginx.org, `location`)."""
    text = CONFIGURATION.read_text()
    locations = re.findall(r"    location (~ )?(\S+) \{\n(.*?)\n    \}", text, re.S)
    plain = [(place, said) for is_pattern, place, said in locations if not is_pattern and address.startswith(place)]
    patterns = [said for is_pattern, place, said in locations if is_pattern and re.search(place, address)]
    inside = patterns[0] if patterns else max(plain)[1]
    own = re.search(r"limit_req zone=(\w+)", inside) or re.search(r"^    limit_req zone=(\w+)", text, re.M)

    assert own[1] == zone
    assert f"zone={zone}:" in text
