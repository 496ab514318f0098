"""An OpenID Connect provider of a test's own: it answers for one person, with the claims that the test says.

Asked by a browser, it sends it back at once, as one does at which the person has signed in before.
"""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user_model
from jwt.algorithms import ECAlgorithm

from mme_site.editorial.users.roles.role_groups import ensure_role_groups

KEY = ec.generate_private_key(ec.SECP256R1())
PERSON = {
    **{"sub": "42", "preferred_username": "kofi", "email": "kofi@example.org", "email_verified": True},
    **{"given_name": "Kofi", "groups": ["mme-editors", "others"]},
}


@contextlib.contextmanager
def provider_of_the_site(settings):
    """Let people come by a provider for a while: it answers for PERSON."""
    provider = IdentityProvider()
    provider.claims = dict(PERSON)
    app = {"provider_id": "sso", "name": "Ministry", "client_id": "mme", "secret": "s"}
    app["settings"] = {"server_url": provider.address}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    settings.OIDC_SERVER_URL = provider.address
    settings.OIDC_ROLES = [("mme-editors", "editors"), ("mme-publishers", "publishers")]
    settings.OIDC_ROLES_CLAIM = "groups"
    settings.OIDC_SECOND_FACTOR = ["mfa"]
    ensure_role_groups()
    try:
        yield provider
    finally:
        provider.close()


def groups():
    """Return the groups of PERSON."""
    return set(get_user_model().objects.get(username="kofi").groups.values_list("name", flat=True))


class IdentityProvider:
    """Listens on a free port until it is closed."""

    def __init__(self):
        self.claims = {"sub": "42"}
        self.requests = []
        self.issuer, self.key = "", KEY
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def signed(self, claims):
        return jwt.encode(claims, self.key, "ES256", headers={"kid": "1"})

    def answer(self, path, form):
        self.requests.append((path, form))
        if path.startswith("/.well-known/"):
            names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            endpoints = {name: self.address + place for name, place in names.items()}
            return {**endpoints, "issuer": self.issuer or self.address, "userinfo_endpoint": self.address + "/userinfo"}
        if path == "/token":
            claims = {"iss": self.address, "aud": "mme", "exp": 4_000_000_000, "iat": 1_700_000_000, **self.claims}
            return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)}
        if path == "/keys":
            return {"keys": [{**ECAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "1", "alg": "ES256"}]}
        return {name: value for name, value in self.claims.items() if name not in ("amr", "acr")}

    def handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/authorize?"):
                    asked = parse_qs(urlsplit(self.path).query)
                    provider.requests.append((self.path, {}))
                    back = urlencode({"code": "c", "state": asked["state"][0]})
                    self.send_response(302)
                    self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
                    self.end_headers()
                    return
                length = int(self.headers.get("Content-Length") or 0)
                answer = json.dumps(provider.answer(self.path, parse_qs(self.rfile.read(length).decode()))).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_GET

            def log_message(self, *args):
                pass

        return Handler
