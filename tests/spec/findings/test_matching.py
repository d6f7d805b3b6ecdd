"""Which services may meet a need, in which order, and why not the others."""

from datetime import date

import pytest

from coordinator import district
from coordinator.errors import UnknownPartyError, UnknownWordError
from coordinator.matching import Candidate, Offer, judge, match, rank

DAY = date(2026, 10, 31)
ADA = Candidate("per:ada", 84, "Valdoria")


def offer(name="Pasti", **more):
    facts = {
        "area": None,
        "min_age": None,
        "max_age": None,
        "places_free": 2,
        "waiting_days": 5,
        "checked_on": DAY,
    }
    return Offer(f"svc:{name}", name, more.pop("needs", frozenset({"pasti"})), **(facts | more))


def against(given, candidate=ADA):
    return judge(given, candidate, "pasti", DAY).against


def test_a_service_that_answers_to_the_need_fits():
    assert judge(offer(), ADA, "pasti", DAY).fits


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"needs": frozenset({"terapia"})}, "non risponde a questo bisogno"),
        ({"area": "Montecervo"}, "serve Montecervo, la persona vive a Valdoria"),
        ({"max_age": 64}, "fino a 64 anni, la persona ne ha 84"),
        ({"min_age": 85}, "dai 85 anni, la persona ne ha 84"),
        ({"places_free": 0}, "nessun posto libero; attesa di 5 giorni"),
        ({"places_free": 0, "waiting_days": None}, "nessun posto libero"),
    ],
)
def test_each_exclusion_says_why(more, reason):
    assert against(offer(**more)) == (reason,)


def test_an_area_is_the_same_with_and_without_capitals_and_accents():
    assert against(offer(area="VALDORIA")) == ()
    assert against(offer(area="Forlì "), Candidate("per:x", 80, "forli")) == ()
    assert len(against(offer(area="Valdoria Nuova"))) == 1


def test_every_reason_is_given_not_only_the_first():
    assert len(against(offer(area="Montecervo", places_free=0, max_age=64))) == 3


def test_ages_at_the_limits_are_included():
    assert against(offer(min_age=84, max_age=84)) == ()


def test_a_service_that_follows_her_already_is_not_proposed_again():
    assert against(offer(), Candidate("per:ada", 84, None, frozenset({"svc:Pasti"}))) == ("la segue già",)


def test_what_nobody_knows_excludes_no_service_but_is_said():
    found = judge(
        offer(area="Valdoria", min_age=65, places_free=None), Candidate("per:x", None, None), "pasti", DAY
    )

    assert found.fits
    assert "posti liberi non indicati" in found.notes
    assert "ha limiti di età: la data di nascita non è registrata" in found.notes
    assert "serve Valdoria: controllare dove vive la persona" in found.notes


def test_a_card_of_more_than_a_year_ago_asks_for_a_call():
    fresh = judge(offer(checked_on=date(2025, 10, 31)), ADA, "pasti", DAY)
    stale = judge(offer(checked_on=date(2025, 10, 30)), ADA, "pasti", DAY)

    assert not [note for note in fresh.notes if "telefonare" in note]
    assert "scheda controllata il 30/10/2025: telefonare prima" in stale.notes


def test_services_that_fit_come_first_the_soonest_before_the_others():
    offers = [
        offer("Pieno", places_free=0),
        offer("Lento", waiting_days=60),
        offer("Ignoto", places_free=None, waiting_days=1),
        offer("Pronto", waiting_days=2),
    ]

    ordered = rank([judge(one, ADA, "pasti", DAY) for one in offers], DAY)

    assert [one.offer.name for one in ordered] == ["Pronto", "Lento", "Ignoto", "Pieno"]


def test_on_the_record_the_transport_service_meets_adas_need(store, viewer):
    district.load(store, district.read_ada(), viewer)

    found = match(store, "per:ada", "spostamenti", DAY, viewer)

    assert [one.offer.id for one in found if one.fits] == [found[0].offer.id]
    assert "spostamenti" in found[0].offer.needs
    assert all(one.against for one in found[1:])


def test_an_unknown_person_or_need_is_an_error(store, viewer):
    with pytest.raises(UnknownPartyError):
        match(store, "per:nessuno", "pasti", DAY, viewer)
    with pytest.raises(UnknownWordError):
        match(store, "per:ada", "felicita", DAY, viewer)
