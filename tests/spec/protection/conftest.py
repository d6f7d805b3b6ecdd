"""Ada and Lia, without ties; and two districts alike but for what is reserved in one of them."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import String, Text, inspect, select, text

from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.keeping import begin_draft, read_draft
from coordinator.agreements.remarks import remark
from coordinator.agreements.text import read_agreement
from coordinator.district import generate, load
from coordinator.model import Access, Account, Dismissal, Emergency, Party, Tie
from coordinator.network import Statement, change_tie, state_tie
from coordinator.network.parties import add_party, change_party
from coordinator.pathway.cases import open_case, record
from coordinator.pathway.events import Noted, Opened
from coordinator.protection import open_viewer, policy
from coordinator.protection.audit import append_alone
from coordinator.protection.consent import say as say_consent
from coordinator.protection.veil import RESERVED
from coordinator.store import open_store
from coordinator.store.records import Records, Signature, write_records

SEED = 8
WRITTEN_IN = {
    "service": ("eligibility", "documents", "cost", "accessibility"),
    "party": ("detail",),
    "agreement": ("title", "document"),
    "need": ("stated_by", "document"),
    "role": ("document",),
    "tie": ("stated_by", "document", "note"),
}
"""Table → columns of it in which people write."""
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture
def ada(store):
    """Write Ada and Lia; returns Ada's id."""
    persons = [{"id": f"per:{name}", "given_name": name, "family_name": "Prova"} for name in ("ada", "lia")]
    with store.writing() as session:
        write_records(session, Records(persons=persons), Signature("prova", store.clock()))
    return "per:ada"


@pytest.fixture(scope="session")
def worlds(tmp_path_factory):
    """The district with and without what is reserved, at the same hour."""
    home = tmp_path_factory.mktemp("clean")
    clean = open_store(home=home, clock=lambda: NOW)
    load(clean, generate(40, SEED), open_viewer(clean, "demo"))
    for number, role in enumerate(policy().grants):
        _account(clean, role, number)
    _write_words(clean)
    clean.close()
    other = tmp_path_factory.mktemp("planted")
    shutil.copy(home / "ponte.db", other / "ponte.db")
    stores = [open_store(home=place, clock=lambda: NOW) for place in (home, other)]
    hidden = _plant(stores[1])
    _name_her(stores[1])
    _tell_the_log(*stores)
    yield *stores, hidden
    for store in stores:
        store.close()


def _write_words(store):
    """Write of Ada what only names the protected woman, as who may not see her reads it."""
    viewer = open_viewer(store, "demo")
    words = f"litiga con {RESERVED}, sua vicina"
    change_party(store, "per:ada", {"detail": f"vive accanto a {RESERVED}"}, viewer)
    with store.reading() as session:
        asked = select(Tie.key).join(Party, Party.key == Tie.to_key).order_by(Tie.key)
        tie = session.scalars(asked.where(Party.id == "per:ada", Tie.until.is_(None))).first()
    change_tie(
        store,
        tie,
        DAY - timedelta(days=9),
        {"note": words, "document": words},
        viewer,
        stated_by=RESERVED,
    )
    called = Opened(source="vicini", caller=RESERVED, reason=words)
    case = open_case(store, "per:ada", called, DAY - timedelta(days=9), viewer)
    record(store, case, Noted(nature="fatto", text=words), DAY - timedelta(days=8), viewer)
    pact = demo_agreement(DAY).model_dump() | {"title": f"Intesa per {RESERVED}"}
    pact["articles"][0]["commi"][0]["text"] = words
    draft = begin_draft(store, read_agreement(pact), viewer, note=words)
    remark(store, draft, 1, next(iter(read_draft(store, draft, viewer).agreement.names)), words, viewer)
    say_consent(store, "per:ada", "scuola", viewer, given=True, day=DAY - timedelta(days=9), by=RESERVED)
    _write_columns(store, words)


def _write_columns(store, words):
    """Write the same wherever else somebody may write words, in rows that there are and in some more."""
    with store.writing() as session:
        ada = session.scalar(select(Party.key).where(Party.id == "per:ada"))
        opened = {"begun_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=3)}
        session.add(
            Emergency(user="programma", role="medico", person_key=ada, reason=words, remark=words, **opened)
        )
        why = {"reason": words, "since": DAY, "recorded_at": NOW, "author": "altri"}
        session.add(Dismissal(fingerprint="0" * 24, rule="unico_ponte", person_id="per:ada", **why))
        session.add(Account(user="sorella", role="persona", party_id="per:ada", name=RESERVED))
        for table, columns in WRITTEN_IN.items():
            for column in columns:
                some = f'"{column}" IS NULL OR "{column}" NOT LIKE \'%[riservato]%\''
                some = f'SELECT key FROM "{table}" WHERE {some} LIMIT 9'
                new = f'UPDATE "{table}" SET "{column}" = :words WHERE key IN ({some})'
                session.execute(text(new), {"words": f"{words} {column}"})
        session.execute(
            text("UPDATE party SET name = :name WHERE kind = 'nucleo' AND key % 2"),
            {"name": f"Famiglia {RESERVED}"},
        )
    append_alone(
        store,
        user="sorella",
        role="persona",
        purpose="cura",
        action="read",
        resource="own_record",
        of="per:ada",
        allowed=True,
    )


def _name_her(store):
    """Put her name where it stood for it, as it was really written."""
    with store.engine.begin() as connection:
        guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _ in guards:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for table in inspect(store.engine).get_table_names():
            for column in inspect(store.engine).get_columns(table):
                if isinstance(column["type"], String | Text):
                    name = column["name"]
                    new = f'UPDATE "{table}" SET "{name}" = replace("{name}", :mark, \'Zefira Quornoth\')'
                    connection.execute(
                        text(f"{new} WHERE \"{name}\" LIKE '%[riservato]%'"), {"mark": RESERVED}
                    )
        for _, sql in guards:
            connection.exec_driver_sql(sql)


def _account(store, role, number):
    """Open an account of a role, of somebody in the district."""
    kind = "persona" if role == "persona" else "professionista"
    with store.writing() as session:
        found = session.scalars(select(Party.id).where(Party.kind == kind).order_by(Party.key)).all()
        party = "per:ada" if role == "persona" else found[number % len(found)]
        session.add(Account(user=f"chi.{number}", role=role, party_id=party, name=f"Chi {number}"))


def _plant(store):
    """Write the protected woman, the refuge and a hidden tie of Ada; return their ids."""
    viewer = open_viewer(store, "demo", purpose="cura")
    fields = {
        "given_name": "Zefira", "family_name": "Quornoth", "born_on": date(1988, 5, 4), "phone": "0999123456",
        "tax_code": "QRNZFR88E44E506X", "area": "valdoria",
    }  # fmt: skip
    her = add_party(store, "persona", fields, viewer)
    refuge = {
        "name": "Casa Melograno",
        "service_kind": "antiviolenza",
        "area": "valdoria",
        "needs": ["protezione"],
    }
    place = add_party(store, "servizio", refuge, viewer)
    with store.reading() as session:
        service = session.scalars(select(Party.id).where(Party.id.like("svc:%")).order_by(Party.key)).first()
    since = DAY - timedelta(days=90)
    ties = [
        state_tie(store, Statement(kind, start, end, since, **more), viewer)
        for kind, start, end, more in (
            ("in_carico", her, place, {"hidden": True}),
            ("in_carico", her, service, {}),
            ("fratello", her, "per:ada", {"conflict": True}),
            ("puo_inviare", service, place, {}),
            ("in_carico", "per:ada", place, {"hidden": True}),
        )
    ]
    for party in (her, place):
        change_party(store, party, {"hidden": True}, viewer)
    return {"her": her, "place": place, "ties": ties, "service": service}


def _tell_the_log(clean, planted):
    """Log in the clean world too that somebody wrote about Ada: that much a person is told of her own record."""
    fields = ("user", "role", "purpose", "action", "resource", "of", "allowed")
    written = select(Access).where(Access.of == "per:ada", Access.action == "write").order_by(Access.key)
    with clean.reading() as session:
        known = len(session.scalars(written).all())
    with planted.reading() as session:
        more = session.scalars(written).all()[known:]
    for one in more:
        append_alone(clean, **{name: getattr(one, name) for name in fields})
