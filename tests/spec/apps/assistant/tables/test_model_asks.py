"""A language model may say what is asked of a table: what is told stays ours, and it says nothing that nobody asked."""

import json

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from apps.assistant.model.shield import Shield, ShieldedModel
from apps.assistant.model.wording import plain_words
from apps.assistant.tables.keeping import TABLES

FREE_SOON = {
    "quali": ["con posti liberi"],
    "numeri": [{"colonna": "wait", "prova": "al massimo", "valore": 14}],
    "ordina_per": "wait",
}


class Scripted(BaseChatModel):
    """Says one thing after the other, and remembers what it was asked and with which functions."""

    script: list
    heard: list = Field(default_factory=list)
    given: list = Field(default_factory=list)

    @property
    def _llm_type(self):
        return "scripted"

    def bind_tools(self, tools, **_how):
        self.given.append([one["function"]["name"] for one in tools])
        return self

    def _generate(self, messages, stop=None, run_manager=None, **_how):
        self.heard.append(str(messages[-1].content))
        return ChatResult(generations=[ChatGeneration(message=self.script[len(self.heard) - 1])])


class Writing(Scripted):
    """Calls no tools: it writes JSON."""

    def bind_tools(self, tools, **_how):
        raise NotImplementedError


def calls(*names, **args):
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": name} for name in names])


def asks(table, *tries):
    """Choose a table, then write arguments, and write them again."""
    return Scripted(script=[calls(f"table_{table}"), *(calls(f"table_{table}", **args) for args in tries)])


@pytest.fixture
def ask(walked, echo, today):
    """Ask one question, or several, in a conversation in which a model chooses."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def ask(model, *questions, about="", role=None):
        talk = Talk(walked, open_viewer(walked, "demo", role=role), echo, today, about, lambda: model)
        return [talk.ask(question) for question in questions][-1]

    return ask


@pytest.fixture
def today():
    from datetime import date

    return date(2026, 11, 22)


def test_what_the_model_asks_is_told_as_what_is_read_from_words(ask):
    told = ask(asks("services", FREE_SOON), "dove si entra in 14 giorni, chi fa prima davanti?")
    read = ask(
        None, "servizi con posti liberi e al massimo 14 giorni di attesa, in ordine di attesa crescente"
    )

    assert told.head == "Servizi, con al massimo 14 giorni di attesa, con posti liberi: 3."
    assert (told.head, told.lines) == (read.head, read.lines)
    assert told.query.startswith(
        "Letto: le schede dei servizi (19), al 22 novembre 2026. Condizioni: con al massimo"
    )
    assert (told.by_model, read.by_model) == (True, False)


def test_every_table_is_offered_and_its_arguments_are_asked_for_alone(ask):
    model = asks("services", FREE_SOON)
    ask(model, "dove si entra in 14 giorni?")

    assert {f"table_{key}" for key in TABLES} < set(model.given[0])
    assert model.given[1] == ["table_services"]


def test_a_column_that_is_not_there_is_told_to_the_model_and_mended(ask):
    wrong = {"ordina_per": "prezzo"}
    model = asks("services", wrong, {"ordina_per": "wait", "verso": "decrescente", "primi": 1})
    reply = ask(model, "qual è la coda più lunga del distretto?")

    assert reply.head == "RSA Villa Serena: 120 giorni di attesa."
    told = json.loads(model.heard[2])["da_correggere"]
    assert told["argomenti"] == wrong
    assert told["errore"].startswith("ordina_per: «prezzo» non c’è; si può 'free', 'places', 'wait'")


@pytest.mark.parametrize(
    "tries",
    [
        [{"ordina_per": "prezzo"}, {"ordina_per": "costo"}],
        [{"numeri": "tanti"}, {"numeri": [{"colonna": "wait"}]}],
        [{"cancella": True}, {"cancella": True}],
        [{"quali": ["con posti liberi"], "numeri": [{"colonna": "wait", "prova": "meno di", "valore": 30}]}]
        * 2,
        [{"nomi": [{"colonna": "body", "valore": "Comune di Rocca"}]}] * 2,
        [{"giorni": [{"colonna": "checked", "quando": "nel 2019"}]}] * 2,
    ],
    ids=[
        "columns that are not there",
        "malformed",
        "an argument that is not there",
        "a number that nobody said",
        "a name that nobody said",
        "a year that nobody said",
    ],
)
def test_arguments_that_are_wrong_twice_leave_the_answer_to_the_rules(ask, tries):
    question = "quali servizi hanno posti liberi?"
    model = asks("services", *tries)
    reply = ask(model, question)

    assert reply == ask(None, question)
    assert len(model.heard) == 3


def test_arguments_that_are_no_json_are_asked_for_again(ask):
    broken = {"name": "table_services", "args": "{quali:", "id": "1", "error": "not JSON"}
    script = [
        calls("table_services"),
        AIMessage("", invalid_tool_calls=[broken]),
        calls("table_services", **FREE_SOON),
    ]
    reply = ask(Scripted(script=script), "dove si entra in 14 giorni?")

    assert reply.head == "Servizi, con al massimo 14 giorni di attesa, con posti liberi: 3."


@pytest.mark.parametrize(
    ("question", "dropped", "error"),
    [
        ("dove si entra entro 14 giorni?", {"quali": ["con posti liberi"]}, "la domanda dice anche 14"),
        ("dove c'è posto, esclusa la RSA?", {"quali": ["con posti liberi"]}, "la domanda dice «esclusa»"),
    ],
)
def test_a_number_or_an_exception_that_the_model_leaves_out_is_asked_for(ask, question, dropped, error):
    model = asks("services", dropped, dropped)
    ask(model, question)

    assert json.loads(model.heard[2])["da_correggere"]["errore"].startswith(error)


def test_weeks_are_the_days_that_they_are(ask):
    args = {
        "numeri": [{"colonna": "wait", "prova": "al massimo", "valore": 14}],
        "quali": ["con posti liberi"],
    }
    reply = ask(asks("services", args), "chi mi fa entrare in due settimane?")

    assert reply.head == "Servizi, con al massimo 14 giorni di attesa, con posti liberi: 3."


def test_days_are_counted_by_ponte_and_not_by_the_model(ask):
    args = {"giorni": [{"colonna": "due", "quando": "entro venerdì"}], "di": "tutti"}
    reply = ask(asks("dues", args), "che cosa va chiuso entro venerdì?")

    assert "in scadenza fino al 27 novembre 2026" in reply.head


def test_a_model_that_calls_nothing_writes_what_it_asks_as_json(ask):
    script = [
        AIMessage('{"tools": [{"tool": "table_services"}]}'),
        AIMessage(json.dumps({"tool": "table_services", "args": FREE_SOON})),
    ]
    model = Writing(script=script)
    reply = ask(model, "dove si entra in 14 giorni?")

    assert reply.head == "Servizi, con al massimo 14 giorni di attesa, con posti liberi: 3."
    assert (
        "con posti liberi"
        in json.loads(model.heard[1])["strumenti"]["table_services"]["args"]["quali"]["items"]["enum"]
    )


def test_two_tables_are_both_told_with_what_was_read_for_each(ask):
    script = [
        calls("table_needs", "table_helpers"),
        calls("table_needs"),
        calls("table_helpers", ordina_per="hours", verso="decrescente", primi=1),
    ]
    reply = ask(Scripted(script=script), "di che cosa ha bisogno Ada, e chi le sta più addosso?")

    assert reply.head.startswith("Bisogni per Ada Serravalle")
    assert "Lucia Bruni: 31 ore la settimana." in [line.text for line in reply.lines]
    assert reply.query.count("Letto: ") == 2


def test_a_table_stands_beside_another_answer(ask):
    script = [calls("around", "table_shares"), calls("table_shares", somma=["value"])]
    reply = ask(Scripted(script=script), "chi c'è intorno ad Ada, e quanti soldi ci sono in ballo?")

    assert reply.intent == "around"
    assert any(line.text.startswith("Voci del budget per Ada Serravalle: valore ") for line in reply.lines)


def test_of_whom_the_question_names_the_table_is_read_whatever_the_model_says(ask):
    reply = ask(asks("dues", {"di": "tutti"}), "che cosa bolle in pentola per Ada?")

    assert reply.head.startswith("Scadenze per Ada Serravalle")


def test_of_whom_is_in_mind_too(ask):
    args = {"ordina_per": "hours", "verso": "decrescente", "primi": 1}
    reply = ask(asks("helpers", args), "su quali spalle pesa di più?", about="per:ada")

    assert reply.head == "Lucia Bruni: 31 ore la settimana."


def test_where_nobody_is_known_it_is_asked_of_whom(ask):
    model = asks("helpers", {"primi": 1, "ordina_per": "hours"})
    question = "chi la aiuta per più ore?"

    assert ask(model, question) == ask(None, question)
    assert len(model.heard) == 2  # nothing of what the record lacks is told to the model


def test_of_several_of_a_name_it_is_asked_first_who_is_meant(ask):
    model = asks("helpers", {"primi": 1, "ordina_per": "hours"})
    ask(model, "chi aiuta Bruni per più ore?")

    assert not any(name.startswith("table_") for name in model.given[0])


def test_the_next_question_goes_on_from_what_the_model_asked(ask):
    reply = ask(asks("services", FREE_SOON), "dove si entra in 14 giorni?", "il primo?")

    assert reply.head.startswith("Pasti a domicilio")


def test_the_model_hears_questions_and_its_own_faults_and_nothing_of_the_record(ask):
    model = asks("helpers", {"mostra": ["telefono"]}, {"mostra": ["phone"]})
    ask(model, "come trovo chi le sta vicino?", about="per:ada")

    heard = " ".join(model.heard)
    assert "come trovo chi le sta vicino?" in heard
    assert not [word for word in ("Ada", "Lucia", "Bruni", "per:", "0000") if word in heard]


def test_a_remote_model_asks_by_tokens_and_names_never_leave(ask):
    named = [{"colonna": "funder", "valore": "[PERSONA_2]"}]
    inner = asks(
        "shares", {"nome": named}, {"nomi": [{"colonna": "funder", "valore": "Comune"}], "somma": ["value"]}
    )
    shield = Shield(lambda _text: {"Ada", "Serravalle", "Lucia"})
    reply = ask(
        ShieldedModel(inner=inner, shield=shield),
        "Ada Serravalle: il comune quanto ci mette? lo chiede Lucia",
    )

    assert (
        reply.head
        == "Voci del budget per Ada Serravalle, chi mette: Comune: valore 1.144,00 euro (1 voce del budget)."
    )
    assert not [word for word in ("Ada", "Serravalle", "Lucia") if word in " ".join(inner.heard)]
    assert shield.sent == inner.heard  # one sees all that left, the fault that it mended too


@pytest.mark.parametrize("role", ["ricercatore", "ufficio_di_piano"])
def test_what_the_asker_may_not_see_no_model_shows(ask, role):
    question = "chi aiuta Ada per più ore?"
    model = asks("helpers", {"ordina_per": "hours", "verso": "decrescente", "primi": 1})
    reply = ask(model, question, role=role)

    assert reply == ask(None, question, role=role)
    assert not [name for name in ("Lucia", "Oksana", "Rosa") if name in reply.as_markdown()]
    assert len(model.heard) == 2  # the model does not hear why


def test_a_refusal_is_the_same_with_a_model(ask):
    from coordinator.errors import NotAllowedError

    model = asks("helpers", {"ordina_per": "hours", "verso": "decrescente", "primi": 1})

    with pytest.raises(NotAllowedError):
        ask(model, "chi aiuta Ada per più ore?", role="referente_scuola")


def test_a_table_writes_nothing_but_that_it_was_read(ask, walked):
    from sqlalchemy import func, select

    from coordinator.model import CaseEvent, TieEvent
    from coordinator.protection.audit import Access

    def counted():
        with walked.reading() as session:
            return [
                session.scalar(select(func.count()).select_from(one)) for one in (TieEvent, CaseEvent, Access)
            ]

    ties, events, read = counted()
    ask(asks("helpers", {"ordina_per": "hours", "primi": 1}), "togli chi dà meno ore ad Ada", about="per:ada")

    assert counted()[:2] == [ties, events]
    assert counted()[2] > read


def test_a_number_that_the_model_makes_up_in_its_words_is_not_shown(ask):
    reply = ask(asks("services", FREE_SOON), "dove si entra in 14 giorni?")
    claims = [
        {"text": "Pasti a domicilio ha 11 posti liberi e 2 giorni di attesa.", "quote_ids": ["r1"]},
        {"text": "Pasti a domicilio ha 12 posti liberi.", "quote_ids": ["r1"]},
    ]
    model = Scripted(script=[AIMessage(json.dumps({"claims": claims}))])

    assert list(plain_words(model, "dove?", reply)) == [claims[0]["text"]]
