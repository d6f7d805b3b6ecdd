"""Two ambiti with four persons, and how to read what lies where."""

from datetime import date

from sqlalchemy import select, text

from coordinator.model import Case, CaseEvent, Consent, Contact, Need, Party, Tie, TieEvent
from coordinator.network import Statement, state_tie
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.store.records import Records, Signature, write_records

DAY, MONDAY = date(2026, 1, 12), date(2026, 3, 2)
NORTH, SOUTH, NOWHERE = 1, 2, 0
AREAS = {"ada": "alpe", "bea": "borgo", "cleo": "campo", "dino": None}
"""Comuni of Ada and Bea are in the north, that of Cleo in the south; Dino's is not known."""
PLACES = ("ist:alpe parte_di ist:nord", "ist:borgo parte_di ist:nord", "ist:campo parte_di ist:sud")
TIES = (
    "per:bea caregiver per:ada",
    "per:cleo amicizia per:ada",
    "per:ada in_carico svc:centro",
    "per:dino vicinato per:cleo",
)
OF_A_PERSON = {
    Contact: Contact.person_key,
    Need: Need.person_key,
    Consent: Consent.person_key,
    Case: Case.person_key,
}


def fill(store):
    """Two ambiti with three comuni, four persons with contacts, needs, consents, cases and ties."""
    bodies = [
        {"id": f"ist:{name}", "name": f"Ambito {name}", "institution_kind": "ambito"}
        for name in ("nord", "sud")
    ]
    bodies += [
        {"id": f"ist:{area}", "name": f"Comune {area}", "institution_kind": "comune", "area": area}
        for area in ("alpe", "borgo", "campo")
    ]
    records = Records(
        institutions=bodies,
        services=[{"id": "svc:centro", "name": "Centro diurno", "service_kind": "adi"}],
        persons=[
            {"id": f"per:{name}", "given_name": name.title(), "family_name": "Prova", "area": area}
            for name, area in AREAS.items()
        ],
        contacts=[
            {"person_id": f"per:{name}", "with_id": "svc:centro", "day": date(2026, 1, day), "kind": "visita"}
            for name in AREAS
            for day in (5, 6, 7)
        ],
    )
    with store.writing() as session:
        write_records(session, records, Signature("prova", store.clock()))


def tie(store, viewer, text_of_tie):
    start, kind, end = text_of_tie.split()
    return state_tie(store, Statement(kind, start, end, DAY), viewer)


def open_path(session, store, person):
    """A case of one event, a need and a consent."""
    case = Case(id=f"cas:{person}", person_key=key_of(session, person), area="disabilita", instrument="pai", phase="a",
                opened_on=DAY)  # fmt: skip
    session.add(case)
    session.flush()
    session.add(CaseEvent(case_key=case.key, number=1, kind="opened", day=DAY, recorded_at=store.clock(), author="a",
                          role="pua", content="{}"))  # fmt: skip
    session.add(
        Need(person_key=case.person_key, need="igiene", since=DAY, recorded_at=store.clock(), author="a")
    )
    session.add(Consent(person_key=case.person_key, sharing="rete", given=True, day=DAY, by="lei",
                        recorded_at=store.clock(), author="a"))  # fmt: skip


def key_of(session, name):
    return session.scalar(select(Party.key).where(Party.id == f"per:{name}"))


def make(address):
    """A whole store, with the district and what its four persons have."""
    opened = open_store(address)
    viewer = open_viewer(opened, "coordinatrice", role="coordinatore_distretto")
    fill(opened)
    for one in (*PLACES, *TIES):
        tie(opened, viewer, one)
    with opened.writing() as session:
        for name in AREAS:
            open_path(session, opened, name)
    opened.close()


def homes(store, name):
    """Say in which territories a person's rows lie: those of her own tables, then those of ties that she starts."""
    with store.reading() as session:
        key = key_of(session, name)
        found = {
            model.__tablename__: set(session.scalars(text(f"SELECT territory FROM {model.__tablename__} WHERE "
                                                          f"{column.name} = {key}")))
            for model, column in OF_A_PERSON.items()
        }  # fmt: skip
        for table, where in {
            "person": f"key = {key}",
            "case_event": f"case_key IN (SELECT key FROM care_case WHERE person_key = {key})",
            "tie": f"from_key = {key}",
            "tie_event": f"tie_key IN (SELECT key FROM tie WHERE from_key = {key})",
        }.items():
            found[table] = set(session.scalars(text(f"SELECT territory FROM {table} WHERE {where}")))
    return {home for rows in found.values() for home in rows} if all(found.values()) else found


def all_rows(store):
    """Read every row of the parted tables, as the model knows them."""
    with store.reading() as session:
        return {
            model.__tablename__: sorted(map(tuple, session.execute(select(model.__table__))), key=repr)
            for model in (*OF_A_PERSON, CaseEvent, Tie, TieEvent)
        }


def schema(store):
    """Read what the server says of all tables, keys, indexes and triggers."""
    with store.reading() as session:
        return [
            sorted(map(tuple, session.execute(text(query))), key=repr)
            for query in (
                "SELECT table_name, column_name, data_type, column_default, is_nullable "
                "FROM information_schema.columns WHERE table_schema = 'public'",
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint",
                "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
                "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
                "SELECT proname FROM pg_proc WHERE proname LIKE 'ponte%'",
                "SELECT relname, relacl::text FROM pg_class WHERE relkind IN ('r', 'S')",
                "SELECT pg_get_serial_sequence(relname, 'key') FROM pg_class WHERE relname IN ('tie', 'contact')",
            )
        ]
