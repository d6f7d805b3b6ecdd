"""What the conversation says of a service that is named by a part of its name, its kind or its street."""

import pytest


def told(reply):
    return "\n".join([reply.head, *(line.text for line in reply.lines)])


@pytest.mark.parametrize(
    "question",
    [
        "cos'è Le Querce?",
        "mi dai informazioni sulle querce",
        "le Querce che servizio è",
        "quello di viale delle Querce cos'è?",
        "cosa fanno alle Querce?",
    ],
)
def test_a_service_is_told_by_a_part_of_its_name_or_its_street(talk, question):
    reply = talk().ask(question)

    assert reply.head.startswith("Centro diurno Le Querce")
    assert "per chi: 65 anni compiuti, valutazione UVM; da 65 anni" in told(reply)
    assert "è erogato da Cooperativa La Ginestra" in told(reply)
    assert "Non è scritto: telefono" in told(reply)
    assert reply.query.startswith("Letto: le schede dei servizi")


@pytest.mark.parametrize("question", ["CSM", "il centro di salute mentale"])
def test_a_service_that_is_only_named_is_told(talk, question):
    assert talk().ask(question).head == "Centro di salute mentale. Secondo la scheda:"


def test_a_short_form_is_told_by_what_it_stands_for(talk):
    assert talk().ask("l'adi cosa fa?").head == (
        "ADI di Valdoria, assistenza domiciliare integrata. Secondo la scheda:"
    )


def test_after_what_it_is_few_words_ask_of_the_same_service(talk):
    conversation = talk()
    conversation.ask("cos'è Le Querce?")

    assert "quota al giorno secondo l’ISEE" in told(conversation.ask("quanto viene?"))
    assert "verbale UVM, ISEE" in told(conversation.ask("serve l'impegnativa?"))
    assert "65 anni compiuti" in told(conversation.ask("e chi ci può andare?"))
    assert conversation.ask("e il sabato?").head == "No. Centro diurno Le Querce: aperto lun-ven 08:30-16:30."
    assert "20 giorni di attesa" in told(conversation.ask("c'è da aspettare?"))
    assert "A chi si chiede può dirtelo il PUA" in told(conversation.ask("come si attiva?"))


def test_an_age_is_held_against_the_card(talk):
    assert talk().ask("mia zia ha 60 anni, la prendono alle Querce?").head.startswith("No: 60 anni")
    assert talk().ask("la rsa accetta un settantenne?").head.startswith("Per l’età sì: 70 anni")
    assert talk().ask("il consultorio prende a 30 anni?").head.startswith("La scheda non dice un’età")


def test_a_street_tells_what_is_there(talk):
    reply = talk().ask("che uffici ci sono in piazza del Municipio?")

    assert [line.party_id for line in reply.lines] == ["svc:pua", "svc:sociale"]


def test_waiting_for_one_service_is_no_number_of_the_territory(talk):
    reply = talk().ask("c'è lista d'attesa al sad?")

    assert [line.party_id for line in reply.lines] == ["svc:sad"]
    assert "45 giorni di attesa" in told(reply)


def test_a_body_is_told_with_what_it_runs(talk):
    reply = talk().ask("di cosa si occupa la cooperativa La Ginestra?")

    assert reply.lines[0].text == "Cooperativa La Ginestra: cooperativa sociale"
    assert any("Centro diurno Le Querce" in line.text for line in reply.lines)


def test_who_pays_for_a_service_is_asked_of_its_card_and_of_the_norms(talk):
    reply = talk().ask("chi paga la retta di Villa Serena?")

    assert "metà retta a carico della persona" in told(reply)
    assert reply.answer is not None


def test_who_may_ask_for_the_assessment_is_asked_of_the_norms_and_no_address(talk):
    for question in ("chi può chiedere la valutazione multidimensionale?", "la valutazione uvm è gratuita?"):
        reply = talk().ask(question)
        assert reply.intent == "norms"
        assert "via della Salute" not in told(reply)


def test_places_of_a_named_service_are_places_and_not_its_card(talk):
    assert talk().ask("ci sono posti in rsa?").head == "No. RSA Villa Serena: 0 posti liberi."


def test_what_one_of_the_field_does_is_told_by_the_glossary(begin, shown):
    said = shown(begin("").ask("cosa fa il case manager?"))

    assert "Il professionista che tiene le fila di un caso" in said


def test_persons_of_a_service_are_still_listed(talk):
    assert talk().ask("chi va alle Querce?").intent == "census"
    assert talk().ask("chi è in carico alle Querce?").intent == "census"
    assert talk().ask("quante persone aspettano il centro diurno?").intent == "census"


@pytest.mark.parametrize(
    "question", ["in quali comuni non c'è un centro diurno?", "quali zone restano senza diurno?"]
)
def test_places_without_a_service_are_those_that_no_card_serves(begin, question):
    reply = begin("").ask(question)

    assert reply.head == "Secondo le schede dei servizi: Pietrachiara, Rocca."
    assert [line.text for line in reply.lines] == ["Centro diurno Le Querce: serve Valdoria"]


def test_a_service_whose_card_names_no_area_serves_the_whole_district(begin):
    reply = begin("").ask("in che comuni manca l'adi?")

    assert reply.head == "In nessuno, secondo le schede dei servizi:"
    assert [line.text for line in reply.lines] == ["ADI di Valdoria: serve tutto il distretto"]


def test_one_of_two_who_is_nobody_is_told_before_the_answer_on_the_other(begin):
    reply = begin("").ask("chi ha più ore di assistenza tra Ada Serravalle e Bruno Conti?")

    assert reply.head.startswith(
        "Non trovo «Bruno Conti» fra chi puoi vedere: quello che segue è solo di Ada Serravalle."
    )
