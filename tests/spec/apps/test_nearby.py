"""What is asked in words that fit no kind, or of one person alone, is looked up; never more than one may see."""

import pytest

ONLY = "Dalla UVM al piano attivo"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("dopo la riunione della commissione in quanto tempo parte il piano?", ONLY),
        ("che quota di aventi diritto ha il progetto individuale?", "Con un piano attivo"),
        ("quanto sono saturi i servizi?", "Carico dei servizi"),
    ],
)
def test_the_territory_tells_the_indicator_that_is_asked_and_no_other(begin, asked, said):
    reply = begin("").ask(asked)

    assert reply.intent == "territory"
    assert reply.lines[0].text.startswith(said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("il PUA, la prima lettura, quanto può aspettare?", "Prima lettura della segnalazione al PUA"),
        ("la coprogettazione col Filo è ancora buona?", "Coprogettazione del trasporto sociale"),
    ],
)
def test_what_fits_no_kind_is_looked_up_and_called_unsure(begin, shown, asked, said):
    reply = begin("").ask(asked)

    assert said in shown(reply)
    assert reply.query.startswith("Letto:")


def test_who_may_not_read_the_territory_is_shown_none_of_its_numbers(begin, shown):
    reply = begin("", role="persona").ask("saturazione, commissione, piano: in quanto tempo parte?")

    assert "Carico dei servizi" not in shown(reply)
    assert ONLY not in shown(reply)


def test_nothing_is_shown_for_what_ponte_knows_nothing_of(begin, shown):
    reply = begin("").ask("ricetta della carbonara")

    assert "indicatori" not in reply.query
    assert "%" not in shown(reply)


def test_a_days_work_is_told_of_one_person_alone_where_it_is_asked_so(begin, shown):
    of_all, of_her = (
        begin("").ask("cosa devo fare oggi?"),
        begin("").ask("cosa devo fare oggi per Wanda Bellini?"),
    )
    of_ada = begin("per:ada").ask("cosa devo fare oggi per lei?")

    assert "Walter Fedele" in shown(of_all)
    assert {line.text.partition(":")[0] for line in of_her.lines} == {"Wanda Bellini"}
    assert of_ada.head == "Oggi per Ada Serravalle non scade niente e nessun compito ti aspetta."
    assert [one.label for one in of_ada.choices] == ["Quale termine corre per Ada Serravalle?"]


def test_a_colleagues_work_is_told_of_her_alone(begin):
    reply = begin("").ask("cosa deve fare questa settimana Elena Fontana?")

    assert reply.head == "Aspetta Elena Fontana entro il 29 novembre 2026:"
    assert [line.text for line in reply.lines] == [
        "Walter Fedele: Riunione della UVM, fra 1 giorno (Elena Fontana)"
    ]


def test_what_is_told_of_nobody_is_no_answer_where_persons_are_asked_for(begin):
    assert begin("").ask("residenti a Rocca con la tessera del trasporto").intent != "nearby"
