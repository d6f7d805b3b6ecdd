"""Essential levels of a person are told as they are asked for: those that are missing, those of one system."""

import pytest

LACKING = [
    "Pronto intervento sociale (LEPS): manca",
    "Percorso assistenziale integrato (LEPS): in parte",
    "Assistenza domiciliare sociale (LEPS): in attesa",
    "Residenza per chi non ha un’abitazione (LEPS): da verificare",
]
PALLIATIVE = "Cure palliative e terapia del dolore (LEA): da verificare"


def texts(reply):
    return [line.text for line in reply.lines]


def test_what_is_missing_leaves_out_what_there_is(begin):
    reply = begin().ask("quali livelli essenziali mancano?")
    assert reply.head == (
        "Livelli essenziali per Ada, su 19: manca 1, in parte 1, in attesa 1, da verificare 2."
    )
    assert texts(reply) == [*LACKING, PALLIATIVE]


def test_one_system_alone_goes_on_from_what_is_missing(begin):
    talk = begin()
    talk.ask("quali livelli essenziali mancano?")
    assert texts(talk.ask("solo i leps")) == LACKING
    assert texts(talk.ask("e i lea?")) == [PALLIATIVE]


def test_what_is_missing_goes_on_from_one_system(begin):
    talk = begin()
    assert len(talk.ask("elencami i LEA che le spettano").lines) == 6
    assert texts(talk.ask("e quali non ha")) == [PALLIATIVE]


@pytest.mark.parametrize("question", ["quali LEPS non sono coperti?", "quali leps le mancano ancora"])
def test_levels_not_covered_are_levels_and_no_needs(begin, question):
    reply = begin().ask(question)
    assert (reply.intent, texts(reply)) == ("due", LACKING)


def test_those_guaranteed_are_counted(begin):
    reply = begin().ask("quanti livelli essenziali sono garantiti?")
    assert reply.head == "Livelli essenziali per Ada, su 19: c’è 14."
    assert len(reply.lines) == 14
