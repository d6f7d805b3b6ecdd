"""Scales as a table: what they came to, how they went, what that means."""


def test_a_scale_is_told_each_time_with_its_day(begin):
    talk = begin()

    assert [line.text for line in talk.ask("scala vita a casa: data e punti").lines] == [
        "Vita a casa: 4 punti; il 20 ottobre 2026",
        "Vita a casa: 7 punti; il 15 settembre 2026",
    ]
    assert [line.text for line in talk.ask("è migliorata?").lines] == [
        "Vita a casa: il 20 ottobre 2026; migliorata; 4 punti; prima 7 punti, il 15 settembre 2026",
        "Vita a casa: il 15 settembre 2026; nessuna volta prima con cui confrontarla; 7 punti",
    ]


def test_of_how_many_points_a_total_is(begin):
    talk = begin()
    talk.ask("l'ultima scala sul peso di chi cura quanto ha fatto?")

    assert talk.ask("su quanti punti?").head == "Il peso di chi cura: 8 punti al massimo."


def test_scales_over_a_month(begin):
    reply = begin().ask("scale di ottobre: punteggio e chi l'ha fatta")

    assert len(reply.lines) == 2
    assert all("4 punti" in line.text for line in reply.lines)
