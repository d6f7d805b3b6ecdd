"""Help has a direction: who is cared for by somebody is no helper of hers."""


def test_the_one_whom_a_neighbour_helps_is_not_told_as_her_helper(begin):
    reply = begin("").ask("chi aiuta Rosa Pini?")

    assert reply.head == "Per Rosa non risulta chi la segua o aiuti."
    assert [line.text for line in reply.lines][
        0
    ] == "Al contrario, Rosa aiuta Ada Serravalle, 4 ore la settimana"


def test_the_hours_that_a_daughter_gives_are_no_help_that_she_receives(begin):
    reply = begin("").ask("quante ore di aiuto riceve in tutto Lucia Bruni?")

    assert reply.head == "Per Lucia nella rete non sono scritte ore di aiuto."


def test_a_carer_is_not_told_that_the_one_she_cares_for_helps_her_to_wash(begin):
    talk = begin("")
    talk.ask("chi si occupa di Clara Bellini?")
    reply = talk.ask("chi la aiuta a lavarsi?")

    assert not [line.text for line in reply.lines if line.text.startswith("Wanda Bellini: genitore")]


def test_who_has_not_come_for_six_months_is_no_comparison_of_hours(begin):
    reply = begin().ask("chi non l'ha vista da più di sei mesi tra i suoi operatori?")

    assert "Dà di più" not in reply.head


def test_the_future_of_to_be_names_no_sara(begin):
    for asked in ("ci sarà il medico?", "ci sara il medico alla riunione?", "Sarà venuta l'infermiera?"):
        assert begin().ask(asked).person_id == "per:ada"

    assert begin().ask("la signora Sara?").person_id != "per:ada"
