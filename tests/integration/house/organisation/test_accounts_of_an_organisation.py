"""People enter with their organisation's own accounts; their groups say in which roles."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from coordinator.model import Access, Account
from coordinator.protection import accounts, role_periods
from coordinator.protection.entry import look_up

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)


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
    assert asked["acr_values"].split() == ["https://www.spid.gov.it/SpidL2", "https://www.spid.gov.it/SpidL3"]
    assert len(asked["state"]) >= 43
    assert "segreto" not in address


def test_the_same_subject_is_the_same_account_whatever_her_name_becomes(house, reader):
    reader.go()
    house.keycloak.person["preferred_username"] = "altro.nome"
    reader.go()

    with house.desk.store.reading() as session:
        assert session.get(Account, "altro.nome") is None


def test_who_gave_up_at_the_provider_is_told_kindly(house, reader, refused):
    state = parse_qs(urlsplit(reader.get("/organizzazione").headers["Location"]).query)["state"][0]

    refused(reader.get(f"/ritorno?error=access_denied&state={state}"), "non è stato completato")


def test_a_weak_entrance_is_not_enough(house, reader, refused):
    house.keycloak.claims = {"acr": "https://www.spid.gov.it/SpidL1"}

    refused(reader.go(), "serve un ingresso più sicuro")


def test_who_has_no_group_of_ours_is_refused_and_makes_no_account(house, reader, refused):
    house.keycloak.person = {"sub": "2", "preferred_username": "pia.sala", "groups": ["/ragioneria"]}

    refused(reader.go(), "nessuno dei tuoi gruppi ha un ruolo in Ponte")
    with house.desk.store.reading() as session:
        assert session.get(Account, "pia.sala") is None


def test_a_group_that_is_left_takes_its_role_away_at_the_next_entry(house, reader, refused):
    house.keycloak.person |= {"sub": "3", "preferred_username": "lia.testa",
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
    house.keycloak.person |= {"sub": "4", "preferred_username": "ugo.riva"}
    reader.go()
    role_periods.give_role(house.desk.store, "ugo.riva", "operatore_pua", house.admin, since=date(2026, 1, 1))
    reader.go()

    assert set(roles_of(house, "ugo.riva")) == {"operatore_pua", "infermiere_famiglia"}


def roles_of(house, user):
    listed = accounts.accounts(house.desk.store, house.admin, day_of(house))
    return next(one.roles for one in listed if one.user == user)


def day_of(house):
    return house.desk.store.clock().date()


def test_an_account_of_the_same_name_is_not_taken_over(house, reader, refused):
    house.keycloak.person = {"sub": "5", "preferred_username": "capo", "groups": ["infermieri"]}

    refused(reader.go(), "Un altro accesso di Ponte ha già il tuo nome")


def test_an_account_that_was_closed_here_stays_closed(house, reader, refused):
    house.keycloak.person |= {"sub": "6", "preferred_username": "eva.rossi"}
    reader.go()
    accounts.close_account(house.desk.store, "eva.rossi", day_of(house), house.admin)

    refused(reader.go(), "è chiuso")


def test_a_codice_fiscale_never_becomes_the_name_of_an_account(house, reader):
    house.keycloak.person |= {"sub": "7", "preferred_username": "TINIT-RSSMRA85T10A562S"}
    reader.go()

    entered = look_up(house.desk.store, _token(house, reader))
    assert entered.user.startswith("utente-")


def _token(house, reader):
    from tornado.web import decode_signed_value

    from apps.serve import cookie_secret

    signed = reader.cookies["ponte_accesso"].strip('"')
    return decode_signed_value(cookie_secret(house.desk.home), "ponte_accesso", signed).decode()


def test_a_provider_that_is_away_leaves_the_password(house, reader, refused):
    house.keycloak.down = True
    house.desk.provider._said_at = float("-inf")

    refused(reader.get("/organizzazione"), "non risponde")
    assert 'name="password"' in reader.get("/entra").text


def test_who_leaves_may_leave_the_organisation_too(house, reader):
    house.desk.provider._said_at = float("-inf")

    assert f"{house.keycloak.issuer}/logout?client_id=ponte" in reader.get("/entra?uscita=1").text
