"""Two things that are asked of the use of Ponte at once, and what goes on from how one of them is done."""


def told(reply):
    return "\n".join([reply.head, *(line.text for line in reply.lines)])


def test_two_things_are_both_told(talk):
    reply = talk().ask("dove trovo le norme caricate e come ne aggiungo una?")

    assert "Un atto si legge dalla pagina «Norme»" in told(reply)
    assert "I testi ufficiali si aggiungono dalla pagina «Norme»" in told(reply)


def test_what_goes_on_is_of_the_same_matter(talk):
    conversation = talk()
    conversation.ask("come carico un excel?")

    assert "Gli elenchi si scaricano in CSV o Excel" in told(conversation.ask("e per scaricarlo?"))


def test_a_draft_is_not_lost(talk):
    assert "la bozza è lì quando riapri" in told(talk().ask("la bozza si perde se chiudo?"))
    assert "la bozza è lì quando riapri" in told(talk().ask("ho chiuso il browser, ho perso tutto?"))
