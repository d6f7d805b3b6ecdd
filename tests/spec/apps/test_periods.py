"""A question over a year, a month or a week is answered over it; what is only kept as it is today says so."""

from datetime import date

import pytest

from apps.assistant.reading.periods import goes_on_in, named_period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("quanto ha speso il Comune quest'anno?", "nel 2026"),
        ("quanto ha speso l’anno scorso", "nel 2025"),
        ("e il mese scorso?", "a ottobre 2026"),
        ("ad aprile", "ad aprile 2026"),
        ("ore erogate dal 1 al 31 ottobre", "a ottobre 2026"),
        ("a dicembre", "a dicembre 2025"),
        ("la settimana scorsa", "nella settimana dal 09/11/2026"),
    ],
)
def test_a_stretch_of_time_is_read_from_today(question, words):
    found = named_period(question, TODAY)

    assert found is not None
    assert found.words == words


@pytest.mark.parametrize("question", ["chi la segue?", "dal 3 maggio", "da quando?"])
def test_a_day_is_no_stretch(question):
    assert named_period(question, TODAY) is None


@pytest.mark.parametrize(
    ("fragment", "before", "whole"),
    [
        ("l'anno scorso", "quanto ha speso il comune quest'anno?", "quanto ha speso il comune nel 2025?"),
        ("il mese prima", "chi è arrivato a ottobre?", "chi e arrivato a settembre 2026?"),
        ("nel 2024", "che rischi ha?", "che rischi ha nel 2024?"),
        ("il mese prima ancora di marzo", "chi è arrivato a ottobre?", ""),
    ],
)
def test_another_stretch_is_asked_in_the_words_of_the_question_before(fragment, before, whole):
    assert goes_on_in(fragment, before, TODAY) == whole


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("quanto ha impegnato il comune quest'anno?", "e l'anno scorso?", "nel 2025 impegnati 0,00 euro"),
        ("quante ore previste e quante date?", "e il mese scorso?", "bagno assistito: a ottobre 2026 15 ore"),
        ("che rischi ci sono?", "e l'anno scorso?", "Com’era nel 2025 non so dirlo; oggi è scritto così."),
        ("quando è stata vista l'ultima volta?", "e a settembre?", "a settembre 2026 non è scritto niente"),
        ("chi può vedere la scheda?", "e l'amico Ciro?", "No, non perché è un familiare o un amico"),
        ("chi può vedere la scheda?", "e l'infermiera?", "Sì. Il ruolo «Infermiere di famiglia"),
    ],
)
def test_a_follow_up_is_answered_over_its_own_time_or_for_its_own_role(begin, shown, first, then, says):
    conversation = begin()
    conversation.ask(first)

    assert says in shown(conversation.ask(then))


def test_the_last_time_somebody_was_seen_is_read_from_services_too(begin):
    reply = begin("").ask("quando è stato visto l'ultima volta Enrico Forte?")

    assert reply.lines[0].text == "28 ottobre 2026, visita: Assistenza domiciliare del Comune"


def test_who_does_an_action_of_the_plan_is_said_beside_its_hours(begin):
    conversation = begin()
    conversation.ask("che interventi sono previsti nel piano?")
    reply = conversation.ask("quello del bagno chi lo fa e quante ore?")

    assert reply.head == "bagno assistito: 3 ore la settimana; ne risponde Irene Greco."


def test_the_only_one_who_helps_is_the_one_who_may_be_missing(begin):
    conversation = begin("")
    conversation.ask("chi aiuta Wanda Bellini a casa?")

    assert conversation.ask("e se lei non potesse più venire?").head.startswith("Se mancasse Clara Bellini")
