"""A condition of a question that an answer did not use is said before it: it never reads as if it had been used."""

import pytest

LEFT = "Non so tener conto di «{}»: quello che segue vale senza."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("quanti soldi le restano dall'ASL fino a Natale?", LEFT.format("fino a Natale")),
        ("la passeggiata è stata fatta tutte le settimane di ottobre?", LEFT.format("tutte le settimane")),
        ("chi viene da mamma domani?", LEFT.format("domani")),
        ("perché i volontari vengono da lei?", "Il perché non so dirlo."),
        ("chi ha detto che la figlia è stanca?", "Su parola di chi è scritto non so dirlo."),
        ("che cosa mi dici della visita che le ho fatto io?", "Che cosa hai fatto tu non so distinguerlo"),
    ],
)
def test_a_condition_that_was_not_used_is_said_first(begin, asked, said):
    reply = begin().ask(asked)

    assert reply.head.startswith(said), reply.as_markdown()


@pytest.mark.parametrize(
    "asked",
    [
        "Quale termine corre adesso?",
        "chi l'ha vista a ottobre?",
        "quante ore di bagno assistito sono state date?",
        "quali termini sono passati?",
        "perché la figlia non ce la fa più?",
        "chi non la segue più?",
        "quali dei suoi bisogni non sono nel piano?",
        "che cosa succede se manca la figlia per due settimane?",
    ],
)
def test_nothing_is_said_where_all_was_used(begin, asked):
    head = begin().ask(asked).head

    assert "Non so" not in head
    assert "non so" not in head


def test_a_list_of_many_persons_says_its_conditions_itself(begin):
    reply = begin("").ask("chi ha più di 80 anni a Rocca?")

    assert "Non so tener conto" not in reply.head
