"""What a budget holds in kind is told apart in its unit, and nothing without a value becomes zero or falls out."""


def texts(reply):
    return [line.text for line in reply.lines]


def test_a_sum_says_how_much_of_it_is_in_kind_and_names_what_is_in_none(begin):
    reply = begin().ask("totale del budget di progetto?")
    assert reply.head == (
        "Voci del budget per Ada Serravalle: valore 4.604,00 euro, di cui 520,00 euro in natura "
        "(l’importo non è scritto per 1 voce del budget) (5 voci del budget)."
    )
    assert "Fuori dalla somma: ore della figlia: di Persona e famiglia; 520 ore" in texts(reply)[-1]
    assert len(reply.lines) == 5


def test_hours_given_for_nothing_are_told_apart(begin):
    reply = begin().ask("quante ore in tutto ci sono nel budget")
    assert "702 ore, di cui 572 ore in natura" in reply.head
    assert texts(reply)[-1].startswith("Fuori dalla somma: contributo: di Ambito; valore 600,00 euro")


def test_a_share_without_a_value_is_no_zero(begin):
    talk = begin()
    talk.ask("chi mette cosa nel budget?")
    told = texts(talk.ask("somma per chi paga"))
    assert told[-2:] == [
        "Terzo settore: valore 520,00 euro in natura (1 voce del budget)",
        "Persona e famiglia: valore: non scritto (1 voce del budget)",
    ]
