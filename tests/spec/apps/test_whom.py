"""Whom a question is about: one of several of a name, one whom nobody knows, nobody at all."""

from datetime import date

import pytest

from apps.assistant.census.listing import asks_for_many
from apps.assistant.reading.greeted import ungreeted


@pytest.fixture
def talk(walked, echo):
    """Begin a conversation over the district where some walk a path; the norms only say that they were asked."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def begin(person_id="", role=None):
        viewer = open_viewer(walked, "demo", role=role)
        return Talk(walked, viewer, echo, date(2026, 11, 22), person_id)

    return begin


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("uvm fedele", "Walter Fedele"),
        ("chi segue negri", "Nino Negri"),
        ("mappa di negri", "Nino Negri"),
        ("Chi segue Wanda?", "Wanda Bellini"),
        ("a che punto è la Battaglia", "Paola Battaglia"),
        ("da quando è seguita la battaglia", "Paola Battaglia"),
        ("a che punto è il caso di fedele oggi", "Walter Fedele"),
    ],
)
def test_of_one_name_the_only_one_with_an_open_path_is_taken_and_said(talk, question, about):
    reply = talk().ask(question)

    assert reply.head.startswith(f"Parlo di {about}: fra chi ha questo nome, l’unico percorso aperto è suo. ")
    assert about not in [one.label for one in reply.choices]
    assert reply.choices


def test_a_relation_tells_one_from_others_of_her_name(talk):
    reply = talk().ask("la figlia di Fedele")

    assert reply.head.startswith("Parlo di Walter Fedele: ")
    assert [line.text for line in reply.lines] == ["Beatrice Fedele: figlia, dal 5 luglio 1973"]


def test_another_of_the_name_may_be_said_next(talk):
    conversation = talk()
    conversation.ask("chi segue battaglia")

    assert conversation.ask("no, Elena").query == "Letto: i legami di Elena Battaglia, al 22 novembre 2026."
    assert talk().ask("uvm di Fedele").choices[0].label == "Beatrice Fedele"


@pytest.mark.parametrize(
    ("then", "about"),
    [
        ("la prima", "Ada"),
        ("l'ultima", "Paola"),
        ("bellini", "Wanda"),
        ("quella di pietrachiara", "Wanda"),
        ("intendo Ida Quaranta", "Ida"),
    ],
)
def test_the_question_that_waits_goes_on_with_whoever_is_said(talk, then, about):
    conversation = talk()
    waiting = conversation.ask("a che punto è il percorso?")

    assert waiting.head == "Di chi parli? Scrivi nome e cognome nella domanda."
    assert [one.label for one in waiting.choices][:2] == ["Ada Serravalle, 1942", "Wanda Bellini, 1929"]
    assert conversation.ask(then).head.startswith(f"Il percorso di {about}: ")


def test_where_several_still_fit_they_are_offered_for_the_same_question(talk):
    conversation = talk()
    conversation.ask("a che punto è il percorso?")
    several = conversation.ask("quello di rocca")

    assert several.head == "Di chi parli?"
    assert [one.label for one in several.choices] == ["Walter Fedele, 1933", "Nino Negri, 1962"]
    assert conversation.ask("il secondo").head.startswith("Il percorso di Nino: ")


def test_a_question_of_its_own_drops_the_one_that_waits(talk):
    conversation = talk()
    conversation.ask("a che punto è il percorso?")

    assert conversation.ask("quanti anziani vivono soli?").intent == "census"
    assert conversation.ask("Wanda Bellini").intent != "phase"


@pytest.mark.parametrize(
    "question",
    [
        "come sta Gaspare Lollo",
        "come sta gaspare lollo?",
        "uvm di gaspare lollo",
        "che cosa spetta a Gaspare Lollo?",
        "Gaspare Lollo",
        "che bisogni ha gaspare lollo",
        "sig. gaspare lollo: ha il pai?",
    ],
)
@pytest.mark.parametrize("about", ["", "per:ada"])
def test_a_name_that_nobody_has_is_said_so(talk, question, about):
    reply = talk(about).ask(question)

    assert reply.head.startswith("Non trovo Gaspare Lollo fra le persone e gli aiuti che puoi vedere. ")
    assert reply.query == "Letto: i nomi delle persone che vedi."


def test_a_family_name_that_is_a_word_is_missed_too(talk):
    assert talk().ask("telefono di rossi").head.startswith("Non trovo Rossi fra le persone ")


def test_a_family_name_that_is_a_word_is_never_missed_where_somebody_has_it(talk):
    reply = talk().ask("come va la quaranta")

    assert "Non trovo" not in reply.head
    assert "Ida Quaranta" in f"{reply.head} {[one.label for one in reply.choices]}"


def test_a_name_wrongly_typed_is_offered_as_it_is_written(talk):
    reply = talk().ask("chi segue adda seravalle")

    assert [one.label for one in reply.choices] == ["Ada Serravalle"]


@pytest.mark.parametrize("question", ["quanti anziani a San Severo", "che cosa dice la Carta di Nizza?"])
def test_what_is_no_person_is_not_looked_for_among_persons(talk, question):
    assert not talk().ask(question).head.startswith("Non trovo")


def test_at_most_is_a_bound_though_somebody_is_called_massimo(talk):
    reply = talk().ask("servizi con posti liberi e al massimo 14 giorni di attesa")

    assert reply.head == "Servizi, con al massimo 14 giorni di attesa, con posti liberi: 3."
    assert talk().ask("chi segue Massimo Grassi?").person_id


MANY = [
    "chi sta peggio?",
    "chi rischia di cadere",
    "chi non ha nessuno che lo porta a spasso",
    "quali anziani fanno fatica a mangiare",
    "ci sono persone che hanno paura la notte?",
    "c'è qualcuno che dorme fuori",
]
ONE = [
    "chi la segue?",
    "chi è il medico?",
    "chi ha firmato il piano?",
    "chi è il case manager",
    "chi deve convocarla",
]


@pytest.mark.parametrize("question", MANY)
def test_a_list_that_cannot_be_made_is_said_so_and_nobody_is_asked_about(talk, question):
    reply = talk().ask(question)

    assert asks_for_many(question) or "Di chi parli?" not in reply.head
    assert "Di chi parli?" not in reply.head


def test_what_is_not_counted_is_named(talk):
    assert (
        talk().ask("chi sta peggio?").head
        == "Questo elenco non so farlo: «peggio» non so contarlo. So contare:"
    )


@pytest.mark.parametrize("question", ONE)
def test_one_who_is_meant_and_not_named_is_asked_about(question):
    assert not asks_for_many(question)


def test_when_a_term_passes_the_path_and_the_norms_say_what_follows(talk):
    conversation = talk()
    conversation.ask("quanto manca alla uvm di Walter Fedele")
    reply = conversation.ask("e se salta?")

    assert reply.head.startswith("Se il termine passa senza che sia fatto, il percorso resta dov’è")
    assert reply.lines[0].text.startswith("Riunione della UVM (atto regionale): ")
    assert reply.answer is not None


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Buongiorno, sono la figlia di Wanda Bellini: chi la segue?", "chi segue Wanda Bellini?"),
        ("ciao sono paola del pua chi segue Wanda Bellini", "chi segue Wanda Bellini"),
        ("scusa il disturbo, volevo sapere a che punto è Walter Fedele", "a che punto è Walter Fedele"),
        ("salve, chiamo per ida quaranta, a che punto siamo?", "a che punto è Ida Quaranta?"),
        (
            "qui è il reparto di medicina: chi è il medico di Wanda Bellini?",
            "chi è il medico di Wanda Bellini?",
        ),
    ],
)
def test_a_greeting_and_who_asks_change_nothing_of_what_is_asked(talk, question, plain):
    greeted, asked = talk().ask(question), talk().ask(plain)

    assert (greeted.intent, greeted.person_id) == (asked.intent, asked.person_id)
    assert [line.text for line in greeted.lines] == [line.text for line in asked.lines]


def test_of_whom_the_asker_says_she_speaks_and_nobody_has_the_name_is_said_so(talk):
    reply = talk().ask("ciao sono la prof di zoello, quando è la uvm")

    assert reply.head.startswith("Non trovo Zoello fra le persone e gli aiuti che puoi vedere.")


@pytest.mark.parametrize("whole", ["Sono scaduti i termini?", "ciao", "grazie mille", "Chiamo Lucia?"])
def test_what_only_looks_like_a_greeting_is_left_whole(whole):
    assert ungreeted(whole) == (whole, "")
