"""How a thing is done in Ponte is found from how people ask for it, and nobody is asked of whom it is."""

import pytest


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("abbiamo una signora scritta in due schede, cosa faccio?", "doppioni"),
        ("non riesco a sistemare un indirizzo sbagliato", "scheda"),
        ("dove indico che un servizio non l'ha accettata?", "invii"),
        ("posso fare una prova senza la figlia, senza salvare?", "ipotesi"),
        ("da dove si prende la relazione per il distretto?", "governo"),
        ("non ricordo la password, come entro?", "amministrazione"),
        ("come registro un no della persona sui suoi dati?", "consensi"),
        ("dove metto le ore fatte dall'operatrice?", "piano"),
        ("come scelgo fra convenzione e coprogettazione?", "strumento"),
        ("dove trovo chi ha scritto un legame?", "legami"),
        ("come faccio sapere a una collega che deve passare domani?", "percorso"),
        ("il signore è deceduto ieri, che faccio in ponte?", "scheda"),
        ("dove si segna che la moglie è esausta?", "mappa"),
        ("come inserisco la dimissione di domani?", "percorso"),
        ("come mando una mail al medico di base?", "documenti"),
        ("dove controllo i riferimenti di legge di una delibera?", "norme"),
        ("dove segno l'incontro di lunedì in agenda?", "scambio"),
    ],
)
def test_how_it_is_done_opens_its_page(begin, question, page):
    reply = begin("").ask(question)

    assert reply.intent == "help"
    assert reply.lines[0].page.partition("?")[0] == page


def test_the_page_of_one_person_opens_on_her(begin):
    reply = begin().ask("dove cambio il numero di telefono?")

    assert reply.lines[0].page == "scheda?id=per:ada"


def test_what_ponte_has_no_way_for_is_said(begin):
    assert (
        begin("").ask("come si coltivano i pomodori?").intent != "help"
        or not begin("").ask("come si coltivano i pomodori?").lines
    )


@pytest.mark.parametrize("question", ["come si chiama la figlia?", "dove abita?", "come sta la figlia?"])
def test_a_question_on_her_is_none_on_ponte(begin, question):
    assert begin().ask(question).intent != "help"


def test_every_page_of_the_index_is_in_the_guide_or_says_what_it_is_for():
    from apps.assistant.general.index import entries
    from apps.assistant.general.ways import ways

    told = {one.page.partition("?")[0] for one in ways()}

    assert {one.page for one in entries()} - told == {"./"}


def test_what_is_done_against_a_decision_of_others_is_of_the_norms_and_no_page(begin):
    reply = begin("").ask("come si contesta il verbale di invalidità?")

    assert reply.intent == "norms"
    assert not reply.lines
