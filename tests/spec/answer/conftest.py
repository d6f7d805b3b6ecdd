"""A small corpus of our own, and an assistant that searches it by words alone."""

from datetime import date

import pytest

from knowledge.answer import Assistant
from knowledge.library import Library
from knowledge.search.searcher import Searcher

DAY = date(2026, 3, 2)

# An invented State act and an invented regional one; no real law is copied.
STATE = """---
urn: urn:nir:stato:legge:2021-02-01;901
titolo: Norme inventate sugli orti di vicinato
data_gu: 2021-02-10
---

### Art. 1. (Definizioni)

1. Ai fini della presente legge si intende per:

a) «orto di vicinato»: il terreno comune coltivato da almeno sei famiglie;

b) «custode»: la persona che tiene le chiavi dell'orto.

### Art. 2. (Domanda di assegnazione)

1. La famiglia presenta la domanda di assegnazione dell'orto di vicinato al comune entro quaranta giorni dal bando.

2. Il comune risponde entro venti giorni; decorso il termine la domanda si intende accolta.

3. Il comma 2 non si applica ai terreni vincolati, salvo parere favorevole del custode.

### Art. 3. (Canone)

1. Il canone annuo non supera 85 euro per orto.
"""
REGION = """---
urn: urn:nir:regione.esempio:legge:2022-05-03;7
titolo: Disposizioni inventate sulle serre comuni
data_gu: 2022-05-10
---

### Art. 1. (Serre)

1. La Regione Esempio assegna le serre riscaldate alle scuole che ne fanno richiesta entro il 15 maggio.
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    for name, text in (("stato.md", STATE), ("regione.md", REGION)):
        (folder / name).write_text(text, encoding="utf-8")
    held = Library.open()
    report = held.add(folder)
    assert not report.refused
    yield held
    held.close()


@pytest.fixture(scope="session")
def assistant(library):
    return Assistant(Searcher(library))


@pytest.fixture
def ask(assistant):
    def asked(question, **options):
        return assistant.ask(question, on=options.pop("on", DAY), **options)

    return asked
