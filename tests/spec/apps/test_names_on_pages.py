"""Pages of protection and history say names to who may read them, and codes to who may not."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.agreements.held import Agreements
from apps.pages.house.administration import Administration
from apps.pages.people.emergency import Reviews
from apps.pages.services.office import Office
from coordinator.district import generate, load
from coordinator.model import Account
from coordinator.network.parties import add_party
from coordinator.network.record import find_people
from coordinator.protection import open_viewer
from coordinator.protection.emergency import open_in_emergency

TODAY = date(2026, 3, 2)  # that of the stores' clock
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def desk(store, tmp_path):
    """The invented district, seen by the coordinator unless a role is named."""
    load(store, generate(persons=9, seed=7), open_viewer(store, "demo"))

    def seen_by(role="coordinatore_distretto", purpose=None):
        def viewer():
            return open_viewer(store, "chi", role=role, purpose=purpose)

        return SimpleNamespace(store=store, home=tmp_path, today=lambda: TODAY, viewer=viewer, demo=True)

    return seen_by


def send(task, **act):
    task.live._handle_msg(act)
    return task.live.html


def test_the_account_of_a_person_is_opened_by_her_name(desk, store):
    for name in ("Quirina", "Zelinda"):
        add_party(store, "persona", {"given_name": name, "family_name": "Zarbo"}, desk().viewer())
    page = Administration(desk())
    asked = {"act": "add", "name": "Quirina Zarbo", "role": "persona", "user": "", "service_id": ""}

    both = send(page, **asked, person="zarbo")
    assert "Più persone corrispondono" in both
    assert "Quirina Zarbo" in both
    assert "Zelinda Zarbo" in both

    assert "può entrare" in send(page, **asked, person="zarbo quirina")
    with store.reading() as session:
        account = session.get(Account, "quirina.zarbo")
    (quirina,) = find_people(store, "zarbo quirina", desk().viewer())
    assert account.party_id == quirina.id
    assert "Nessuno nell’archivio" in send(page, **asked, person="zzz")


def test_who_administers_and_sees_no_person_is_asked_for_the_code(desk):
    page = Administration(desk("amministratore"))

    shown = send(page, act="add", name="Ada Prova", role="persona", person="serravalle")
    assert "il tuo ruolo non cerca le persone per nome" in shown
    assert "Ada Serravalle" not in shown


def test_who_administers_shuts_nobody_out_of_her_own_account(desk, store):
    with store.writing() as session:
        session.add_all(Account(user=user, role="amministratore", name=user) for user in ("chi", "altra"))
    page = Administration(desk("amministratore"))

    assert "La tua password la cambi tu" in send(page, act="renew", user="chi", name="chi")
    assert "lo chiude un altro amministratore" in send(page, act="close", user="chi", name="chi")
    assert "Dai una password nuova" not in send(page, act="open", user="chi")
    assert "Dai una password nuova" in send(page, act="open", user="altra")
    assert "Password nuova per altra" in send(page, act="renew", user="altra", name="altra")


def test_an_opening_in_an_emergency_names_the_person_to_who_may_know_her(desk, store):
    with store.writing() as session:
        session.add(Account(user="ines", role="medico", name="Ines Lega"))
    open_in_emergency(store, "per:ada", "caduta in casa, sono sul posto", open_viewer(store, "ines"))

    pages = {}
    for role, purpose in (("coordinatore_distretto", "cura"), ("responsabile_dati", "verifica")):
        page = Reviews(desk(role, purpose))
        page.show()
        pages[role] = page.live.html
    assert "Ada " in pages["coordinatore_distretto"]
    assert "codice" not in pages["coordinatore_distretto"]
    assert "codice per:ada" in pages["responsabile_dati"]
    assert "Ada " not in pages["responsabile_dati"]


def test_agreements_and_seats_tell_their_history(desk):
    page = Agreements(desk(), "")
    page.show()
    asked = {
        "act": "add",
        "title": "Accordo di prova",
        "kind": page.values()["kinds"][0][0],
        "since": "1/3/2026",
    }
    bodies = [one for one, _ in page.values()["bodies"]][:2]
    written = send(page, **asked, body1=bodies[0], body2=bodies[1])
    assert "Storia" in written
    assert "Da chi il 2 marzo 2026" in written

    taken = send(page, act="undo")
    assert "Annullati" in taken
    assert "è come se non fosse mai stato scritto" in taken

    district = next(one for one, words in page.values()["bodies"] if "istretto" in words)
    office = Office(desk(), district)
    office.show()
    assert "Chi ha avuto questi ruoli" in office.live.html
