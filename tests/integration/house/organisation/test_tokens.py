"""A token that the organisation's provider did not sign for Ponte, now, for this browser, lets nobody in."""

import base64
import hmac
import json

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)


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
def test_a_token_that_does_not_hold_lets_nobody_in(house, reader, lie, refused):
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


def test_a_way_back_is_used_once_and_by_the_browser_that_left(house, reader, refused, browser):
    reader.get("/organizzazione")
    kept = dict(reader.cookies)
    reader.go()
    reader.cookies = kept | reader.cookies
    refused(reader.get(reader.way_back), "già stato usato")

    victim = browser()
    way_back = house.keycloak.login(browser().get("/organizzazione").headers["Location"])
    refused(victim.get(way_back), "già stato usato")
    victim.get("/organizzazione")
    refused(victim.get(way_back), "già stato usato")  # a state of another browser


def test_a_replayed_way_back_is_refused_with_its_cookie_too(house, reader, refused):
    first = house.keycloak.login(reader.get("/organizzazione").headers["Location"])
    kept = dict(reader.cookies)
    assert reader.get(first).status == 302
    reader.cookies = kept

    refused(reader.get(first), "già stato usato")


def test_another_provider_may_not_answer_in_its_place(house, reader, refused):
    way_back = house.keycloak.login(reader.get("/organizzazione").headers["Location"])

    refused(reader.get(way_back.split("&iss=")[0] + "&iss=https%3A%2F%2Faltrove.example"), "non è sicura")
