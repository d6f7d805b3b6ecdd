"""The conversation says how services, bodies and professionals are reached, and when they are open."""

import pytest


@pytest.mark.parametrize("about", ["per:ada", ""])
@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("mi serve il numero del centro diurno", "Centro diurno Le Querce: il telefono non è scritto; viale"),
        ("telefono dell'ADI", "Può dirtelo il PUA di Valdoria: telefono 0000 100100"),
        (
            "dove sta il PUA",
            "PUA di Valdoria: piazza del Municipio 1, Valdoria; telefono 0000 100100; orari:",
        ),
        ("orari del consultorio", "Consultorio di Valdoria: gli orari non sono scritti"),
        ("a che ora chiude la farmacia?", "Farmacia dei Tigli: orari: lun-sab 08:30-13:00"),
        ("recapiti dei servizi sociali", "Servizio sociale di Valdoria"),
        ("come contatto la De Luca", "Paola De Luca (Assistente sociale): il telefono non è scritto"),
        ("numero della guardia medica", "116117, continuità assistenziale"),
        ("numero del sert", "Fra i servizi scritti qui non c’è «Servizio per le dipendenze»."),
    ],
)
def test_who_is_named_is_said_with_what_the_card_holds_and_what_it_lacks(begin, question, says, about, shown):
    reply = begin(about).ask(question)

    assert says in shown(reply)
    assert reply.query == "Letto: le schede di servizi, enti e professionisti, al 22 novembre 2026."


def test_where_several_are_called_so_all_are_told(begin):
    reply = begin("").ask("telefono del comune")

    assert reply.head == "Ne conosco 3; secondo le schede:"
    assert [line.party_id for line in reply.lines[:3]] == [
        "ist:comune-pietrachiara",
        "ist:comune-rocca",
        "ist:comune-valdoria",
    ]


def test_whether_it_is_open_on_a_day_is_a_yes_or_a_no(begin):
    talk = begin("")

    assert talk.ask("il centro diurno è aperto di sabato?").head == "Centro diurno Le Querce: sabato no."
    assert talk.ask("e lunedì?").head == "Sì. Centro diurno Le Querce: aperto lun-ven 08:30-16:30."


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("il telefono della figlia", "record"),
        ("che giorni va al centro diurno?", "around"),
        ("quanto costa il centro diurno?", "cost"),
    ],
)
def test_what_asks_for_something_else_is_not_taken(begin, question, intent):
    assert begin().ask(question).intent == intent


def test_places_counted_of_a_service_are_no_telephone(begin):
    reply = begin().ask("numero di posti del centro diurno")

    assert reply.head == "Centro diurno Le Querce: 2 posti liberi."
