"""How many persons there are of some kind, and who, is told to whom may see each of them."""

from datetime import date

import pytest
from sqlalchemy import select, update

from coordinator.errors import NotAllowedError
from coordinator.model import Account, Contact, Need, Party, Person, ServiceNeed
from coordinator.network import Statement, state_tie
from coordinator.network.census import census, grouped
from coordinator.network.wanted import Having, Wanted
from coordinator.protection import open_viewer
from coordinator.territory.tally import tally

DAY = date(2026, 3, 2)
PLACE = """
ada in_carico svc:adi 2024-01-01
bea in_carico svc:adi 2025-06-01
ivo in_carico svc:sad 2025-01-01
leo in_carico svc:adi 2020-01-01..2021-01-01
ugo in_attesa svc:sad 2025-12-01
eva in_attesa svc:adi 2025-10-01
lia caregiver_principale ada 2024-01-01 strain=3
noa caregiver bea 2024-01-01 support=domestico
ada membro_nucleo hou:uno
lia membro_nucleo hou:uno
bea membro_nucleo hou:due
zoe membro_nucleo hou:due 2020-01-01..2024-12-31
pra:pia segue ada
mia caregiver ivo 2025-01-01 hidden=yes
"""
BORN = {
    "ada": (1942, 2, 11),
    "bea": (1946, 3, 3),
    "ivo": (2010, 1, 1),
    "leo": (1930, 1, 1),
    "ugo": (1950, 1, 1),
}
NEEDS = [("ada", "pasti"), ("bea", "pasti"), ("ivo", "scuola"), ("ugo", "terapia"), ("ugo", "salute_mentale")]


@pytest.fixture
def place(store, drawn):
    """Five who are followed or wait, their ages, needs and contacts; each line is a fact."""
    drawn(PLACE)
    with store.writing() as session:
        keys = dict(session.execute(select(Party.id, Party.key)).all())
        for name, born in BORN.items():
            session.execute(update(Party).where(Party.id == f"per:{name}").values(born_on=date(*born)))
        for name, need in NEEDS:
            said = {"recorded_at": store.clock(), "author": "prova"}
            session.add(Need(person_key=keys[f"per:{name}"], need=need, since=date(2025, 1, 1), **said))
        session.add(ServiceNeed(service_key=keys["svc:adi"], need="terapia"))
        session.add(
            Contact(
                person_key=keys["per:ada"], with_key=keys["svc:adi"], day=date(2026, 2, 20), kind="visita"
            )
        )
        session.add(
            Contact(person_key=keys["per:bea"], with_key=keys["svc:adi"], day=date(2025, 7, 1), kind="visita")
        )
        area = {"per:ada": "rocca", "per:bea": "rocca", "per:ivo": "valle"}
        for person in session.scalars(select(Person)):
            person.area = area.get(person.id)
    return store


@pytest.fixture
def found(place, viewer):
    def found(**asked):
        told = census(place, Wanted(**asked), DAY, viewer)
        return [one.id.removeprefix("per:") for one in told.first], told

    return found


def test_who_is_followed_has_a_need_or_a_service_on_the_day(found):
    names, told = found()

    assert sorted(names) == [
        "ada",
        "bea",
        "ivo",
        "ugo",
    ]  # leo's service ended, eva only waits, the carers are not in care
    assert (told.total, told.among, told.of_followed) == (4, 4, True)


ASKED = [
    ({"least_age": 80}, ["ada"]),  # bea is 80 tomorrow
    ({"least_age": 79}, ["ada", "bea"]),
    ({"most_age": 17}, ["ivo"]),
    ({"areas": ("rocca",), "most_age": 80}, ["bea"]),
    ({"needs": ("pasti",)}, ["ada", "bea"]),
    ({"needs": ("pasti",), "unmet": True}, ["ada"]),  # who helps bea in the house makes her meals
    ({"unmet": True}, ["ada", "ivo", "ugo"]),  # ugo waits for another service
    ({"alone": True}, ["bea"]),  # zoe moved out
    ({"alone": False}, ["ada"]),
    ({"ties": (Having(("caregiver_principale", "caregiver")),)}, ["ada", "bea", "ivo"]),
    ({"ties": (Having(("caregiver_principale", "caregiver"), present=False),)}, ["ugo"]),
    ({"ties": (Having(("caregiver_principale",), strain=2),)}, ["ada"]),
    ({"ties": (Having(("in_carico",), others=("svc:adi",)),)}, ["ada", "bea"]),
    ({"ties": (Having(("in_attesa",)),), "order": "longest"}, ["eva", "ugo"]),
    ({"order": "oldest", "most_age": 90}, ["ada", "bea", "ugo", "ivo"]),
    ({"quiet_since": date(2026, 1, 1), "order": "quietest"}, ["ivo", "ugo", "bea"]),
    ({"within": frozenset({"per:ada", "per:ivo"})}, ["ada", "ivo"]),
    ({"without": frozenset({"per:ada", "per:ivo"})}, ["bea", "ugo"]),
]


def test_each_thing_asked_narrows_to_whom_it_holds_of(found):
    assert [found(**asked)[0] for asked, _ in ASKED] == [names for _, names in ASKED]


def test_who_is_not_told_enough_of_is_counted_apart(found):
    assert found(alone=True)[1].unknown == 2  # with whom ivo and ugo live is not written
    assert found(areas=("rocca",))[1].unknown == 1


def test_the_dead_are_not_counted(place, found):
    with place.writing() as session:
        session.execute(update(Party).where(Party.id == "per:ada").values(died_on=date(2026, 1, 1)))

    assert found(needs=("pasti",))[0] == ["bea"]


def test_an_answer_says_what_was_asked_of_each(found):
    (eva, ugo) = found(ties=(Having(("in_attesa",)),), order="longest")[1].first
    (ada,) = found(needs=("pasti",), unmet=True)[1].first

    assert eva.ties == (("Adi", date(2025, 10, 1), "in_attesa", None, None),)
    assert ugo.ties == (("Sad", date(2025, 12, 1), "in_attesa", None, None),)
    assert ada.needs == ("preparare e avere i pasti",)


def test_counts_by_place_age_and_need(place, viewer):
    by_age = grouped(place, Wanted(), "age", DAY, viewer)

    assert grouped(place, Wanted(), "area", DAY, viewer) == {"rocca": 2, "valle": 1, "": 1}
    assert by_age == {"0-17": 1, "75-84": 3}
    assert grouped(place, Wanted(), "need", DAY, viewer)["pasti"] == 2


def test_a_nurse_counts_her_own_persons_only(place):
    with place.writing() as session:
        session.add(Account(user="pia", role="infermiere_famiglia", party_id="pra:pia"))

    told = census(place, Wanted(), DAY, open_viewer(place, "pia"))

    assert (told.total, [one.id for one in told.first]) == (1, ["per:ada"])


def test_a_reserved_tie_counts_for_nothing(place, viewer):
    asked = Wanted(ties=(Having(("caregiver",)),))
    pua = open_viewer(place, "demo", role="operatore_pua")

    assert "per:ivo" in [one.id for one in census(place, asked, DAY, viewer).first]
    assert "per:ivo" not in [one.id for one in census(place, asked, DAY, pua).first]


def test_a_closed_need_tells_of_nobody_that_she_is_followed_or_lacks_something(place):
    with place.writing() as session:
        key = session.scalar(select(Party.key).where(Party.id == "per:zoe"))
        said = {"recorded_at": place.clock(), "author": "prova"}
        session.add(Need(person_key=key, need="salute_mentale", since=date(2025, 1, 1), **said))
    told, untold = (open_viewer(place, "altri", role=role) for role in ("operatore_pua", "terzo_settore"))

    for asked in (Wanted(unmet=True), Wanted(sex="")):
        assert "per:zoe" in {one.id for one in census(place, asked, DAY, told).first}
        assert "per:zoe" not in {one.id for one in census(place, asked, DAY, untold).first}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Wanted(ties=(Having(("in_carico",), least=2),)), {"bea"}),
        (Wanted(ties=(Having(("in_carico",), least=1, most=1),)), {"ada", "ivo"}),
        (Wanted(ties=(Having(("in_carico",), least=0, most=0),)), {"ugo", "eva"}),
        (Wanted(many_needs=2), {"ugo"}),
    ],
)
def test_so_many_services_or_needs(place, viewer, asked, names):
    state_tie(place, Statement("in_carico", "per:bea", "svc:sad", date(2025, 6, 1)), viewer)
    served = census(place, asked, DAY, viewer)

    assert {one.id.removeprefix("per:") for one in served.first} & {
        "ada",
        "bea",
        "ivo",
        "ugo",
        "eva",
    } == names


def test_a_closed_need_is_not_counted_among_others(place):
    helper = open_viewer(place, "altri", role="terzo_settore")

    assert census(place, Wanted(many_needs=2), DAY, helper).total == 0


def test_a_list_tells_who_follows_each(place, viewer):
    ada = census(place, Wanted(needs=("pasti",)), DAY, viewer, helpers=True).first[0]

    assert [(one.kind, one.since) for one in ada.helpers if one.kind == "in_carico"] == [
        ("in_carico", date(2024, 1, 1))
    ]


def test_delicate_needs_are_refused_to_whom_they_are_closed(place):
    helper = open_viewer(place, "demo", role="terzo_settore")

    with pytest.raises(NotAllowedError):
        census(place, Wanted(needs=("salute_mentale",)), DAY, helper)


def test_of_needs_that_nobody_answers_only_those_are_counted(place, viewer):
    with place.writing() as session:
        ada = session.scalar(select(Party.key).where(Party.id == "per:ada"))
        said = {"recorded_at": place.clock(), "author": "prova"}
        session.add(
            Need(person_key=ada, need="terapia", since=date(2025, 1, 1), **said)
        )  # the ADI answers it

    counted = grouped(place, Wanted(unmet=True), "need", DAY, viewer)

    assert {need: counted[need] for need in ("pasti", "scuola", "terapia")} == {
        "pasti": 1,
        "scuola": 1,
        "terapia": 1,
    }


def test_who_plans_is_told_about_how_many_of_coarse_groups(place):
    planner = open_viewer(place, "demo", role="ufficio_di_piano")
    with place.writing() as session:
        session.execute(update(Party).where(Party.id == "per:bea").values(hidden=True))

    assert tally(place, Wanted(needs=("pasti",)), DAY, planner) == "meno di 5"  # ada; bea is reserved
    assert tally(place, Wanted(needs=("lavoro",)), DAY, planner) == "0"
    with pytest.raises(ValueError, match="from ages 18, 65, 75, 85"):
        tally(place, Wanted(least_age=80), DAY, planner)
    with pytest.raises(NotAllowedError):
        tally(place, Wanted(), DAY, open_viewer(place, "demo", role="referente_scuola"))
