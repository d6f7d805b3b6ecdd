"""Of the agreements one asks who signed, who did not, until when and on which norm, and goes on."""

import pytest


@pytest.fixture
def ended(talk):
    """A conversation in which the agreement that ends this year was named."""
    conversation = talk()
    conversation.ask("quali accordi scadono quest'anno?")
    return conversation


def test_whether_a_body_is_part_of_an_agreement(talk):
    conversation = talk()

    assert conversation.ask("c'è anche la asl nell'accordo del trasporto?").head == (
        "No. Coprogettazione del trasporto sociale: fra Ambito territoriale di Valdoria e Associazione Il Filo."
    )
    assert conversation.ask("e l'ambito c'è?").head.startswith("Sì. Coprogettazione del trasporto sociale")


@pytest.mark.parametrize(
    ("onward", "head"),
    [
        ("chi li ha firmati?", "fra Ambito territoriale di Valdoria e Associazione Il Filo."),
        ("quanti giorni mancano?", "39 giorni alla scadenza."),
        ("da quando?", "dal 1° gennaio 2023."),
        ("di che livello è?", "livello programmatoria."),
        ("c'è un documento?", "il documento non è scritto."),
    ],
)
def test_each_fact_of_an_agreement_is_asked_next(ended, onward, head):
    assert ended.ask(onward).head == f"Coprogettazione del trasporto sociale: {head}"


def test_of_a_norm_that_is_not_written_the_usual_one_is_named_as_such(ended):
    head = ended.ask("su quale norma si basa?").head

    assert "non è scritta; per questo strumento è di solito art. 55, comma 3, D.Lgs. 117/2017" in head


def test_how_an_agreement_is_made_anew_is_told_by_its_instrument(ended):
    assert "co-progettazione" in ended.ask("come si rinnova?").head


def test_who_is_not_part_of_it_is_told(talk):
    assert "ASL Esempio" in talk().ask("chi non ha firmato la coprogettazione del trasporto?").head


def test_agreements_are_counted_by_kind(talk):
    reply = talk().ask("quanti accordi abbiamo per tipo?")

    assert reply.head == "Accordi, in vigore, per tipo: 3 in tutto."


def test_a_family_that_agrees_is_no_agreement(talk):
    assert talk().ask("la famiglia è d'accordo?").intent != "table_agreements"
