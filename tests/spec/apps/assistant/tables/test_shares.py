"""What funders put into a plan is asked for by its parts: who, how much, what is left, by which act."""


def heads(talk, *questions):
    """Ask one question after another; the first sentence of each answer."""
    return [talk.ask(one).head for one in questions]


def test_what_is_left_is_committed_less_paid_and_is_asked_of_one_funder_next(begin):
    assert heads(begin(), "quanto resta da pagare del budget?", "solo l'asl", "con che atto?") == [
        "Voci del budget per Ada Serravalle: restano da liquidare 3.034,00 euro (5 voci del budget).",
        "Voci del budget per Ada Serravalle, chi mette: ASL: restano da liquidare 1.890,00 euro (1 voce del budget).",
        "ore ADI: atto di impegno: impegno ASL 212/2026.",
    ]


def test_two_sums_are_told_together(begin):
    head = begin().ask("budget: quanto è impegnato e quanto liquidato?").head

    assert "impegnati 4.084,00 euro" in head
    assert "liquidati 1.050,00 euro" in head


def test_the_greatest_share_is_told_and_the_second_after_it(begin):
    assert heads(begin(), "quale voce del budget costa di più?", "e la seconda?", "è già pagata?") == [
        "ore ADI: valore 2.340,00 euro; di ASL.",
        "ore SAD: valore 1.144,00 euro; di Comune.",
        "No. ore SAD: liquidati 0,00 euro; di Comune; valore 1.144,00 euro.",
    ]


def test_of_a_funder_that_another_answer_told_its_fund_and_day_are_asked_next(begin):
    talk = begin()
    talk.ask("cosa mette l'ambito?")

    assert heads(talk, "con che fondo?", "quando è stato liquidato?") == [
        "contributo: fondo o misura: Fondo non autosufficienza.",
        "contributo: liquidazione: 30 ottobre 2026.",
    ]


def test_what_is_in_kind_is_added_up_in_hours(begin):
    assert heads(begin(), "voci del budget in natura", "quante ore?")[-1] == (
        "Voci del budget per Ada Serravalle, in natura: 572 ore (2 voci del budget)."
    )


def test_who_may_not_read_budgets_is_told_no_sum(begin, shown):
    told = shown(begin(role="medico").ask("voci del budget non ancora liquidate"))

    assert "1.144" not in told
