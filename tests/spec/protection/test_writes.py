"""Who writes, with the number or the id of what is reserved from her, is refused in the words for one of nobody."""

from datetime import timedelta

import pytest

from coordinator.errors import CoordinatorError
from coordinator.findings.aside import put_back
from coordinator.model import Dismissal, Emergency, Party
from coordinator.network import Statement, change_tie, confirm_tie, end_tie, state_tie, withdraw_tie
from coordinator.network.agreements import state_agreement
from coordinator.network.one_tie import take_back
from coordinator.network.parties import add_party, change_party, undo_change
from coordinator.network.roles import end_role, state_role, undo_role
from coordinator.pathway.cases import open_case, record
from coordinator.pathway.events import Noted, Opened
from coordinator.protection import open_viewer
from coordinator.protection.accounts import open_account
from coordinator.protection.consent import say
from coordinator.protection.emergency import open_in_emergency, review

ROLES = (
    "operatore_pua",
    "assistente_sociale",
    "coordinatore_sanitario",
    "responsabile_dati",
    "amministratore",
)
NOBODY = {"per": "per:nessuna", "svc": "svc:nessuno", "ist": "ist:nessuno", "cas": "cas:nessuno"}
CALLED = Opened(source="vicini", caller="una vicina", reason="non esce più di casa")


@pytest.fixture
def reserved(store, ada):
    """Write a woman, a refuge and a body, and what is about them; then reserve the three."""
    viewer, day = open_viewer(store, "demo"), store.clock().date()
    named = {"her": ("persona", {"given_name": "Zefira", "family_name": "Quornoth"}),
             "refuge": ("servizio", {"name": "Casa Melograno", "service_kind": "antiviolenza"}),
             "body": ("ente", {"name": "Ente Melograno", "institution_kind": "comune"}),
             "other": ("ente", {"name": "Comune", "institution_kind": "comune"})}  # fmt: skip
    made = {word: add_party(store, kind, fields, viewer) for word, (kind, fields) in named.items()}
    made["tie"] = state_tie(store, Statement("fratello", made["her"], ada, day), viewer)
    made["role"] = state_role(store, "referente_familiare", "per:lia", day, viewer, about_id=made["her"])
    made["case"] = open_case(store, made["her"], CALLED, day, viewer)
    with store.writing() as session:
        key = session.query(Party).filter_by(id=made["her"]).one().key
        at = {"begun_at": store.clock(), "ends_at": store.clock() + timedelta(hours=4)}
        opening = Emergency(user="altri", role="medico", person_key=key, reason="caduta in casa", **at)
        why = {"reason": "lo sappiamo", "since": day, "recorded_at": store.clock(), "author": "altri"}
        aside = Dismissal(fingerprint="0" * 24, rule="unico_ponte", person_id=made["her"], **why)
        session.add_all((opening, aside))
        session.flush()
        made |= {"opening": opening.key, "aside": aside.key}
    for one in ("her", "refuge", "body"):
        change_party(store, made[one], {"hidden": True}, viewer)
    return made


WRITES = {
    "end a tie": ("tie", lambda s, one, v: end_tie(s, one, v.store.clock().date(), v)),
    "confirm a tie": ("tie", lambda s, one, v: confirm_tie(s, one, v.store.clock().date(), v)),
    "change a tie": ("tie", lambda s, one, v: change_tie(s, one, v.store.clock().date(), {"strength": 1}, v)),
    "withdraw a tie": ("tie", lambda s, one, v: withdraw_tie(s, one, v)),
    "take back": ("tie", lambda s, one, v: take_back(s, one, v)),
    "state a tie": (
        "her",
        lambda s, one, v: state_tie(s, Statement("fratello", one, "per:ada", s.clock().date()), v),
    ),
    "end a role": ("role", lambda s, one, v: end_role(s, one, v.store.clock().date(), v)),
    "undo a role": ("role", lambda s, one, v: undo_role(s, one, v)),
    "put back a finding": ("aside", lambda s, one, v: put_back(s, one, v)),
    "review an emergency": (
        "opening",
        lambda s, one, v: review(s, one, v, justified=True, remark="era giusto"),
    ),
    "open in an emergency": (
        "her",
        lambda s, one, v: open_in_emergency(s, one, "caduta in casa, sono lì", v),
    ),
    "open an account for her": (
        "her",
        lambda s, one, v: open_account(s, "prova", "Prova Prova", ["medico"], v, party_id=one),
    ),
    "change her": ("her", lambda s, one, v: change_party(s, one, {"detail": "altro"}, v)),
    "undo a change": ("her", lambda s, one, v: undo_change(s, one, 1, v)),
    "open a case": ("her", lambda s, one, v: open_case(s, one, CALLED, s.clock().date(), v)),
    "write in a case": (
        "case",
        lambda s, one, v: record(s, one, Noted(nature="fatto", text="nota"), s.clock().date(), v),
    ),
    "say a consent": (
        "refuge",
        lambda s, one, v: say(
            s, "per:ada", "scuola", v, given=True, day=s.clock().date(), by="lei", recipient=one
        ),
    ),
    "sign an agreement": (
        "body",
        lambda s, one, v: state_agreement(s, "Patto", "protocollo", ["ist:comune", one], s.clock().date(), v),
    ),
}


def test_what_is_reserved_is_refused_as_what_is_not_there(store, reserved):
    def told(write, viewer, asked):
        try:
            write(store, asked, viewer)
        except CoordinatorError as error:
            return f"{type(error).__name__} {error}".replace(str(asked), "…")
        return "written"

    leaks = []
    for what, (which, write) in WRITES.items():
        one = reserved[which]
        nobody = 10**6 if isinstance(one, int) else NOBODY[one[:3]]
        for role in ROLES:
            viewer = open_viewer(store, "altri", role=role)
            answers = told(write, viewer, one), told(write, viewer, nobody)
            if answers[0] != answers[1] or "written" in answers:
                leaks.append((what, role, *answers))
    assert leaks == []
