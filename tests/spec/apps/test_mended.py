"""What is proposed can be corrected before the yes, taken in other words, and undone after it."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def begin(open_district, cards):
    """Begin a conversation over a district of its own: here it is written in."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    store = open_district(200, ada=True, others=TODAY)
    viewer = open_viewer(store, "demo")
    yield lambda about="per:ada": Talk(store, viewer, lambda: cards, TODAY, about)
    store.close()


def lines(reply):
    return {line.text for line in reply.lines}


@pytest.mark.parametrize(
    ("order", "correction", "told"),
    [
        (
            "annota che ieri ha chiamato la figlia",
            "correggi: era martedì",
            "«martedì (17 novembre 2026) ha chiamato la figlia»",
        ),
        ("annota che ha chiamato la figlia", "sbagliato, era il figlio", "«ha chiamato il figlio»"),
        ("annota che ha mangiato 2 ore fa", "non 2 ore ma 3 ore", "«ha mangiato 3 ore fa»"),
        ("togli la badante dal 2 novembre", "no, dal 10 novembre", "lunedì 9 novembre 2026"),
        ("togli la badante il 2 novembre", "anzi il 10", "martedì 10 novembre 2026"),
        ("il suo nuovo numero è 333 1234567", "no, 333 7654321", "333 7654321, al posto di"),
    ],
)
def test_a_correction_is_proposed_again(begin, order, correction, told):
    talk = begin()
    talk.ask(order)
    reply = talk.ask(correction)

    assert reply.intent == "propose"
    assert told in reply.head


@pytest.mark.parametrize(
    ("correction", "line"),
    [
        ("no, entro lunedì", "Entro quando: 23 novembre 2026"),
        ("entro mercoledì", "Entro quando: 25 novembre 2026"),
        ("anzi a Irene", "Chi lo fa: Irene Greco"),
    ],
)
def test_one_field_is_otherwise_and_the_others_stay(begin, correction, line):
    talk = begin()
    before = lines(talk.ask("ricorda a Paola di chiamare il medico entro venerdì"))
    after = lines(talk.ask(correction))

    assert line in after
    assert len(before & after) == 2


def test_what_was_not_understood_is_asked_and_the_proposal_waits(begin):
    talk = begin()
    talk.ask("annota che ha chiamato la figlia")
    asked = talk.ask("correggi")

    assert (
        asked.head
        == "Non ho scritto niente. Che cosa cambio? Di’ la parte giusta, per esempio «era martedì»."
    )
    assert "«ha chiamato il figlio»" in talk.ask("il figlio").head


@pytest.mark.parametrize("question", ["no, chi la segue?", "ma quando scade il piano?"])
def test_a_question_is_no_correction(begin, question):
    talk = begin()
    talk.ask("annota che ha chiamato la figlia")

    assert talk.ask(question).intent != "propose"


@pytest.mark.parametrize("no", ["aspetta, no", "niente, lascia stare", "annulla", "no no non serve"])
def test_a_no_in_other_words_drops_it(begin, no):
    talk = begin()
    talk.ask("annota che ha chiamato la figlia")

    assert talk.ask(no).head == "Va bene, non scrivo niente."
    assert not talk.ask("sì").wrote


@pytest.mark.parametrize("yes", ["perfetto", "sì grazie", "va bene così, scrivi pure", "esatto"])
def test_a_yes_in_other_words_writes_and_is_undone(begin, yes):
    talk = begin()
    talk.ask("annota che ha chiamato la figlia")

    assert talk.ask(yes).wrote
    assert talk.ask("ho sbagliato, cancellalo").head.startswith("Annullato")


def test_a_yes_where_nothing_was_proposed_is_courtesy(begin):
    assert begin().ask("ok").intent == "courtesy"


def test_to_take_a_request_back_undoes_nothing(begin):
    talk = begin()
    talk.ask("annota che ha chiamato la figlia")
    talk.ask("sì")

    assert not talk.ask("annulla la richiesta al trasporto").wrote
    assert talk.ask("annulla").wrote
