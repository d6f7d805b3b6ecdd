"""A provider of identities on this machine, which a test may let lie, and a house that trusts it."""

import base64
import hashlib
import json
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from apps.serve import open_desk
from apps.settings import Settings
from coordinator.protection import accounts, open_viewer

TODAY = date(2026, 11, 22)
SPID_2 = "https://www.spid.gov.it/SpidL2"
NURSE = {
    "sub": "f:1:greco",
    "preferred_username": "nino.greco",
    "name": "Nino Greco",
    "groups": ["/infermieri"],
}


class Keycloak:
    """A provider on this machine, with its own key; a test may let it lie."""

    def __init__(self):
        self.key, self.kid = RSAKey.generate_key(2048), "primo"
        self.published = [(self.kid, self.key)]
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realms/prova"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.begin()

    def begin(self):
        self.asked, self.codes, self.counts = [], {}, {}
        self.person, self.claims, self.sign, self.down = dict(NURSE), {}, self.sign_well, False

    def sign_well(self, claims):
        return jwt.encode({"alg": "RS256", "kid": self.kid}, claims, self.key)

    def login(self, address):
        """Do what the provider's own page does after a good password: make a code, send the browser back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"codice-{len(self.codes)}-{time.monotonic_ns()}"
        self.codes[code] = asked
        return f"/ritorno?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, form, authorization):
        asked = self.codes.pop(form.get("code", ""), None)
        expected = "Basic " + base64.b64encode(b"ponte:un%20segreto").decode()
        if asked is None or authorization != expected or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": "ponte", "exp": now + 300, "iat": now, "nonce": asked["nonce"], "acr": SPID_2,
        }  # fmt: skip
        return 200, {"token_type": "Bearer", "id_token": self.sign(claims | self.person | self.claims)}

    def answer(self, path, form, authorization):
        self.counts[path] = self.counts.get(path, 0) + 1
        if self.down:
            return 503, {}
        if path.endswith("/.well-known/openid-configuration"):
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/certs",
                "end_session_endpoint": f"{self.issuer}/logout",
            }
        if path.endswith("/certs"):
            keys = [{**key.as_dict(private=False), "kid": kid, "use": "sig"} for kid, key in self.published]
            return 200, {"keys": keys}
        return self.token(form, authorization) if path.endswith("/token") else (404, {})

    def _handler(keycloak):  # noqa: N805 - the class below has a self of its own
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                form = {n: v[0] for n, v in parse_qs(self.rfile.read(length).decode()).items()}
                status, said = keycloak.answer(self.path, form, self.headers.get("Authorization"))
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name that the base class calls

            def log_message(self, *_words):
                pass

        return Handler


@pytest.fixture(scope="module")
def keycloak():
    made = Keycloak()
    yield made
    made.server.shutdown()
    made.server.server_close()


FILE = """
name: Comune di Esempio
issuer: {issuer}
client_id: ponte
secret_file: segreto.txt
levels: ["https://www.spid.gov.it/SpidL2", "https://www.spid.gov.it/SpidL3"]
roles:
  infermieri: [infermiere_famiglia]
  assistenti-sociali: [assistente_sociale]
  sistemi: [amministratore]
"""


@pytest.fixture(scope="module")
def house(keycloak, tmp_path_factory, served, send, free_place):
    home = tmp_path_factory.mktemp("casa")
    (home / "organizzazione.yaml").write_text(FILE.format(issuer=keycloak.issuer))
    (home / "segreto.txt").write_text("un segreto\n")
    desk = open_desk(Settings(home=home, url=None, user="demo", day=TODAY), demo=False)
    accounts.open_first(desk.store, "capo", "Capo Prova", "quattro gatti sul tetto", [])
    place = free_place()
    with served(desk, place):
        yield SimpleNamespace(
            place=place, desk=desk, keycloak=keycloak, admin=open_viewer(desk.store, "capo"), send=send
        )


@pytest.fixture(autouse=True)
def honest(keycloak):
    keycloak.begin()


class Browser:
    """A browser that keeps cookies and follows nothing by itself."""

    def __init__(self, house):
        self.house, self.cookies = house, {}

    def get(self, path):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.house.send(self.house.place, path, cookie=cookies)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            value = rest.split(";")[0]
            self.cookies.pop(name, None)
            if value not in {"", '""'}:
                self.cookies[name] = value
        return answer

    def go(self, path="/organizzazione"):
        """Leave for the provider, enter there, and come back."""
        self.way_back = self.house.keycloak.login(self.get(path).headers["Location"])
        return self.get(self.way_back)


@pytest.fixture
def browser(house):
    """Open one more browser."""
    return lambda: Browser(house)


@pytest.fixture
def reader(browser):
    return browser()


@pytest.fixture
def refused():
    """Check that an answer lets nobody in and says why."""

    def check(answer, words):
        assert answer.status == 200
        assert words in answer.text
        assert "ponte_accesso" not in str(answer.headers)

    return check
