"""Who is refused reads why in words of what she asked for, and a page that she may not open is not offered."""

from types import SimpleNamespace

import pytest

from apps.components.messages import in_italian
from apps.components.refused import role_that_may
from apps.pages.day.home import closed_to
from coordinator.errors import NotAllowedError
from coordinator.protection import policy


@pytest.fixture
def desk_of():
    """A desk at which somebody has entered with roles, the first of which she acts in."""
    return lambda *roles: SimpleNamespace(me=lambda: SimpleNamespace(role=roles[0], roles=roles))


@pytest.mark.parametrize("resource", ["territory", "register", "agreement", "backup"])
def test_a_page_about_nobody_names_no_person_and_no_team_when_it_is_refused(resource):
    said = in_italian(NotAllowedError("assistente_sociale", "read", resource))

    assert "persona" not in said
    assert "équipe" not in said
    assert "chi amministra Ponte" in said


def test_who_is_refused_the_numbers_of_the_territory_reads_which_roles_see_them():
    said = in_italian(NotAllowedError("assistente_sociale", "read", "territory"))

    seers = [label for role, label in policy().labels.items() if policy().allows(role, "read", "territory")]
    assert seers
    assert all(label in said for label in seers)


def test_a_refusal_about_a_person_still_names_her_team():
    assert "équipe" in in_italian(NotAllowedError("infermiere", "write", "network"))


def test_today_offers_no_page_that_the_role_cannot_open(desk_of):
    nurse = closed_to(desk_of("assistente_sociale"), SimpleNamespace(role="assistente_sociale"))
    head = closed_to(desk_of("coordinatore_distretto"), SimpleNamespace(role="coordinatore_distretto"))

    assert nurse == {"governo", "programmazione", "registri"}
    assert head == set()


def test_who_set_the_body_up_is_led_to_her_role_that_loads_registers(desk_of):
    both = desk_of("assistente_sociale", "amministratore")

    assert role_that_may(both, "write", "register").role == "amministratore"
    assert role_that_may(desk_of("assistente_sociale"), "write", "register") is None
    assert "registri" not in closed_to(both, SimpleNamespace(role="assistente_sociale"))
