"""A short second question is read with the one before: its topic, its measure, its place, its person."""

import pytest


def last(conversation, *questions):
    """Ask one question after the other, and return the last answer."""
    replies = [conversation.ask(question) for question in questions]
    return replies[-1]


@pytest.mark.parametrize(
    ("questions", "line"),
    [
        (("quando è stata vista l'ultima volta?", "e la figlia?"), "Lucia Bruni: figlia"),
    ],
)
def test_of_one_person_the_topic_is_kept_and_nothing_else_is_listed(begin, questions, line):
    reply = last(begin(), *questions)

    assert reply.lines[0].text.startswith(line)
    assert len({one.party_id for one in reply.lines}) == 1


@pytest.mark.parametrize(
    ("questions", "head"),
    [
        (
            ("quante ore di bagno ha fatto l'ADI", "e di passeggiate?"),
            "Prestazioni date per Ada Serravalle, passeggiata: 6 ore (3 prestazioni date).",
        ),
        (("la figlia quanto aiuta", "numero?"), "Lucia Bruni: telefono 0000 200301."),
        (
            ("soldi del comune spesi?", "e impegnati"),
            "Voci del budget per Ada Serravalle: impegnati 1.144,00 euro (1 voce del budget).",
        ),
        (("chi la segue?", "e Irene Greco da quando?"), "Irene Greco: dal 5 maggio 2025."),
    ],
)
def test_of_what_was_told_of_one_person_one_thing_more_is_said_first(begin, questions, head):
    reply = last(begin(), *questions)

    assert reply.head == head
    assert not [one for one in reply.lines if "bagno" in one.text]


def test_the_same_is_asked_of_another_service(begin):
    conversation = begin("")
    conversation.ask("quanto costa il centro diurno?")
    reply = conversation.ask("e il SAD?")

    assert reply.lines[0].text.startswith("Assistenza domiciliare del Comune: secondo l’ISEE")
    assert reply.query.endswith("Domanda intesa: «quanto costa il sad».")
    assert conversation.ask("c'è posto?").head == "No. Assistenza domiciliare del Comune: 0 posti liberi."


def test_what_a_listed_service_costs(begin):
    reply = last(begin(""), "che servizi ci sono per i pasti?", "quanto costa?")

    assert reply.lines[0].text.startswith("Pasti a domicilio: il costo non è scritto nella scheda")


def test_for_which_service_she_does_not_wait_is_said(begin):
    reply = last(begin(), "è in lista per il SAD?", "e per la RSA")

    assert reply.head == "Ada non risulta in attesa per RSA Villa Serena. Aspetta invece:"


def test_of_many_the_service_changes_and_the_place_stays(begin):
    questions = ("quanti aspettano la rsa", "e a rocca?", "e il sad")

    assert (
        last(begin(""), *questions).head == "Nessuna persona in attesa di «SAD», di Rocca, su 199 che vedi."
    )
    assert last(begin(""), "quanti aspettano la rsa", "e il sad").lines[0].party_id == "per:ada"


def test_among_those_listed_fewer_are_asked_for(begin):
    reply = last(begin(""), "chi vive solo?", "e chi tra questi ha più di 90 anni?", "e le donne")

    assert reply.head.startswith(
        "5 persone seguite che vivono da sole, con 91 anni o più, donne, su 62 che vedi"
    )


def test_all_that_was_asked_of_one_is_asked_of_another(begin):
    reply = last(begin(""), "chi è il medico di Wanda Bellini?", "e di Nino?")

    assert reply.query.startswith("Letto: i legami di Nino Negri")
    assert [line.text.partition(":")[0] for line in reply.lines] == ["Gina Amato"]


def test_who_helped_a_year_ago(begin):
    assert last(begin(), "chi c'è intorno?", "e prima?").head.startswith("Al 22 novembre 2025: ")


def test_who_sees_numbers_only_is_told_why_there_are_no_names(begin):
    conversation = begin("", "ufficio_di_piano")

    assert conversation.ask("quanti sono in carico?").head.startswith("Circa 60 persone seguite.")
    who = conversation.ask("chi sono?")
    assert who.head == "Il tuo ruolo vede numeri, non persone. Chi sono lo vede chi le segue."
    assert who.lines == ()
    assert conversation.ask("e a rocca?").head.startswith("Circa 25 persone seguite di Rocca.")


def test_who_sees_persons_is_told_who_they_are(begin):
    reply = last(begin(""), "quante persone hanno bisogno di compagnia?", "chi sono?")

    assert reply.head.startswith("10 persone con bisogno di: compagnia e relazioni")
    assert len(reply.lines) == 10


def test_more_years_than_anybody_has_is_nobody(begin):
    reply = begin("").ask("quante persone con più di mille anni")

    assert reply.head == "Nessuna persona seguita con 1001 anni o più, su 62 che vedi."


@pytest.mark.parametrize(
    ("questions", "head"),
    [
        (("chi è in ritardo?", "quella di Wanda"), "Per Wanda corre:"),
        (("quali percorsi sono aperti?", "quello di negri"), "Il percorso di Nino: "),
        (("chi aspetta da più tempo?", "e Ada Serravalle?"), "Ada è in attesa:"),
        (
            ("quando scade la verifica di Ada Serravalle?", "chi la deve fare"),
            "Riesame del progetto: se ne occupa Paola De Luca.",
        ),
    ],
)
def test_of_one_of_those_listed_the_list_says_what_is_asked(begin, questions, head):
    assert last(begin(""), *questions).head.startswith(head)


def test_who_takes_the_place_of_the_helper_who_was_named(begin):
    reply = last(begin(), "la figlia quanto aiuta?", "chi può sostituirla?")

    assert reply.head == "Se mancasse Lucia Bruni, nella rete di Ada:"


def test_to_be_a_relative_gives_no_sight_of_the_record(begin):
    conversation = begin()

    assert last(conversation, "chi vede la scheda?", "il figlio può?").head.startswith(
        "No, non perché è un familiare"
    )
    assert conversation.ask("e il medico può?").head.startswith(
        "Sì. Il ruolo «Medico di medicina generale» vede"
    )


def test_what_is_wanted_on_paper_is_led_to_its_page(begin):
    reply = last(begin(), "chi c'è intorno?", "mandamela")

    assert reply.head.startswith("Da qui non mando e non stampo niente.")
    assert ("Ecomappa di Ada", "mappa?id=per:ada") in reply.links


def test_how_long_a_list_of_services_waits_is_in_the_list(begin):
    told = last(begin(""), "quali servizi hanno posti liberi?", "e quanto si aspetta?")

    assert [line.text for line in told.lines] == [
        "ADI di Valdoria: 6 giorni di attesa",
        "Centro diurno Le Querce: 20 giorni di attesa",
        "Educativa domiciliare: 60 giorni di attesa",
        "Pasti a domicilio: 2 giorni di attesa",
        "Trasporto Il Filo: 3 giorni di attesa",
    ]


def test_the_only_one_who_is_listed_is_the_one_spoken_of(begin):
    conversation = begin("")
    listed = conversation.ask("chi è in lista da più tempo?")

    assert [line.party_id for line in listed.lines] == ["per:ada"]
    assert conversation.ask("che bisogni ha?").head == (
        "Ada Serravalle: bisogni: igiene e cura della persona e compagnia e relazioni."
    )
