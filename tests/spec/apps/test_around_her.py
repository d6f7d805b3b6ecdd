"""Who helps most, whom two have in common, whom to tell when something changes, and how one objects to being seen."""

import pytest


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("chi la assiste di più?", ["Lucia Bruni", "Oksana Melnyk"]),
        ("chi fa più ore", ["Lucia Bruni", "Oksana Melnyk"]),
        ("chi dei suoi sta con lei meno tempo?", ["Irene Greco", "Volontari di San Biagio"]),
        ("quale servizio la segue per più ore?", ["Centro diurno Le Querce", "Volontari di San Biagio"]),
    ],
)
def test_those_who_help_are_put_in_the_order_of_their_hours(begin, question, names):
    reply = begin().ask(question)

    assert [line.text.split(":")[0] for line in reply.lines[:2]] == names
    assert f"ad Ada è {names[0]}" in reply.head


def test_whose_hours_are_not_written_is_named_and_not_ranked(begin):
    assert begin().ask("chi la aiuta di più?").lines[-1].text.startswith("Le ore non sono scritte per: ")


@pytest.mark.parametrize("question", ["chi dei suoi è più affaticato?", "chi è quello che regge di meno?"])
def test_those_who_care_are_put_in_the_order_of_their_fatigue(begin, question):
    reply = begin().ask(question)

    assert [line.text for line in reply.lines] == [
        "Lucia Bruni: fatica (2 su 3), 31 ore la settimana",
        "La fatica non è scritta per: Oksana Melnyk",
    ]


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("", "Ida Quaranta e Ada hanno qualcuno in comune?"),
        ("", "chi aiuta tutte e due, Ida Quaranta e Ada?"),
        ("per:ada", "chi segue anche Ida Quaranta?"),
        ("per:ada", "ha gli stessi servizi di Ida Quaranta?"),
    ],
)
def test_whom_two_have_in_common_is_said_with_what_it_is_to_each(begin, about, question):
    reply = begin(about).ask(question)

    assert "Ida Quaranta" in reply.head
    assert "Ada Serravalle" in reply.head
    assert [line.text.split(":")[0] for line in reply.lines] == ["ADI di Valdoria", "Centro diurno Le Querce"]
    assert "per Ida, ha in carico Ida" in reply.lines[0].text


def test_two_who_have_not_the_same_doctor_are_told_whose_each_is(begin):
    reply = begin("").ask("Ada Serravalle e Nino Negri hanno lo stesso medico?")

    assert "non hanno in comune nessuno come «medico»" in reply.head
    assert [line.text for line in reply.lines] == ["Per Ada: dott. Aldo Fabbri", "Per Nino: Gina Amato"]


def test_who_sees_no_persons_is_not_told_whom_two_have_in_common(begin, shown):
    assert "ADI di" not in shown(begin("", "ricercatore").ask("Ida Quaranta e Ada hanno qualcuno in comune?"))


@pytest.mark.parametrize(
    "question",
    [
        "chi deve essere avvisato se peggiora?",
        "chi contatto in caso di ricovero?",
        "se le sale la febbre chi avviso?",
        "chi va avvertito?",
    ],
)
def test_whom_to_tell_is_listed_from_home_to_the_services(begin, question):
    lines = [line.text for line in begin().ask(question).lines]
    order = ["Lucia Bruni (caregiver", "Paola De Luca (case manager)", "dott. Aldo Fabbri", "ADI di Valdoria"]
    found = [next(at for at, text in enumerate(lines) if text.startswith(one)) for one in order]

    assert lines[0].endswith("telefono 0000 200301")
    assert found == sorted(found)


def test_who_tells_the_doctor_is_another_question(begin):
    assert begin().ask("chi avvisa il medico se peggiora?").intent == "knows"


@pytest.mark.parametrize(
    ("role", "question"),
    [
        ("persona", "non voglio che mio figlio veda la mia scheda"),
        (None, "Ada non vuole che il figlio legga i suoi dati"),
    ],
)
def test_who_objects_is_led_to_the_page_and_told_what_a_no_stops(begin, shown, role, question):
    reply = begin("per:ada", role).ask(question)

    assert "chi rappresenta per legge la persona" in reply.lines[0].text
    assert "per legge, anche senza un sì" in shown(reply)
    assert ("Dati e consensi di Ada", "consensi?id=per:ada") in reply.links


def test_how_one_objects_is_said_without_anybody_in_mind(begin):
    assert begin("").ask("come ci si oppone al trattamento dei dati?").links[0] == (
        "Dati e consensi",
        "consensi",
    )


def test_a_no_to_care_is_another_question(begin):
    assert begin().ask("Ada non vuole firmare").intent == "refuse"
