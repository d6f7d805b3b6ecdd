"""What an order asks to write is proposed, or its page is opened; what is asked beside it is answered."""

import pytest


@pytest.mark.parametrize(
    ("order", "proposed"),
    [
        (
            "aggiungi Teresa Bianco come vicina di Ada Serravalle",
            "Teresa Bianco, vicina o vicino di Ada, da oggi",
        ),
        (
            "inserisci nella rete Anna Corvo quale figlia di Ada",
            "Anna Corvo, figlia o figlio di Ada, da oggi",
        ),
        (
            "Metti la signora Pia Longo che fa da badante ad Ada",
            "Pia Longo, assistente familiare di Ada, da oggi",
        ),
        ("togli il centro diurno ad Ada", "Chiudo il legame: Ada è in carico a Centro diurno Le Querce"),
        ("rimuovi la badante di Ada", "Chiudo il legame: Oksana Melnyk, assistente familiare di Ada"),
        ("leva il rilievo di Ada sulla fatica della figlia", "Metto da parte il rilievo «Lucia Bruni"),
        ("scrivimi sulla scheda di Ada che l'ho sentita", "Scrivo nel diario di Ada: «l'ho sentita»"),
    ],
)
def test_an_order_is_proposed_and_nothing_is_written(begin, order, proposed):
    reply = begin("").ask(order)

    assert reply.intent == "propose"
    assert proposed in reply.head
    assert not reply.wrote


def test_what_lacks_is_asked_back_with_the_page(begin):
    reply = begin("").ask("aggiungi un'amica ad Ada")

    assert reply.head == "Per aggiungere qualcuno alla rete di Ada mi serve ancora: nome e cognome."
    assert reply.links == (("Aggiungi alla rete di Ada", "mappa?id=per:ada&parte=aggiungi"),)


def test_nobody_is_written_twice(begin):
    reply = begin().ask("aggiungi Giulia Costa come amica")

    assert reply.head.startswith("C’è già chi si chiama come Giulia Costa")
    assert [line.party_id for line in reply.lines] == ["pra:costa"]


def test_who_does_not_write_networks_is_told_so(begin):
    reply = begin("", role="medico").ask("aggiungi Teresa Bianco come vicina di Ada Serravalle")

    assert reply.head == "Non posso proporlo: il tuo ruolo non scrive la rete."


def test_to_change_the_case_manager_opens_the_pages(begin):
    reply = begin("").ask("sostituisci il case manager di Ada Serravalle con Irene Greco")

    assert reply.lines[0].text == "Oggi il case manager di Ada è Paola De Luca"
    assert [page.partition("?")[0] for _, page in reply.links] == ["percorso", "rivedi"]
    assert reply.links[0][1].endswith("&passo=squadra")


def test_an_order_and_a_question_have_both_their_answers(begin):
    reply = begin("").ask("togli la farmacia ad Ada, e poi dimmi chi è il suo medico")

    assert reply.head.startswith("Chiudo il legame: Ada è in carico a Farmacia dei Tigli")
    assert any("Aldo Fabbri" in line.text for line in reply.lines)
    assert [choice.label for choice in reply.choices][:2] == ["Sì, scrivi", "No, lascia stare"]


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("come si sostituisce il case manager?", "percorso"),
        ("come faccio se cambia il dottore?", "mappa"),
        ("dove tolgo un servizio che è finito?", "rivedi"),
        ("come apro la scheda di una persona che non seguo?", "emergenza"),
    ],
)
def test_how_it_is_done_has_its_page(begin, question, page):
    reply = begin("").ask(question)

    assert reply.intent == "help"
    assert reply.lines[0].page.partition("?")[0] == page


@pytest.mark.parametrize(
    "question",
    [
        "fino a quando dura la coprogettazione con Il Filo?",
        "scadenza dell'intesa sul trasporto",
        "trasporto sociale con il filo: quando scade",
    ],
)
def test_an_agreement_is_found_by_its_matter_and_its_bodies(begin, question):
    reply = begin("").ask(question)

    assert len(reply.lines) == 1
    assert reply.lines[0].text.startswith("Coprogettazione del trasporto sociale")


def test_an_agreement_is_found_by_the_sorts_of_its_bodies(begin):
    reply = begin("").ask("c'è un'intesa firmata tra Comune e ASL?")

    assert reply.lines[0].text.startswith("Protocollo per le dimissioni protette")


def test_a_convention_that_is_none_of_ours_is_of_the_norms(begin):
    assert begin("").ask("che cos'è la convenzione di New York?").intent == "norms"


def test_where_a_service_is_goes_on_from_what_it_is(begin):
    talk = begin("")
    talk.ask("cos'è il PUA?")

    assert "piazza del Municipio 1" in talk.ask("e dove si trova qui da noi?").lines[0].text


def test_a_passage_that_was_gone_says_when(begin):
    reply = begin("").ask("convoca la UVM di Wanda Bellini")

    assert "il passaggio «Si convoca la UVM» non si fa: è già stato fatto il 10 novembre 2026." in reply.head


def test_who_takes_the_case_is_a_colleague_and_no_person_of_the_same_first_name(begin):
    talk = begin("per:ada")

    assert talk.ask("mettiamo Elena Fontana come referente").head.startswith(
        "Il case manager di Ada Serravalle"
    )
