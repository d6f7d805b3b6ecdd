"""Needs as a table: of one person or of all, since when, by whose word, met or not."""


def test_needs_that_nobody_meets_are_told_with_their_day_and_their_author(begin):
    talk = begin()

    assert (
        talk.ask("bisogni scoperti: da quando e ore").head
        == "spostarsi: dal 12 marzo 2026; 2 ore la settimana."
    )
    assert talk.ask("chi l'ha detto?").head == "spostarsi: lo dice Lucia Bruni."


def test_needs_of_all_are_chosen_by_kind_and_place(begin):
    talk = begin(about="")

    reply = talk.ask("bisogni di terapie scoperti")
    assert {line.text.partition(":")[0] for line in reply.lines} == {
        "prendere le terapie di Bianca Martelli",
        "prendere le terapie di Nina Rosati",
        "prendere le terapie di Walter Fedele",
    }
    assert talk.ask("da quando, a Rocca?").head == "prendere le terapie di Walter Fedele: dal 7 marzo 2023."


def test_what_a_service_answers_to_is_told_and_then_the_rest(begin):
    talk = begin()
    talk.ask("bisogni: da quando e chi l'ha detto?")
    reply = talk.ask("a quali risponde l'ADI?")

    assert {line.text.partition(":")[0] for line in reply.lines} == {
        "igiene e cura della persona",
        "prendere le terapie",
    }


def test_one_goes_on_from_persons_with_such_needs(begin):
    talk = begin(about="")
    talk.ask("chi ha bisogni scoperti a Pietrachiara?")

    assert "prendere le terapie di Bianca Martelli: dal 19 luglio 2023" in [
        line.text for line in talk.ask("da quando?").lines
    ]


def test_who_answers_is_kept_from_whom_her_role_hides_it(begin):
    reply = begin(role="ricercatore", about="").ask("bisogni scoperti da quando?")

    assert reply.intent != "table_needs"
