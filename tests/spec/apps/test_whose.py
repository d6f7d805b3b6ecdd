"""Of whom a question is: the asker's own are all where nobody knows who she is, and nobody is taken for a service."""

import pytest

OF_ALL = (
    "Chi sei fra i professionisti non è scritto nel tuo accesso: quello che segue è di tutti quelli che vedi."
)


@pytest.mark.parametrize(
    "question",
    ["chi dei miei pazienti ha la uvm in programma?", "chi fra i miei casi ha la UVM in programma?"],
)
def test_what_is_asked_of_the_askers_own_keeps_its_condition_and_says_that_it_is_of_all(begin, question):
    reply = begin("").ask(question)

    assert reply.head.startswith(OF_ALL)
    assert reply.intent == "overdue"
    assert [line.text.partition(":")[0] for line in reply.lines] == [
        "Wanda Bellini",
        "Walter Fedele",
        "Nino Negri",
    ]


def test_who_lives_alone_of_the_askers_own_is_not_asked_of_the_service_spoken_of(begin):
    talk = begin("")
    talk.ask("parlami del centro diurno le querce")
    reply = talk.ask("quali miei assistiti non hanno nessuno in casa?")

    assert "che vivono da sole" in reply.head
    assert "Querce" not in reply.head


def test_who_uses_the_service_spoken_of_is_still_asked_of_it(begin):
    talk = begin("")
    talk.ask("parlami del centro diurno le querce")

    assert "in carico a «centro diurno le querce»" in talk.ask("e gli utenti chi sono?").head


def test_who_pays_the_paid_carer_is_not_asked_of_the_home_spoken_of(begin):
    talk = begin("")
    talk.ask("com'è messa la RSA?")
    reply = talk.ask("la badante chi la paga?")

    assert "RSA Villa Serena" not in "\n".join([reply.head, *(line.text for line in reply.lines)])


def test_who_takes_medicines_is_no_question_of_a_ward(begin):
    reply = begin("").ask("chi prende troppe medicine?")

    assert "Ospedale" not in "\n".join([reply.head, *(line.text for line in reply.lines)])


@pytest.mark.parametrize("question", ["posso cambiare idea sul piano?", "posso tirarmi indietro?"])
def test_she_who_changes_her_mind_is_told_what_follows_and_not_what_her_account_may_write(begin, question):
    assert begin("per:ada").ask(question).intent == "refuse"


def test_both_are_asked_back_where_only_one_was_spoken_of(begin):
    talk = begin("per:ada")
    talk.ask("senza la figlia quante ore restano?")

    assert talk.ask("e senza tutte e due?").head == "Chi dovrebbe mancare, fra chi aiuta Ada?"


def test_of_two_things_denied_none_is_left_out(begin):
    assert "«non figli» non so contarlo" in begin("").ask("chi non ha né badante né figli?").head
