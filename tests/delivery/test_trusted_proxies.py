"""A client's address, scheme and host are those that our own proxies say, and nobody else."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from mme_site.delivery.trusted_proxies import TrustedProxies, household, port_of
from tests.delivery.page_cache.scripted import Reply, ScriptedSite

LOCAL = ["127.0.0.1", "::1", "10.0.0.0/8"]


def client_of(named, peer, forwarded):
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded, "wsgi.url_scheme": "http"}
    TrustedProxies(named).apply(environ)
    return environ["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("named", "peer", "forwarded", "client"),
    [
        (LOCAL, "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (LOCAL, "127.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (LOCAL, "::ffff:127.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (LOCAL, "127.0.0.1", "6.6.6.6, 203.0.113.7, 10.1.2.3", "203.0.113.7"),
        (LOCAL, "127.0.0.1", "10.9.9.9, 10.1.2.3", "10.9.9.9"),
        (LOCAL, "127.0.0.1", "2001:db8::1", "2001:db8::1"),
        (LOCAL, "127.0.0.1", "nonsense", "127.0.0.1"),
        (LOCAL, "127.0.0.1", "", "127.0.0.1"),
        (LOCAL, "198.51.100.1", "6.6.6.6", "198.51.100.1"),
        ([], "127.0.0.1", "6.6.6.6", "127.0.0.1"),
        (["0"], "127.0.0.1", "6.6.6.6", "127.0.0.1"),
        (["1"], "198.51.100.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (["2"], "198.51.100.1", "6.6.6.6, 203.0.113.7, 192.0.2.1", "203.0.113.7"),
        (["2"], "198.51.100.1", "203.0.113.7", "203.0.113.7"),
    ],
)
def test_a_client_is_who_the_outermost_of_our_proxies_saw(named, peer, forwarded, client):
    assert client_of(named, peer, forwarded) == client


def test_scheme_and_host_are_those_that_a_proxy_of_ours_says():
    environ = {
        **{"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:8000"},
        **{"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "www.example.org"},
    }
    TrustedProxies(LOCAL).apply(environ)

    assert environ == {"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "https", "HTTP_HOST": "www.example.org"}


@pytest.mark.parametrize("peer", ["198.51.100.1", "127.0.0.2", "", "nonsense"])
def test_what_anybody_else_says_goes_no_further(peer):
    environ = {
        **{"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "www.example.org"},
        **{"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "evil.example"},
        **{"HTTP_X_FORWARDED_FOR": "6.6.6.6", "HTTP_FORWARDED": "for=6.6.6.6;proto=https"},
    }
    TrustedProxies(LOCAL).apply(environ)

    assert environ == {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "www.example.org"}


def test_a_client_that_invents_the_header_shares_its_limits_with_itself():
    site = ScriptedSite(lambda environ: Reply(environ["REMOTE_ADDR"].encode()), TRUSTED_PROXIES=["10.0.0.0/8"])

    seen = {site.get("/admin/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=f"6.6.6.{n}").body for n in range(9)}

    assert seen == {b"198.51.100.1"}


@pytest.mark.parametrize("named", [["proxy.example"], ["10.0.0.0/8", "many"], ["10.0.0.1/8"]])
def test_proxies_that_cannot_be_told_apart_stop_the_start(named):
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        TrustedProxies(named)


def test_clients_of_one_ipv6_network_are_one():
    assert household("2001:db8::1") == household("2001:db8::2") != household("2001:db8:1::1")
    assert household("::ffff:192.0.2.1") == household("192.0.2.1") == "192.0.2.1"


@pytest.mark.parametrize(
    ("scheme", "host", "port"),
    [
        ("http", "example.org:9001", "9001"),
        ("http", "example.org", "80"),
        ("https", "example.org", "443"),
        ("http", "[::1]:9001", "9001"),
        ("http", "[::1]", "80"),
    ],
)
def test_two_sites_of_one_host_name_are_told_apart_by_the_port_that_was_asked_for(scheme, host, port):
    assert port_of({"HTTP_HOST": host, "wsgi.url_scheme": scheme, "SERVER_PORT": "8000"}) == port
