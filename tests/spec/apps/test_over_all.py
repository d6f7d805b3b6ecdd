"""What is asked over all the persons that one sees is answered over all of them, in order, with its limits."""

import pytest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "a quanto ammonta l'impegnato del Comune per l'anno in corso?",
            "Comune: impegnati 1.144,00 euro nel 2026",
        ),
        ("quanto rimane ancora da pagare all'Azienda ASL", "ASL: restano 1.890,00 euro da liquidare"),
        ("somma degli impegni di tutti gli enti", "In tutto: impegnati 4.084,00 euro"),
        ("cosa ha speso l'Ambito nel 2025, quanti euro", "Ambito: liquidati 0,00 euro nel 2025"),
    ],
)
def test_money_of_bodies_is_summed_over_the_paths_that_one_sees(begin, question, said):
    reply = begin("").ask(question)

    assert said in reply.head
    assert reply.query.startswith("Letto: i budget")
    assert reply.person_id == ""


def test_from_a_page_of_a_person_money_is_hers_unless_all_paths_are_named(begin):
    hers = begin().ask("quanto ha impegnato il Comune?")
    of_all = begin().ask("quanto ha impegnato il Comune su tutti i percorsi?")

    assert hers.head == "Nel budget di Ada, impegnati 1.144,00 euro su 1.144,00 euro:"
    assert of_all.head == "Voci del budget, chi mette: Comune: impegnati 1.144,00 euro (1 voce del budget)."
    assert of_all.lines[0].text.startswith("ore SAD per Ada Serravalle: di Comune; 52 ore")


def test_who_sees_no_budgets_gets_no_sum(begin):
    reply = begin("", role="ufficio_di_piano").ask("quanto ha impegnato il Comune quest'anno?")

    assert reply.head == "I budget dei piani non sono fra ciò che il tuo ruolo vede."
    assert reply.lines == ()


@pytest.mark.parametrize(
    ("question", "first", "head"),
    [
        (
            "quale familiare è più affaticato?",
            "Lucia Bruni, per Ada Serravalle: fatica (2 su 3)",
            "prima chi è più affaticato",
        ),
        (
            "tra i caregiver chi assiste per più ore?",
            "Lucia Bruni, per Ada Serravalle: fatica (2 su 3); 31 ore",
            "in media 17,8 ore",
        ),
        (
            "che età hanno in media i caregiver?",
            "Giulio Basile, per Sofia Basile",
            "in media 49,9 anni (su 35",
        ),
        ("la badante con meno ore", "Oksana Melnyk, per Ada Serravalle: 12 ore", "1 assistente familiare"),
    ],
)
def test_carers_come_in_the_order_asked_for(begin, question, first, head):
    reply = begin("").ask(question)

    assert head in reply.head
    assert reply.lines[0].text.startswith(first)


def test_what_is_not_written_of_carers_is_counted(begin):
    reply = begin("").ask("il caregiver più esausto chi è?")

    assert reply.lines[-1].text == "Di altri 34 non è scritto: la fatica"


@pytest.mark.parametrize(
    ("question", "head", "first"),
    [
        ("quale comune è messo peggio?", "prima dove va peggio", "Bisogni seguiti da un servizio, Rocca"),
        (
            "in quale paese i bisogni sono più scoperti?",
            "prima dove va peggio",
            "Bisogni seguiti da un servizio, Rocca",
        ),
        ("le zone con meno bisogni coperti", "dal numero più basso", "Bisogni seguiti da un servizio, Rocca"),
    ],
)
def test_comuni_come_in_the_order_asked_for_with_their_intervals(begin, question, head, first):
    reply = begin("", role="ufficio_di_piano").ask(question)

    assert head in reply.head
    assert reply.lines[0].text.startswith(first)
    assert reply.lines[-1].text.startswith("Dove gli intervalli si sovrappongono")


def test_small_counts_of_comuni_stay_hidden(begin):
    reply = begin("").ask("dove ci sono più percorsi in ritardo?")

    assert "meno di 5 persone" in reply.lines[0].text


def test_a_number_that_is_no_indicator_is_not_answered_with_others(begin):
    reply = begin("").ask("quale comune paga di più?")

    assert reply.lines == ()
    assert "non so dirlo" in reply.head


def test_persons_whose_services_have_no_tie_come_with_their_pairs(begin):
    reply = begin("").ask("quali utenti hanno servizi scollegati?")

    assert reply.head.startswith("5 persone che vedi hanno servizi")
    assert reply.lines[0].text.startswith(
        "Ada Serravalle, 2 coppie: ADI di Valdoria e Centro diurno Le Querce"
    )


@pytest.mark.parametrize(
    "question",
    [
        "quale servizio ha in carico più persone?",
        "gli utenti di ciascun servizio, quanti?",
        "quante persone per servizio",
    ],
)
def test_persons_are_counted_by_service(begin, question):
    reply = begin("").ask(question)

    assert reply.lines[0].text == "ADI di Valdoria: 10 persone"
    assert [line.text for line in reply.lines][-1] == "Pasti a domicilio: 1 persona"


def test_of_a_service_who_plans_sees_a_rounded_number_or_none(begin):
    reply = begin("", role="ufficio_di_piano").ask("quante persone segue ogni servizio?")

    assert reply.lines[0].text.startswith("Educativa domiciliare: circa 10 persone, carico 45")
    assert reply.lines[-1].text == "Pasti a domicilio: non mostrato: meno di 5 persone"


def test_of_a_comune_who_plans_sees_a_rounded_number(begin):
    reply = begin("", role="ufficio_di_piano").ask("dove vivono più persone sole?")

    assert "Rocca: circa 15" in [line.text for line in reply.lines]


def test_carers_are_counted_as_carers(begin):
    assert (
        begin("").ask("quanti caregiver conosciamo?").head
        == "35 caregiver delle persone che vedi, per 35 persone."
    )
    assert begin().ask("quanti caregiver ha?").person_id == "per:ada"


def test_persons_are_counted_where_more_of_them_live(begin):
    reply = begin("").ask("in quale comune abitano più minorenni?")

    assert reply.lines[0].text == "Rocca: 9 persone"


def test_carers_beyond_some_hours_are_listed_themselves(begin):
    reply = begin("").ask("quali parenti danno oltre ventisei ore la settimana?")

    assert reply.head.startswith("5 caregiver con più di 26 ore delle persone che vedi")
    assert [line.text.partition(",")[0] for line in reply.lines] == [
        "Lucia Bruni",
        "Cecilia Leone",
        "Edoardo Piras",
        "Giulio Quaranta",
        "Antonio Sanna",
    ]


@pytest.mark.parametrize(
    "question", ["chi c'è in carico alle cure domiciliari integrate?", "elenco utenti dell'ADI di Valdoria"]
)
def test_a_service_may_be_called_in_other_words(begin, question):
    assert begin("").ask(question).head.startswith("10 persone in carico a")


def test_alternatives_that_are_not_counted_are_said(begin):
    told = begin("").ask("chi aspetta un servizio o canta nel coro?").head

    assert "con «o» metto insieme due cose, ciascuna detta per intero" in told


def test_persons_with_needs_are_counted_and_not_the_needs(begin):
    reply = begin("").ask("quante donne a Rocca hanno bisogni scoperti?")

    assert reply.intent == "census"
    assert "donne, di Rocca" in reply.head


def test_what_a_body_spends_for_a_need_is_of_all_the_paths(begin):
    assert "percorsi aperti" in begin("").ask("quanto spende l'ASL per i pasti?").head
