"""The invented district that the pages are about, with what shows each of their forms."""

from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.keeping import begin_draft
from coordinator.agreements.template import blank_agreement
from coordinator.district import generate, load
from coordinator.district.pact import sign_demo_agreement
from coordinator.district.path import walk_ada
from coordinator.exchange.tables import load_tables
from coordinator.model import Account
from coordinator.network.members import Member, welcome
from coordinator.network.parties import add_party
from coordinator.pathway.cases import go, open_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.protection import accounts, open_viewer
from coordinator.protection.emergency import open_in_emergency

TODAY = date(2026, 11, 22)
PASSWORD = "quattro gatti sul tetto"
ROLES = ("case_manager", "amministratore", "responsabile_dati", "persona")
"""Who see forms that the demo's user does not."""
COMUNI = ("valdoria", "pietrachiara")
ENOUGH = 6
"""Persons with one need in each comune: fewer are not told."""


def fill(store):
    """Write what the pages are about: the district, a path of care, an agreement, and who enters."""
    viewer = open_viewer(store, "demo")
    load(store, generate(12, 7), viewer)
    walk_ada(store, viewer)
    sign_demo_agreement(store, viewer, TODAY)
    add_accounts(store)
    twice = {"given_name": "Ada", "family_name": "Serravalle", "area": "valdoria"}
    add_party(store, "persona", twice, viewer)
    other = add_party(store, "persona", {"given_name": "Ermes", "family_name": "Traskov"}, viewer)
    reason = "caduta in casa, ambulanza in arrivo"
    open_in_emergency(store, other, reason, open_viewer(store, "chi.case_manager", role="case_manager"))
    begin_draft(store, demo_agreement(TODAY), viewer)
    begin_draft(store, blank_agreement("Accordo da scrivere"), viewer)
    add_needs(store, viewer)
    open_path(store, viewer)


def open_path(store, viewer):
    """Bring a second path to where a team is sought and needs are listed."""
    opened = Opened(source="famiglia", caller="Elvira Molin", reason="non cammina più da sola")
    case = open_case(store, "per:valdoria-1", opened, TODAY, viewer)
    go(store, case, "prendi_in_carico_accesso", TODAY, viewer, role="operatore_pua")
    read = make_event("triaged", priority="alta", reason="vive sola", owner="pra:deluca", next_on=TODAY)
    record(store, case, read, TODAY, viewer)
    go(store, case, "avvia_prima_valutazione", TODAY, viewer, role="assistente_sociale")
    go(store, case, "convoca_uvm", TODAY, viewer, role="coordinatore_uvm")


def add_accounts(store):
    """Let somebody in for each role, and a colleague whose account may be closed."""
    begin(store)
    with store.writing() as session:
        for role in ROLES:
            party = "per:ada" if role == "persona" else None
            session.add(Account(user=f"chi.{role}", role=role, name=f"Chi {role}", party_id=party))
    colleague = Member("Rosa Neri", "assistente_sociale", "rosa.neri")
    welcome(store, colleague, TODAY, open_viewer(store, "capo", role="amministratore"))


def begin(store):
    """Let in who sets Ponte up."""
    accounts.open_first(store, "capo", "Capo Prova", PASSWORD, ["assistente_sociale"])


def add_needs(store, viewer):
    """Load some persons with one need, all in care: enough for the hours of two comuni to be compared."""
    people = [(f"per:{comune}-{number}", comune) for comune, number in product(COMUNI, range(ENOUGH))]
    tables = {
        "persone.csv": ["codice;cognome;nome;zona", *(f"{one};Molin;Nives {one[4:]};{area}" for one, area in people)],
        "bisogni.csv": ["persona;bisogno;dal", *(f"{one};igiene_personale;1/3/2026" for one, _ in people)],
        "legami.csv": [
            "tipo;da;a;dal;ore_settimana",
            *(f"in_carico;{one};svc:sad;1/4/2026;4" for one, _ in people),
        ],
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        for name, lines in tables.items():
            (Path(folder) / name).write_text("\n".join(lines), encoding="utf-8")
        load_tables(store, sorted(Path(folder).iterdir()), viewer)
