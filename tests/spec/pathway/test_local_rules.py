"""What a body lays down for its place holds everywhere, from its day on, and never against a norm."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.errors import NotAllowedError, RegisterError
from coordinator.exchange.rules_table import load_rules, read_rules_table, write_rules_table
from coordinator.pathway.cases import instruments_for, open_case, read_case
from coordinator.pathway.deadlines import compute_deadline
from coordinator.pathway.events import Opened
from coordinator.pathway.gates import InstrumentError
from coordinator.pathway.local_checks import LocalRulesError
from coordinator.pathway.local_keeping import check, keep_patron, keep_rules, read_rows, read_rules
from coordinator.pathway.local_rules import LocalRule, build_rules, terms_on
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

CALL = Opened(source="vicini", caller="una vicina", reason="non esce")
HEAD = "regola;vale_per;nome;durata;unita;sabato;festivo;giorno;dal;al;fonte\n"
FIRST_READING = LocalRule(
    "termine", about="locale.prima_lettura", length=1, unit="giorni lavorativi", saturday="non lavorativo",
    holiday="prorogato", since=date(2026, 3, 1), source="delibera 14/2026",
)  # fmt: skip
TRIAL = LocalRule("sperimentazione", about="Lecce", since=date(2026, 1, 1), source="D.M. inventato 1/2025")


@pytest.fixture
def rosa(store):
    with store.writing() as session:
        person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    return open_viewer(store, "rosa", role="coordinatore_distretto")


def faults(rows):
    with pytest.raises(LocalRulesError) as refused:
        check(rows)
    return [(one.row, one.field) for one in refused.value.faults]


def first_reading(store, case, rosa):
    (term,) = read_case(store, case, rosa).terms()
    return term.deadline.term.document, term.deadline.due


def test_a_term_of_the_body_holds_for_who_begins_from_its_day_on(store, rosa):
    before = open_case(store, "per:ada", CALL, date(2026, 2, 27), rosa)
    keep_rules(store, [FIRST_READING], rosa)
    after = open_case(store, "per:ada", CALL, date(2026, 3, 2), rosa)

    assert first_reading(store, before, rosa) == (None, date(2026, 3, 4))
    assert first_reading(store, after, rosa) == ("delibera 14/2026", date(2026, 3, 3))


def test_the_patron_saint_puts_a_term_off_wherever_the_case_is_read(store, rosa):
    case = open_case(store, "per:ada", CALL, date(2026, 8, 21), rosa)  # a Friday
    assert first_reading(store, case, rosa)[1] == date(2026, 8, 26)

    keep_patron(store, date(2000, 8, 26), rosa)

    assert first_reading(store, case, rosa)[1] == date(2026, 8, 27)
    assert [row.kind for row in read_rows(store, rosa)] == ["patrono"]


def test_a_patron_saint_with_a_first_day_is_not_kept_before_it():
    rule = LocalRule("patrono", day="26/08", since=date(2026, 1, 1))
    calendar = build_rules([rule]).calendar

    assert [calendar.is_holiday(date(year, 8, 26)) for year in (2025, 2026)] == [False, True]


def test_a_path_runs_in_the_territory_of_the_body(store, rosa):
    keep_rules(store, [LocalRule("territorio", about="IT-esempio")], rosa)

    case = open_case(store, "per:ada", CALL, date(2026, 3, 2), rosa)

    started = {one.deadline.term.id for one in read_case(store, case, rosa).terms()}
    assert started == {"locale.prima_lettura", "esempio.prima_valutazione"}


def test_a_body_without_rules_runs_no_region_s_variant(store, rosa):
    case = open_case(store, "per:ada", CALL, date(2026, 3, 2), rosa)

    assert {one.deadline.term.id for one in read_case(store, case, rosa).terms()} == {"locale.prima_lettura"}
    assert not [key for key, _, _ in terms_on(read_rules(store, rosa), date(2026, 3, 2)) if "esempio" in key]


def test_a_trial_opens_the_progetto_di_vita_and_shuts_what_it_replaces(store, rosa):
    with pytest.raises(InstrumentError):
        open_case(
            store, "per:ada", CALL, date(2026, 3, 2), rosa, area="disabilita", instrument="progetto_di_vita"
        )
    keep_rules(store, [TRIAL], rosa)

    local = read_rules(store, rosa)

    assert instruments_for("disabilita", date(2026, 3, 2), "IT-puglia", local) == ("progetto_di_vita",)
    assert instruments_for("disabilita", date(2025, 12, 31), "IT-puglia", local) == ("progetto_individuale",)
    assert instruments_for("non_autosufficienza", date(2026, 3, 2), "IT-puglia", local) == ("pai",)


def test_a_term_of_a_norm_is_changed_by_a_norm_that_it_lets_and_by_nothing_else():
    def row(about, source):
        return LocalRule("termine", about=about, length=60, unit="giorni", saturday="lavorativo",
                         holiday="prorogato", since=date(2026, 1, 1), source=source)  # fmt: skip

    urn = "urn:nir:regione.puglia:legge:2025-01-31;3~art2-com1"
    assert faults([row("progetto_vita.avvio", urn)]) == [(1, "about")]
    assert faults([row("progetto_vita.conclusione", "delibera 3/2026")]) == [(1, "source")]

    term = build_rules([row("progetto_vita.conclusione", urn)]).term(
        "progetto_vita.conclusione", date(2026, 7, 6)
    )
    assert (term.source, term.origin) == (urn, "atto regionale")
    assert compute_deadline(term, date(2026, 7, 6), build_rules([]).calendar).due == date(2026, 9, 4)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"about": "locale.prima"}, "about"), ({"length": 0}, "length"), ({"length": None}, "length"),
        ({"unit": "settimane"}, "unit"), ({"saturday": ""}, "saturday"), ({"holiday": "boh"}, "holiday"),
        ({"since": None}, "since"), ({"source": None}, "source"), ({"source": "urn:nir:x"}, "source"),
        ({"until": date(2026, 2, 1)}, "until"), ({"kind": "festa"}, "kind"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_by_its_field(change, field):
    assert (1, field) in faults([replace(FIRST_READING, **change)])


def test_two_rows_for_the_same_days_are_refused():
    assert faults([FIRST_READING, FIRST_READING]) == [(2, "since")]
    assert faults([LocalRule("patrono", day="01/01"), LocalRule("patrono", day="02/01")]) == [(2, "kind")]
    assert faults([LocalRule("patrono", day="31/02")]) == [(1, "day")]
    assert faults([LocalRule("territorio", about="Puglia")]) == [(1, "about")]
    assert faults([LocalRule("sperimentazione", since=date(2028, 1, 1), source="x")]) == [(1, "since")]


def test_a_file_names_row_column_and_mend_and_keeps_nothing_when_one_is_wrong(store, rosa, tmp_path):
    path = tmp_path / "regole.csv"
    path.write_text(
        HEAD + "patrono;;;;;;;03/02;;;\ntermine;locale.uvn;;20;giorni;sì;prorogato;;1/7/2026;;delibera\n"
    )

    with pytest.raises(RegisterError) as refused:
        load_rules(store, path, rosa)

    assert [str(one) for one in refused.value.problems] == [
        "regole.csv, riga 3, colonna sabato: scrivi lavorativo oppure non lavorativo",
        "regole.csv, riga 3, colonna vale_per: nessun termine ha questo codice; "
        "forse locale.uvm, locale.pai, locale.verifica",
    ]
    assert read_rows(store, rosa) == ()


def test_what_is_written_out_is_read_back(tmp_path):
    rows = (FIRST_READING, TRIAL, LocalRule("patrono", day="03/02", name="San Biagio"))
    path = tmp_path / "regole.csv"

    path.write_bytes(write_rules_table(rows))

    assert read_rules_table(path) == rows


def test_who_may_not_write_registers_changes_no_rule(store, rosa):
    nurse = open_viewer(store, "nora", role="infermiere_famiglia")

    with pytest.raises(NotAllowedError):
        keep_rules(store, [FIRST_READING], nurse)

    assert read_rows(store, rosa) == ()
