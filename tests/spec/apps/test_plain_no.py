"""The conversation says plainly what it does not know, offers what is near, and goes on from what it said."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


def test_who_did_not_understand_is_not_greeted(begin):
    assert begin("").ask("non ho capito").head.startswith("A questo non so rispondere")


@pytest.mark.parametrize("question", ["era giustificato?"])
def test_what_is_not_understood_is_said_plainly_and_no_far_norm_is_shown(begin, question):
    reply = begin("").ask(question)

    assert reply.head.startswith("A questo non so rispondere. ")
    assert reply.answer is None
    assert reply.choices[-1].label == "Cercalo nelle norme"


def test_a_country_is_nobodys_name(begin):
    assert begin("").ask("Qual è la capitale della Francia?").head.startswith("A questo non so rispondere")


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("chi sta male tra quelli che seguo", "Questo elenco non so farlo: "),
        ("brambilla gervaso", "Non trovo Brambilla Gervaso fra le persone e gli aiuti che puoi vedere."),
    ],
)
def test_a_list_that_cannot_be_made_and_a_name_that_nobody_has_are_said_as_such(begin, question, head):
    reply = begin("").ask(question)

    assert reply.head.startswith(head)
    assert reply.answer is None


@pytest.mark.parametrize(
    "question", ["Quanto dura la licenza di pesca per legge?", "Nelle norme: licenza di pesca"]
)
def test_what_is_surely_of_the_norms_keeps_their_refusal(begin, question):
    assert begin("").ask(question).refused


def test_kinds_offered_are_answered_here(begin):
    from apps.assistant.general.courtesy import to_ask
    from apps.assistant.reading.route import intents

    reply = begin().ask("le piace la musica?")

    kinds = {one.question for one in (*intents().values(), *to_ask())}
    assert {choice.question for choice in reply.choices[:-1]} <= kinds


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("mostrami la mappa", "mappa?id=per:ada"),
        ("apri la sua scheda", "persona?id=per:ada"),
        ("fammi vedere i rilievi", "rilievi"),
    ],
)
def test_a_page_that_is_wanted_is_one_click_away(begin, question, page):
    assert [line.page for line in begin().ask(question).lines] == [page]


def test_the_plan_that_is_wanted_is_that_of_her_path(begin):
    assert begin().ask("apri il piano").lines[0].page.startswith("piano?id=cas:")


@pytest.mark.parametrize("question", ["dove non ci sono posti", "quali servizi sono senza posti?"])
def test_services_without_places_are_not_those_with_places(begin, question, shown):
    text = shown(begin("").ask(question))

    assert "Assistenza domiciliare del Comune: 0 posti liberi" in text
    assert "Pasti a domicilio" not in text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "che documenti servono per il sad?",
            "Assistenza domiciliare del Comune: servono tessera sanitaria, ISEE.",
        ),
        ("requisiti per l'adi", "per chi: Non autosufficienza certificata"),
    ],
)
def test_what_a_service_asks_is_that_of_its_card(begin, question, says, shown):
    assert says in shown(begin("").ask(question))


def test_the_cost_goes_on_from_the_service_just_named(begin, shown):
    talk = begin()
    first = talk.ask("che giorni va al centro diurno?")

    assert "Centro diurno Le Querce: aperto lun-ven 08:30-16:30" in shown(first)
    assert "quota al giorno secondo l’ISEE" in shown(talk.ask("quanto costa?"))


def test_the_last_time_goes_on_from_the_hours_just_asked(begin):
    talk = begin()
    assert len(talk.ask("quante ore di bagno ha avuto?").lines) == 1

    assert talk.ask("quando l ultima volta?").head == "bagno assistito: l’ultima volta il 13 novembre 2026."


@pytest.mark.parametrize(
    "order",
    [
        "scrivi nel diario di Ada che oggi ha mangiato poco",
        "annota per Ada Serravalle: oggi ha mangiato poco",
    ],
)
def test_a_line_of_the_diary_holds_only_what_is_told(begin, order):
    assert begin().ask(order).head.startswith("Scrivo nel diario di Ada: «oggi ha mangiato poco».")


def test_what_is_given_in_kind_is_neither_committed_nor_paid(begin, shown):
    reply = begin().ask("quanto resta del budget?")

    assert reply.head == "Nel budget di Ada, in tutto 4.604,00 euro, di cui 520,00 euro di valore in natura:"
    assert "volontari: 52 ore, in natura, del valore di 520,00 euro" in shown(reply)


def test_an_article_joins_its_preposition():
    from apps.assistant.reading.words import contracted

    assert contracted("da", "la dimissione") == "dalla dimissione"
    assert contracted("da", "l'annuncio dell'ospedale") == "dall’annuncio dell'ospedale"
    assert contracted("da", "il contatto") == "dal contatto"


def test_a_relative_who_represents_nobody_is_told_why_and_whom_to_ask(begin):
    reply = begin("", "persona").ask("quando torna irene da mia mamma?")

    assert reply.head.startswith("La scheda di cui parli non è fra quelle che vedi")
    assert reply.lines == ()


def test_an_order_to_call_gives_the_number(begin, shown):
    reply = begin().ask("chiamala e dille che arrivo alle 15")

    assert shown(reply).startswith("Da qui non telefono.")
    assert "Ada Serravalle: telefono 0000 200300" in shown(reply)
