"""What a question names is not dropped: one more who is away, a year, who says it, to whom data are shown."""

from datetime import date

import pytest


@pytest.mark.parametrize("more", ["e se manca pure Lucia?", "e anche la figlia?", "e pure Lucia via?"])
def test_one_more_who_would_be_away_is_added_to_the_one_before(begin, more):
    talk = begin()
    talk.ask("se Oksana sta via tre settimane che cosa resta scoperto?")
    reply = talk.ask(more)

    assert reply.head == "Se mancassero Lucia Bruni, Oksana Melnyk, nella rete di Ada:"
    assert "Le ore di aiuto contate passerebbero da 67,5 a 24,5 a settimana." in [
        line.text for line in reply.lines
    ]


def test_a_stay_of_another_year_is_not_told_as_of_the_year_asked(begin):
    reply = begin().ask("è mai stata ricoverata nel 2026?")

    assert reply.head.startswith("Per Ada nel 2026 qui non è scritto nessun ricovero")
    assert all(line.text.startswith("In un altro tempo: ") for line in reply.lines)


def test_stays_of_the_year_asked_are_told(begin):
    reply = begin().ask("che ricoveri ha avuto nel 2025?")

    assert [line.text[:16] for line in reply.lines] == ["2 maggio 2025: e", "21 aprile 2025: "]


@pytest.mark.parametrize("asked", ["chi ha detto che Marco e Ada litigano?", "con chi litiga?"])
def test_a_conflict_is_told_with_who_says_it_and_who_does_not(begin, asked):
    first = begin().ask(asked).lines[0].text

    assert "in conflitto (secondo Lucia Bruni); secondo Ada Serravalle invece: buono" in first


def test_whether_data_may_be_shown_to_associations_is_told_first(begin):
    reply = begin().ask("ha dato il consenso a far vedere i dati al terzo settore?")

    assert reply.lines[0].text.startswith(
        "Far vedere i dati al terzo settore: non è scritto né un sì né un no"
    )


def test_a_yes_to_the_school_is_told_with_its_day(walked, monkeypatch):
    from apps.assistant.answers import sharing
    from apps.assistant.reading.asked import Asked
    from coordinator.protection import open_viewer
    from coordinator.protection.consent import Word

    said = Word("scuola", None, "", given=True, day=date(2026, 11, 20), by="Wanda", author="paola.de.luca")
    monkeypatch.setattr(sharing, "words_of", lambda *_of: (said,))
    viewer = open_viewer(walked, "demo")
    asked = Asked(walked, viewer, "per:000029", date(2026, 11, 22), "la scuola può vedere i suoi dati?")

    assert [line.text for line in sharing.shared_words(asked)] == [
        "Far vedere i dati alla scuola: sì, detto il 20 novembre 2026"
    ]


def test_what_changed_for_her_is_also_what_her_path_says(begin):
    reply = begin().ask("che cosa è cambiato per lei dopo il 15 ottobre?")

    assert reply.head.startswith(
        "Dal 15 ottobre 2026 a oggi nella rete di Ada non è cambiato niente. Nel percorso"
    )
    assert [line.text for line in reply.lines] == [
        "Nel percorso: 20 ottobre 2026, Vita a casa: 4 punti, aiuto in più momenti",
        "Nel percorso: 20 ottobre 2026, Il peso di chi cura: 4 punti, è affaticata",
        "Nel piano è stato dato qualcosa 8 volte",
    ]


def test_what_changed_in_her_network_is_of_the_network_alone(begin):
    reply = begin().ask("la rete com'è cambiata da marzo?")

    assert not [line.text for line in reply.lines if "percorso" in line.text]


def test_what_changed_for_one_around_her_is_not_who_she_is(begin):
    talk = begin()
    talk.ask("che cosa è cambiato per Ada Serravalle dopo il 15 ottobre?")
    reply = talk.ask("e per la figlia?")

    assert (
        reply.head == "Per Lucia Bruni, dal 15 ottobre 2026 a oggi, nella rete di Ada non è cambiato niente."
    )
