"""A value at a prompt speaks the pages' words, a failure is two lines, and an answer is that of the chat."""

import asyncio
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

import coordinator
from apps.prompt import CommandError, NoCaseError, NoStoreError, invent, open_ponte
from apps.prompt.shown import SHOWN, as_html
from apps.prompt.tables import euros, named
from apps.prompt.taken import day_of

DAY = date(2026, 10, 31)
ON_ADA = (
    "Chi la segue?",
    "Che cosa manca nella sua rete?",
    "Che cosa è cambiato da marzo?",
    "Quale termine sta correndo?",
    "Chi paga il piano?",
    "Quanti anni ha?",
    "A che punto è il percorso?",
    "Chi è il suo medico?",
    "E se mancasse la figlia?",
    "Che cosa le spetta?",
    "Quali obiettivi ha il piano?",
    "Chi può aiutarla a spostarsi?",
)
ON_NORMS = (
    "Chi predispone il progetto individuale?",
    "Chi siede nell'unità di valutazione multidimensionale?",
    "Quanto costa un biglietto del treno?",
    "Che cos'è il punto unico di accesso?",
    "Quanti giorni di permesso ha chi assiste un familiare?",
    "Chi fa la valutazione multidimensionale?",
    "Che cosa sono i LEPS?",
    "Che cosa dice l'art. 14 della L. 328/2000?",
    "Chi segue Ada Serravalle?",
    "Come si apre un percorso?",
)


@pytest.fixture(scope="module")
def ponte():
    """An invented district with Ada's path, as a notebook opens it."""
    opened = invent(persons=40, seed=1, on=DAY, walked=True)
    yield opened
    opened.close()


def test_twenty_two_questions_have_the_answers_of_the_chat_page(ponte):
    from apps.pages.asking.chat import open_conversation, reply_html

    async def last_said(question, person):
        pieces = [piece async for piece in open_conversation(ponte.desk, person)._answer(question)]
        return pieces[-1]

    asked = [(one, "per:ada") for one in ON_ADA] + [(one, "") for one in ON_NORMS]
    assert len(asked) == 22
    for question, person in asked:
        shown = asyncio.run(last_said(question, person))
        assert reply_html(ponte.ask(question, person or None)) == shown, question


def test_a_path_is_drawn_before_it_is_listed_and_its_norms_have_names(ponte):
    shown = as_html(ponte.case("per:ada"))

    assert shown.index("Giorni in ogni fase") < shown.index("Passaggi")
    assert "art. 27, comma 12, D.Lgs. 29/2024" in shown
    assert "urn:nir" not in shown
    assert len(repr(ponte.case("per:ada"))) < 200


def test_a_budget_names_its_funders_and_writes_money_as_in_italy(ponte):
    state = ponte.case("per:ada").state
    shown = as_html(coordinator.summarise_budget(state.resources, state.entries, state.file.needs))

    assert "Budget: 4.604,00 euro" in shown
    assert "Terzo settore" in shown
    assert "senza prezzo: ore della figlia, 520 ore" in shown
    assert euros(Decimal("1234.5")) == "1.234,50 euro"


def test_what_is_different_between_two_days_is_a_table(ponte):
    shown = as_html(coordinator.difference(ponte.store, "per:ada", date(2025, 10, 31), DAY, ponte.viewer))

    assert "Fra il 31 ottobre 2025 e il 31 ottobre 2026" in shown
    assert "Ada Serravalle è in carico a Centro diurno Le Querce" in shown


def test_an_address_that_names_no_norm_stays_as_it_is():
    assert named("urn:nir:stato:legge:2000-11-08;328~art14") == "art. 14, L. 328/2000"
    assert named("urn:nir:") == "urn:nir:"


def test_what_is_open_says_what_may_be_asked_of_it(ponte):
    assert "ponte.ask(DOMANDA, person=PERSONA)" in as_html(ponte)
    assert repr(ponte) == "<Ponte inventato, al 2026-10-31, demo (coordinatore_distretto)>"


def test_each_class_that_is_shown_is_where_the_table_says():
    from importlib import import_module

    for name in SHOWN:
        module, _, kind = name.rpartition(".")
        assert hasattr(import_module(module), kind), name


def test_a_person_is_found_by_her_name_with_the_id_to_go_on(ponte):
    (ada,) = ponte.find("serravalle 1942")

    assert ada.id == "per:ada"
    assert "per:ada</th>" in as_html(ponte.find("serravalle"))


def test_a_command_runs_on_the_same_store_and_says_what_it_refuses(ponte, tmp_path):
    assert len(ponte.command("network", "per:ada", "--json")["parties"]) == 22
    with pytest.raises(CommandError, match="Nessuna parte ha il codice"):
        ponte.command("network", "per:nessuno")
    table = tmp_path / "persone.csv"
    table.write_text("id,nome,cognome,nato_il\nper:x,Anna,Neri,31/31/1950\n", encoding="utf-8")
    with pytest.raises(CommandError, match="persone.csv"):
        ponte.command("load", str(table))


def test_a_folder_without_a_store_is_refused_and_stays_empty(tmp_path):
    with pytest.raises(NoStoreError, match="non c'è un archivio"):
        open_ponte(tmp_path / "sbagliata", on=DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_day_may_be_written_and_what_is_no_day_is_refused():
    assert day_of("2026-10-31") == DAY
    with pytest.raises(ValueError, match="2026-10-31"):
        day_of("ieri")


def test_who_has_no_path_is_told_so(ponte):
    with pytest.raises(NoCaseError, match="per:piero"):
        ponte.case("per:piero")


def test_a_failure_is_told_in_italian_without_its_trace():
    lines = "from apps.prompt.kernel import teach; teach()\nfrom coordinator.errors import UnknownPartyError"
    words = [sys.executable, "-m", "IPython", "-c", f"{lines}\nraise UnknownPartyError('per:nessuno')"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Non trovo questa persona" in told
    assert "per:nessuno" in told
    assert "Traceback" not in told
