"""A question is read in the words of a known one where it says the same, and nothing that it says is left out."""

import pytest

from apps.assistant.reading.of_many import Names
from apps.assistant.restated.bank import bank
from apps.assistant.restated.slots import TAKEN_UP, signs_in, slotted

NAMES = Names(
    {"adi": ("svc:adi",), "centro diurno": ("svc:diurno",)},
    {"rocca": "Rocca"},
    {},
    {"giordani": "pra:1", "leo giordani": "pra:1"},
    {},
)


@pytest.mark.parametrize(
    ("question", "words", "parts"),
    [
        (
            "Chi ha più di 85 anni a Rocca?",
            "chi ha piu di 10 a rocca",
            {"luogo": ("rocca",), "numero": ("85 anni",)},
        ),
        (
            "quante segnalazioni a novembre 2026",
            "quante segnalazioni a marzo",
            {"tempo": ("a novembre 2026",)},
        ),
        ("che persone segue Leo Giordani", "che persone segue rossi", {"collega": ("leo giordani",)}),
        ("l'ADI ha posto?", "l' servizio ha posto", {"servizio": ("adi",)}),
        (
            "chi può occuparsi dei pasti",
            "chi puo occuparsi dei bisogno",
            {"bisogno": ("preparare e avere i pasti",)},
        ),
        ("chi è l'infermiera", "chi e l' infermiera", {}),  # who works for her is no need of hers
    ],
)
def test_what_changes_from_one_question_to_the_next_is_taken_out(question, words, parts):
    said = slotted(question, NAMES)

    assert said.words == words
    assert said.parts == parts


def test_a_need_is_put_back_as_it_was_called():
    assert slotted("chi aiuta per le medicazioni?", NAMES).typed["bisogno"] == ("medicazioni",)


@pytest.mark.parametrize("question", ["Ada 31/02 zzz !!", "zzluogo zzservizio", "chi è zzo?"])
def test_no_word_that_is_typed_is_taken_for_a_part(talk, question):
    assert talk().ask(question).head


@pytest.mark.parametrize(
    ("question", "first", "meant"),
    [
        (
            "mi faresti un elenco dei parenti che assistono oltre 25 ore la settimana",
            "Lucia Bruni, per Ada Serravalle",
            "Quali caregiver fanno più di 25 ore a settimana?",
        ),
        (
            "ci sono figli o mogli sopra le 28 ore di assistenza settimanali?",
            "Lucia Bruni, per Ada Serravalle",
            "Quali caregiver fanno più di 28 ore a settimana?",
        ),
    ],
)
def test_what_no_pattern_foresees_is_read_by_its_likeness(begin, question, first, meant):
    reply = begin("").ask(question)

    assert reply.lines[0].text.startswith(first)
    assert reply.query.endswith(f"Domanda intesa: «{meant}».")


def test_a_condition_more_is_never_passed_over(begin):
    reply = begin("").ask("mi faresti un elenco dei parenti di Rocca che assistono oltre 25 ore la settimana")

    assert "Domanda intesa: «Quali caregiver fanno più di 25 ore a settimana?»" not in reply.query


def test_a_name_that_nobody_has_is_told_as_one(begin):
    reply = begin("").ask("che cos'è cambiato nella rete di Ada Pinzoni nell'ultimo anno?")

    assert reply.head.startswith("Non trovo Ada Pinzoni fra le persone")
    assert reply.lines == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("cosa ci vuole per entrarci", "Centro diurno Le Querce: per chi: 65 anni compiuti, valutazione UVM"),
        ("e l'orario?", "Centro diurno Le Querce: orari: lun-ven"),
        ("ce lo possiamo permettere?", "Centro diurno Le Querce: quota al giorno"),
        ("chi lo manda avanti?", "Centro diurno Le Querce"),
    ],
)
def test_in_few_words_more_is_asked_of_the_service_spoken_of(begin, question, told):
    conversation = begin("")
    conversation.ask("c'è posto al centro diurno?")
    reply = conversation.ask(question)

    assert any(line.text.startswith(told) for line in reply.lines) or reply.head.startswith(told)


def test_what_was_not_understood_leaves_the_thread(begin):
    conversation = begin("")
    conversation.ask("c'è posto al centro diurno?")
    conversation.ask("trallallero trallallà")
    reply = conversation.ask("e quanto costa?")

    assert reply.head == "Centro diurno Le Querce: costo: quota al giorno secondo l’ISEE."


def test_no_asking_reads_what_its_wordings_do_not_say():
    lacking = [
        (asking.reads, words)
        for asking in bank().askings
        for words in asking.asked
        if not set(signs_in(asking.reads)) <= set(signs_in(words))
    ]

    assert lacking == []


def test_each_asking_has_several_wordings_and_only_known_signs():
    from apps.assistant.restated.slots import SIGN, SIGNS

    assert [one.reads for one in bank().askings if len(one.asked) < 2] == []
    assert {sign for one in bank().askings for sign in SIGN.findall(one.reads)} <= {*SIGNS, *TAKEN_UP}


def test_what_was_kept_of_the_wordings_is_of_those_that_are_there():
    import json

    import numpy as np

    from apps.assistant.restated.bank import KEPT

    with np.load(KEPT) as kept:
        held = set(json.loads(str(kept["asked"])))

    assert {one.words for one in bank().wordings} <= held


def test_no_wording_that_measures_is_one_that_teaches():
    from pathlib import Path

    import yaml

    from apps.assistant.reading.words import normal

    held = Path(__file__).parents[2] / "quality/conversation/questions.yaml"
    rows = yaml.safe_load(held.read_text(encoding="utf-8"))
    measures = {normal(words).strip(" ?") for row in rows for words in row["ask"]}
    taught = {normal(words).strip(" ?") for one in bank().askings for words in one.asked}

    assert measures & taught == set()
