"""People enter with their organisation's own accounts, and with nothing that its provider did not sign for Ponte."""

import base64
import hashlib
import hmac
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
from sqlalchemy import select

from apps.serve import open_desk
from apps.settings import Settings
from coordinator.model import Access, Account
from coordinator.protection import accounts, open_viewer, role_periods
from coordinator.protection.entry import look_up

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)

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

            do_POST = do_GET  # noqa: N815

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
def reader(house):
    return Browser(house)


def refused(answer, words):
    assert answer.status == 200
    assert words in answer.text
    assert "ponte_accesso" not in str(answer.headers)


def test_the_door_offers_the_organisation_and_keeps_the_password(reader):
    text = reader.get("/entra").text

    assert "Entra con Comune di Esempio" in text
    assert 'name="password"' in text


def test_who_comes_for_the_first_time_gets_an_account_with_her_groups_roles(house, reader):
    answer = reader.go("/organizzazione?next=/giornata")

    assert (answer.status, answer.headers["Location"]) == (302, "/giornata")
    page = reader.get("/")
    assert "Nino Greco" in page.text
    assert "Cambia la password" not in page.text  # she has none here
    with house.desk.store.reading() as session:
        made = session.get(Account, "nino.greco")
        assert (made.role, made.password, made.party_id) == ("infermiere_famiglia", None, None)
        last = session.scalars(
            select(Access).where(Access.action == "enter").order_by(Access.key.desc())
        ).first()
        assert (last.user, last.allowed) == ("nino.greco", True)


def test_what_is_sent_to_the_provider_is_a_challenge_and_no_secret(house, reader):
    address = reader.get("/organizzazione").headers["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://{house.place.host}/ritorno"
    assert asked["acr_values"].split() == [SPID_2, "https://www.spid.gov.it/SpidL3"]
    assert len(asked["state"]) >= 43
    assert "segreto" not in address


def test_the_same_subject_is_the_same_account_whatever_her_name_becomes(house, reader):
    reader.go()
    house.keycloak.person["preferred_username"] = "altro.nome"
    reader.go()

    with house.desk.store.reading() as session:
        assert session.get(Account, "altro.nome") is None


def hmac_with_public_key(keycloak, claims):
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": keycloak.kid}).encode()).rstrip(b"=")
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=")
    mark = hmac.digest(keycloak.key.as_pem(private=False), head + b"." + body, "sha256")
    return b".".join((head, body, base64.urlsafe_b64encode(mark).rstrip(b"="))).decode()


def unsigned(claims):
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    coded = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return ".".join((*coded, ""))


def with_other_claims(token, claims):
    head, _, mark = token.split(".")
    return ".".join((head, unsigned(claims).split(".")[1], mark))


LIES = {
    "another key": lambda k, c: jwt.encode({"alg": "RS256", "kid": k.kid}, c, RSAKey.generate_key(2048)),
    "an unknown key": lambda k, c: jwt.encode({"alg": "RS256", "kid": "x"}, c, RSAKey.generate_key(2048)),
    "no signature": lambda _, c: unsigned(c),
    "a signature by the public key": hmac_with_public_key,
    "a claim changed after signing": lambda k, c: with_other_claims(k.sign_well(c), c | {"sub": "capo"}),
    "another issuer": lambda k, c: k.sign_well(c | {"iss": "https://altrove.example"}),
    "another audience": lambda k, c: k.sign_well(c | {"aud": "altro"}),
    "an audience of two, for the other": lambda k, c: k.sign_well(c | {"aud": ["ponte", "altro"], "azp": "altro"}),
    "expired": lambda k, c: k.sign_well(c | {"exp": c["iat"] - 61}),
    "no expiry": lambda k, c: k.sign_well({n: v for n, v in c.items() if n != "exp"}),
    "from the future": lambda k, c: k.sign_well(c | {"iat": c["iat"] + 120}),
    "another nonce": lambda k, c: k.sign_well(c | {"nonce": "altro"}),
    "no nonce": lambda k, c: k.sign_well({n: v for n, v in c.items() if n != "nonce"}),
    "no subject": lambda k, c: k.sign_well({n: v for n, v in c.items() if n != "sub"}),
    "no token": lambda _, __: "sembra.un.token",
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_hold_lets_nobody_in(house, reader, lie):
    house.keycloak.sign = lambda claims: LIES[lie](house.keycloak, claims)

    refused(reader.go(), "non è sicura")
    assert reader.get("/").status == 302


def test_clocks_may_differ_by_a_minute(house, reader):
    house.keycloak.sign = lambda claims: house.keycloak.sign_well(claims | {"iat": claims["iat"] + 45})

    assert reader.go().status == 302


def test_a_changed_key_is_learnt_without_a_new_start(house, reader):
    reader.go()
    house.keycloak.key, house.keycloak.kid = RSAKey.generate_key(2048), "secondo"
    house.keycloak.published.append(("secondo", house.keycloak.key))
    house.desk.provider._keys_at -= 60  # as after a minute

    assert reader.go().status == 302


def test_unknown_keys_do_not_make_us_flood_the_provider(house, reader):
    house.keycloak.sign = lambda claims: LIES["an unknown key"](house.keycloak, claims)
    for _ in range(4):
        reader.go()

    assert house.keycloak.counts.get("/realms/prova/certs", 0) <= 1


def test_a_way_back_is_used_once_and_by_the_browser_that_left(house, reader):
    reader.get("/organizzazione")
    kept = dict(reader.cookies)
    reader.go()
    reader.cookies = kept | reader.cookies
    refused(reader.get(reader.way_back), "già stato usato")

    victim = Browser(house)
    way_back = house.keycloak.login(Browser(house).get("/organizzazione").headers["Location"])
    refused(victim.get(way_back), "già stato usato")
    victim.get("/organizzazione")
    refused(victim.get(way_back), "già stato usato")  # a state of another browser


def test_a_replayed_way_back_is_refused_with_its_cookie_too(house, reader):
    first = house.keycloak.login(reader.get("/organizzazione").headers["Location"])
    kept = dict(reader.cookies)
    assert reader.get(first).status == 302
    reader.cookies = kept

    refused(reader.get(first), "già stato usato")


def test_another_provider_may_not_answer_in_its_place(house, reader):
    way_back = house.keycloak.login(reader.get("/organizzazione").headers["Location"])

    refused(reader.get(way_back.split("&iss=")[0] + "&iss=https%3A%2F%2Faltrove.example"), "non è sicura")


def test_who_gave_up_at_the_provider_is_told_kindly(house, reader):
    state = parse_qs(urlsplit(reader.get("/organizzazione").headers["Location"]).query)["state"][0]

    refused(reader.get(f"/ritorno?error=access_denied&state={state}"), "non è stato completato")


def test_a_weak_entrance_is_not_enough(house, reader):
    house.keycloak.claims = {"acr": "https://www.spid.gov.it/SpidL1"}

    refused(reader.go(), "serve un ingresso più sicuro")


def test_who_has_no_group_of_ours_is_refused_and_makes_no_account(house, reader):
    house.keycloak.person = {"sub": "2", "preferred_username": "pia.sala", "groups": ["/ragioneria"]}

    refused(reader.go(), "nessuno dei tuoi gruppi ha un ruolo in Ponte")
    with house.desk.store.reading() as session:
        assert session.get(Account, "pia.sala") is None


def test_a_group_that_is_left_takes_its_role_away_at_the_next_entry(house, reader):
    house.keycloak.person = NURSE | {"sub": "3", "preferred_username": "lia.testa",
                                     "groups": ["infermieri", "assistenti-sociali"]}  # fmt: skip
    reader.go()
    token = roles_of(house, "lia.testa")
    assert token == ("assistente_sociale", "infermiere_famiglia")

    house.keycloak.person["groups"] = ["assistenti-sociali"]
    reader.go()
    assert roles_of(house, "lia.testa") == ("assistente_sociale",)

    house.keycloak.person["groups"] = []
    refused(reader.go(), "nessuno dei tuoi gruppi")
    assert reader.get("/").status == 302  # what she had open has ended too


def test_a_role_given_here_by_hand_stays(house, reader):
    house.keycloak.person = NURSE | {"sub": "4", "preferred_username": "ugo.riva"}
    reader.go()
    role_periods.give_role(house.desk.store, "ugo.riva", "operatore_pua", house.admin, since=date(2026, 1, 1))
    reader.go()

    assert set(roles_of(house, "ugo.riva")) == {"operatore_pua", "infermiere_famiglia"}


def roles_of(house, user):
    listed = accounts.accounts(house.desk.store, house.admin, day_of(house))
    return next(one.roles for one in listed if one.user == user)


def day_of(house):
    return house.desk.store.clock().date()


def test_an_account_of_the_same_name_is_not_taken_over(house, reader):
    house.keycloak.person = {"sub": "5", "preferred_username": "capo", "groups": ["infermieri"]}

    refused(reader.go(), "Un altro accesso di Ponte ha già il tuo nome")


def test_an_account_that_was_closed_here_stays_closed(house, reader):
    house.keycloak.person = NURSE | {"sub": "6", "preferred_username": "eva.rossi"}
    reader.go()
    accounts.close_account(house.desk.store, "eva.rossi", day_of(house), house.admin)

    refused(reader.go(), "è chiuso")


def test_a_codice_fiscale_never_becomes_the_name_of_an_account(house, reader):
    house.keycloak.person = NURSE | {"sub": "7", "preferred_username": "TINIT-RSSMRA85T10A562S"}
    reader.go()

    entered = look_up(house.desk.store, _token(house, reader))
    assert entered.user.startswith("utente-")


def _token(house, reader):
    from tornado.web import decode_signed_value

    from apps.serve import cookie_secret

    signed = reader.cookies["ponte_accesso"].strip('"')
    return decode_signed_value(cookie_secret(house.desk.home), "ponte_accesso", signed).decode()


def test_a_provider_that_is_away_leaves_the_password(house, reader):
    house.keycloak.down = True
    house.desk.provider._said_at = float("-inf")

    refused(reader.get("/organizzazione"), "non risponde")
    assert 'name="password"' in reader.get("/entra").text


def test_who_leaves_may_leave_the_organisation_too(house, reader):
    house.desk.provider._said_at = float("-inf")

    assert f"{house.keycloak.issuer}/logout?client_id=ponte" in reader.get("/entra?uscita=1").text
