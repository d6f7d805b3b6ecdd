"""What travels with a rule from other articles and acts."""

from datetime import date

import pytest

from knowledge.answer import Assistant
from knowledge.library import Library
from knowledge.search.searcher import Searcher

LAW = """---
urn: urn:nir:stato:legge:2021-02-01;902
titolo: Norme inventate sulle botteghe di quartiere
data_gu: 2021-02-10
---

### Art. 1. (Contributo)

1. La bottega di quartiere versa un contributo annuo di 60 euro.

### Art. 7. (Botteghe nuove)

1. In deroga all'articolo 1, comma 1, la bottega nuova non versa nulla per due anni.
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    (folder / "legge.md").write_text(LAW, encoding="utf-8")
    with Library.open() as library:
        assert not library.add(folder).refused
        question = "quanto versa di contributo annuo la bottega di quartiere?"
        yield Assistant(Searcher(library)).ask(question, on=date(2026, 3, 2))


def test_what_derogates_from_a_rule_travels_with_it_from_another_article(answer):
    shown = {quote.citation: str(quote.role) for quote in answer.quotes}

    assert answer.quotes[0].citation == "art. 1, comma 1, L. 902/2021"
    assert "art. 7, comma 1, L. 902/2021" in shown


def test_no_quote_is_shown_twice(answer):
    shown = [(quote.passage.urn, quote.text) for quote in answer.quotes]

    assert len(shown) == len(set(shown))
