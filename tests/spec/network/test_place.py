"""A place is founded once: its bodies, which is part of which, and the services that each answers for."""

from datetime import date

from codicefiscale.data import get_municipalities_data

from coordinator.network.directory import directory, surroundings
from coordinator.network.place import Place, comuni_of, found_place, open_services, regions
from coordinator.protection import open_viewer

DAY = date(2026, 3, 2)
VALDORIA = Place(
    "Regione Esempio", "ASL Esempio", "Distretto di Valdoria", "Ambito di Valdoria", ("Valdoria",)
)


def names(store, viewer):
    return sorted(one.name for one in directory(store, viewer))


def test_every_province_of_the_list_of_comuni_has_its_region():
    listed = {row["province"] for row in get_municipalities_data() if row["active"]}
    ours = [code for region in regions() if region.id != "esempio" for code in region.provinces]

    assert sorted(ours) == sorted(listed)
    assert len(ours) == 107


def test_comuni_are_those_of_today():
    assert "Galatina" in comuni_of("LE")
    assert "Presicce" not in comuni_of("LE")  # since 2019 it is Presicce-Acquarica
    assert comuni_of("XX") == ()


def test_bodies_are_part_of_each_other(store, viewer):
    found = found_place(store, VALDORIA, DAY, viewer)

    assert names(store, viewer) == [
        "ASL Esempio",
        "Ambito di Valdoria",
        "Comune di Valdoria",
        "Distretto di Valdoria",
        "Regione Esempio",
    ]
    around = {one.name for one in surroundings(store, found["asl"], DAY, viewer).neighbours}
    assert around == {"Regione Esempio", "Distretto di Valdoria"}


def test_a_place_written_twice_is_there_once(store, viewer):
    for _ in range(2):
        found = found_place(store, VALDORIA, DAY, viewer)
        open_services(store, [("sad", "Assistenza a domicilio")], found, DAY, viewer)

    assert len(names(store, viewer)) == 6
    assert len(surroundings(store, found["ambito"], DAY, viewer).neighbours) == 2


def test_a_service_is_of_the_body_that_usually_answers_for_it(store, viewer):
    found = found_place(store, VALDORIA, DAY, viewer)
    adi, sad = open_services(store, [("adi", "Cure a casa"), ("sad", "Aiuto a casa")], found, DAY, viewer)

    assert [one.name for one in surroundings(store, adi, DAY, viewer).neighbours] == ["ASL Esempio"]
    assert [one.name for one in surroundings(store, sad, DAY, viewer).neighbours] == ["Ambito di Valdoria"]


def test_who_administers_ponte_founds_a_place_and_sees_no_person(store):
    admin = open_viewer(store, "rosa", role="amministratore")

    assert set(found_place(store, VALDORIA, DAY, admin)) == {
        "regione",
        "asl",
        "distretto",
        "ambito",
        "comune",
    }
    assert not admin.may("read", "person")
