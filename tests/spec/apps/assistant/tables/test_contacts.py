"""Contacts and the diary as a table: when somebody was there, who, what was written."""


def test_the_last_visit_is_told_with_what_came_out_of_it(begin):
    talk = begin()
    reply = talk.ask("quando è stata l'ultima visita a casa e cosa è emerso?")

    assert "«si lava con meno fatica, chiede della nipote»" in reply.head
    assert "20 ottobre 2026" in reply.head
    assert talk.ask("chi l'ha fatta?").head == "visita a casa: con Irene Greco."
    assert talk.ask("quanto è durata?").head == "visita a casa: la durata non è scritta."


def test_contacts_of_either_kind_over_a_year(begin):
    talk = begin()
    reply = talk.ask("elenco delle visite e telefonate del 2025")

    assert [line.text for line in reply.lines] == [
        "visita: il 20 giugno 2025; con dott.ssa Silvia Monti",
        "visita: il 5 maggio 2025; con Irene Greco",
        "accesso a domicilio: il 5 maggio 2025; con ADI di Valdoria",
    ]
    assert len(talk.ask("solo quelle di Irene Greco").lines) == 1


def test_contacts_are_counted_by_kind(begin):
    assert [line.text for line in begin().ask("contatti per tipo").lines][:2] == ["colloquio: 2", "visita: 2"]
