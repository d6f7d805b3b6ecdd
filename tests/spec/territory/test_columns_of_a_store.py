"""A territory's contacts are kept as columns beside the store, and stay what the store holds."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from coordinator.errors import NotAllowedError, StoreError
from coordinator.model import Access, Contact, Party, day_of
from coordinator.network.merging import merge, undo_merge
from coordinator.network.report import measure_person
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.store.beside import COLUMNS
from coordinator.store.records import Records, Signature, write_records
from coordinator.territory import columns_read
from coordinator.territory.cache import ARRAYS, INDEX, CacheError, load, open_columns
from coordinator.territory.columns import between
from coordinator.territory.columns_read import batches, read_areas, read_columns
from coordinator.territory.continuity import tally

DAY = date(2026, 3, 2)
SERVICES = [f"svc:s{number}" for number in range(5)]


def person(name):
    area = "Rocca" if name < "n" else None
    return {"id": f"per:{name}", "given_name": name.title(), "family_name": "Prova", "area": area}


def contact(who, where, day):
    return {"person_id": f"per:{who}", "with_id": where, "day": day, "kind": "visita"}


@pytest.fixture
def write(store):
    """Add rows to the store."""

    def add(**registers):
        with store.writing() as session:
            write_records(session, Records(**registers), Signature("prova", store.clock()))

    return add


@pytest.fixture
def district(write):
    """Ada, Ugo, Lia and Zoe, with sixty contacts over five services."""
    draw = random.Random(4)
    write(
        persons=[person(name) for name in ("ada", "lia", "ugo", "zoe")],
        services=[{"id": one, "name": one, "service_kind": "pua"} for one in SERVICES],
        contacts=[
            contact(
                draw.choice(["ada", "lia", "ugo"]), draw.choice(SERVICES), day_of(20_490 + draw.randrange(24))
            )
            for _ in range(60)
        ],
    )
    return draw


def plain(store, opened):
    """What the columns hold, by name."""
    with store.reading() as session:
        names = dict(session.execute(select(Party.key, Party.id)).all())
    columns, found = opened.columns, {}
    for i, key in enumerate(columns.persons):
        of, area = columns.of(i), columns.area[i]
        services, days = columns.services[columns.service[of]], columns.day[of]
        contacts = [(names[one], day_of(int(day))) for one, day in zip(services, days, strict=True)]
        found[names[key]] = contacts, columns.areas[area] if area >= 0 else None
    return found


def same(one, other):
    """Whether two columns are equal to the last number."""
    arrays = [(getattr(one, word), getattr(other, word)) for word in ARRAYS]
    return one.areas == other.areas and all(
        a.dtype == b.dtype and a.tolist() == b.tolist() for a, b in arrays
    )


def test_columns_hold_each_persons_contacts_in_order(store, viewer, district, tmp_path):
    opened = open_columns(store, viewer, tmp_path)

    query = select(Party.id, Contact.with_key, Contact.day).join(Party, Party.key == Contact.person_key)
    with store.reading() as session:
        names = dict(session.execute(select(Party.key, Party.id)).all())
        rows = session.execute(query.order_by(Contact.day, Contact.key)).all()
    expected = {}
    for who, where, day in rows:
        expected.setdefault(who, ([], "Rocca" if who < "per:n" else None))[0].append((names[where], day))
    assert opened.how == "rebuilt"
    assert plain(store, opened) == expected
    assert "per:zoe" not in expected


def test_a_second_opening_reads_nothing_again(store, viewer, district, tmp_path):
    first = open_columns(store, viewer, tmp_path)
    second = open_columns(store, viewer, tmp_path)

    assert second.how == "kept"
    assert same(first.columns, second.columns)


def test_the_province_says_of_each_person_what_her_own_page_says(store, viewer, district, tmp_path):
    columns = between(open_columns(store, viewer, tmp_path).columns, None, DAY)
    found = tally(columns)

    with store.reading() as session:
        names = dict(session.execute(select(Party.key, Party.id)).all())
    for i, key in enumerate(columns.persons):
        page = {one.name: one.value for one in measure_person(store, names[key], DAY, viewer)}
        assert [page[word] for word in ("upc", "coc", "secon")] == [
            found.upc[i],
            found.coc[i],
            found.secon[i],
        ]


def test_what_is_brought_up_to_date_equals_what_is_read_anew(store, viewer, district, write, tmp_path):
    """After contacts of known and new persons, with new services, on old days; and after two are made one."""
    draw, kept = district, tmp_path / "kept"
    open_columns(store, viewer, kept)
    for turn in range(4):
        write(
            persons=[person(f"x{turn}"), person(f"b{turn}")],
            services=[{"id": f"svc:n{turn}", "name": "n", "service_kind": "pua"}],
            contacts=[
                contact(draw.choice(["ada", "zoe", f"x{turn}", f"b{turn}"]), draw.choice([*SERVICES, f"svc:n{turn}"]),
                        day_of(20_480 + draw.randrange(60)))
                for _ in range(draw.randrange(1, 9))
            ],
        )  # fmt: skip
        opened = open_columns(store, viewer, kept)
        assert opened.how == "refreshed"
        assert same(opened.columns, open_columns(store, viewer, tmp_path / f"new{turn}").columns)
        assert same(opened.columns, load(kept / COLUMNS).columns)


def test_two_records_made_one_and_parted_again_are_followed(store, viewer, district, tmp_path):
    before = open_columns(store, viewer, tmp_path).columns

    number = merge(store, "per:ada", "per:lia", "stessa persona", viewer)
    merged = open_columns(store, viewer, tmp_path)
    undo_merge(store, number, viewer)
    parted = open_columns(store, viewer, tmp_path)

    assert [merged.how, parted.how] == ["refreshed", "refreshed"]
    assert merged.columns.persons.size == before.persons.size - 1
    assert same(parted.columns, before)


def test_services_made_one_are_read_anew(store, viewer, district, tmp_path):
    open_columns(store, viewer, tmp_path)
    merge(store, "svc:s0", "svc:s1", "lo stesso servizio", viewer)

    opened = open_columns(store, viewer, tmp_path)

    assert opened.how == "rebuilt"
    assert "merged" in opened.why
    assert opened.columns.services.size == 4


def test_contacts_taken_away_are_noticed(store, viewer, district, tmp_path):
    whole = open_columns(store, viewer, tmp_path).columns
    with store.writing() as session:
        first = session.scalar(select(func.min(Contact.key)))
        session.execute(delete(Contact).where(Contact.key == first))

    opened = open_columns(store, viewer, tmp_path)

    assert opened.how == "rebuilt"
    assert "taken away" in opened.why
    assert len(opened.columns) == len(whole) - 1


def test_columns_of_another_store_are_never_used(store, viewer, district, tmp_path):
    other = open_store(home=tmp_path / "other")
    open_columns(other, open_viewer(other, "altrove", role="coordinatore_distretto"), tmp_path)
    other.close()

    opened = open_columns(store, viewer, tmp_path)

    assert opened.how == "rebuilt"
    assert "another store" in opened.why
    assert opened.columns.persons.size == 3


@pytest.mark.parametrize("harm", ["cut", "gone", "garbled", "newer"])
def test_damaged_columns_are_made_again(store, viewer, district, tmp_path, harm):
    whole = open_columns(store, viewer, tmp_path).columns
    folder = tmp_path / COLUMNS
    index = json.loads((folder / INDEX).read_text())
    array = folder / index["generation"] / "service.npy"
    if harm == "cut":
        array.write_bytes(array.read_bytes()[:-1])
    elif harm == "gone":
        array.unlink()
    elif harm == "garbled":
        (folder / INDEX).write_text("{")
    else:
        (folder / INDEX).write_text(json.dumps(index | {"format": 99}))

    with pytest.raises(CacheError):
        load(folder)
    opened = open_columns(store, viewer, tmp_path)
    assert opened.how == "rebuilt"
    assert same(opened.columns, whole)


def test_only_the_owner_may_look_into_the_folder(store, viewer, district, tmp_path):
    open_columns(store, viewer, tmp_path)

    assert (tmp_path / COLUMNS).stat().st_mode & 0o077 == 0
    assert len([one for one in (tmp_path / COLUMNS).iterdir() if one.is_dir()]) == 1


def test_who_may_not_read_the_territory_is_refused_and_the_refusal_is_in_the_log(store, district, tmp_path):
    nurse = open_viewer(store, "infermiera", role="infermiere_famiglia")

    with pytest.raises(NotAllowedError):
        open_columns(store, nurse, tmp_path)

    with store.reading() as session:
        last = session.scalars(select(Access).order_by(Access.key.desc())).first()
    assert (last.resource, last.allowed) == ("territory", False)
    assert not (tmp_path / COLUMNS).exists()


def test_a_researcher_gets_rows_without_keys(store, viewer, district, tmp_path):
    researcher = open_viewer(store, "ricercatrice", role="ricercatore", purpose="ricerca")
    known = open_columns(store, viewer, tmp_path).columns

    nameless = open_columns(store, researcher, tmp_path).columns

    assert nameless.persons.tolist() == [0, 1, 2]
    assert known.persons.tolist() != [0, 1, 2]
    assert nameless.service.tolist() == known.service.tolist()


def test_an_empty_store_has_no_columns_and_nothing_breaks(store, viewer, tmp_path):
    assert len(open_columns(store, viewer, tmp_path).columns) == 0
    assert open_columns(store, viewer, tmp_path).how == "kept"


def test_another_process_reads_a_file_and_leaves_the_stores_own_log_of_writes_alone(
    store, viewer, district, monkeypatch
):
    few = read_columns(store, 60), read_areas(store, 1)
    monkeypatch.setattr(columns_read, "FEW", 0)

    many = read_columns(store, 60), read_areas(store, 1)

    assert [one.tolist() for one in (many[0].service, many[0].day, many[1].places)] == [
        one.tolist() for one in (few[0].service, few[0].day, few[1].places)
    ]
    assert few[1].names == many[1].names == ("Rocca",)
    if store.dialect == "sqlite":
        assert Path(f"{store.engine.url.database}-wal").exists()


def test_a_file_that_cannot_be_read_by_another_process_is_said_so(store, monkeypatch):
    monkeypatch.setattr(columns_read, "OUTSIDE", Path("none.py"))
    if store.dialect == "sqlite":
        with (
            pytest.raises(StoreError, match="could not be read by a process beside this one"),
            batches(store, "SELECT 1"),
        ):
            pass
