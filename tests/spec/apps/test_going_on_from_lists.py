"""From any list of persons one goes on to some of them; from a sum, an indicator, a list of agreements to another."""

from datetime import date

import pytest


@pytest.fixture
def last(walked, echo):
    """Ask questions one after the other; the last answer."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def said(*questions, role=None):
        talk = Talk(walked, open_viewer(walked, "demo", role=role), echo, date(2026, 11, 22))
        return [talk.ask(one) for one in questions][-1]

    return said


@pytest.mark.parametrize(
    ("questions", "head"),
    [
        (
            ("quali caregiver fanno più di 25 ore a settimana?", "di questi chi vive solo?"),
            "3 persone che i caregiver elencati assistono, che vivono da sole, su 199 che vedi:",
        ),
        (
            ("chi segue Leo Giordani?", "e chi vive solo?", "solo Rocca"),
            "1 persona seguita da Leo Giordani, che vive da sola, di Rocca, su 199 che vedi:",
        ),
        (
            ("segnalazioni di questo mese", "di queste chi abita a Rocca?"),
            "1 persona fra quelle elencate, di Rocca, su 199 che vedi:",
        ),
        (
            ("chi ha servizi che non si parlano?", "di questi chi ha più di 90 anni?", "quanti sono?"),
            "2 persone con servizi che non si parlano, con 91 anni o più, su 199 che vedi:",
        ),
    ],
)
def test_any_list_of_persons_can_be_narrowed(last, questions, head):
    assert last(*questions).head == head


def test_how_many_they_are_is_asked_of_those_just_listed(last):
    many = last("quali caregiver fanno più di 25 ore a settimana?", "quanti sono?")

    assert many.head.startswith("6 caregiver con più di 25 ore delle persone che vedi")


def test_who_is_named_is_no_longer_one_of_a_list(last):
    reply = last("chi vive solo?", "che bisogni ha Ada Serravalle?", "e a Rocca?")

    assert "vivono da sole" not in reply.head


@pytest.mark.parametrize(
    "question",
    [
        "l'infermiere Giordani chi segue?",
        "L'infermiere Leo Giordani chi segue?",
        "Giordani quanti pazienti ha?",
        "quante persone ha in carico Leo Giordani",
    ],
)
def test_a_professional_is_told_from_persons_of_her_family_name(last, question):
    reply = last(question)

    assert reply.head.startswith("Leo Giordani (Infermiere di famiglia e comunità) segue, fra le persone")
    assert "Aldo Caputo: segue dal 1° settembre 2026" in [line.text for line in reply.lines]


def test_who_follows_a_person_of_that_name_is_asked_back(last):
    assert last("chi segue Giordani?").head == "Di chi parli?"


def test_the_load_counts_all_whom_a_colleague_follows(last):
    reply = last("quante persone segue ogni assistente sociale?")

    assert [line.text for line in reply.lines] == [
        "Cristina Sala: segue 5 persone",
        "Luigi Galasso: segue 4 persone",
        "Rita Del Vecchio: segue 4 persone",
        "Elena Fontana: segue 1 persona; in équipe per 1 percorso; 1 termine o compito aperto",
        "Paola De Luca: segue 1 persona; in équipe per 1 percorso, case manager di 1; 1 termine o compito aperto",
    ]


def test_who_has_least_comes_first_where_a_new_case_is_given_away(last):
    reply = last("carichi delle assistenti sociali", "e gli infermieri?")
    least = last("quale infermiere ha meno assistiti?")

    assert reply.lines[0].text.startswith("Angela Battaglia: segue ")
    assert least.head == "Irene Greco: 1 persona seguita."
    assert [line.text for line in least.lines[1:]] == [
        "poi Antonio Cattaneo: 5 persone seguite",
        "poi Leo Giordani: 8 persone seguite",
        "poi Angela Battaglia: 9 persone seguite",
    ]


@pytest.mark.parametrize(
    ("questions", "head"),
    [
        (("quanto ha impegnato il Comune?", "e l'ASL?"), "ASL: impegnati 2.340,00 euro;"),
        (("quanto ha impegnato il Comune?", "e in tutto?"), "In tutto: impegnati 4.084,00 euro;"),
        (
            ("somma degli impegni di tutti gli enti", "e quanto è già stato liquidato?"),
            "In tutto: liquidati 1.050,00 euro;",
        ),
        (
            ("quanto ha speso l'ASL?", "e quanto resta?"),
            "Voci del budget: restano da liquidare 1.890,00 euro (1 voce del budget).",
        ),
        (("quanto ha speso l'ASL?", "e nel 2025?"), "ASL: liquidati 0,00 euro nel 2025;"),
    ],
)
def test_one_goes_on_from_a_sum_to_another(last, questions, head):
    assert last(*questions).head.startswith(head)


def test_an_indicator_is_told_after_it_was_explained(last):
    asked = ("che cosa vuol dire bisogni seguiti da un servizio?", "e da noi quanto vale?")

    assert last(*asked).lines[0].text.startswith("Bisogni seguiti da un servizio: 65")


def test_an_indicator_is_told_at_another_place(last):
    reply = last("quanti bisogni sono coperti a Rocca?", "e a Valdoria?")

    assert len(reply.lines) == 1
    assert reply.lines[0].text.startswith("Bisogni seguiti da un servizio, Valdoria: 87,5")


def test_the_young_and_the_old_are_counted_apart(last):
    reply = last("quanti minori e quanti anziani?")

    assert "da 0 a 17 anni: 16 persone" in [line.text for line in reply.lines]


@pytest.mark.parametrize(
    ("questions", "head", "first"),
    [
        (
            ("quali accordi scadono a febbraio?",),
            "Scade dal 1° febbraio 2027 al 28 febbraio 2027:",
            "Accordo per",
        ),
        (
            ("quali accordi scadono a febbraio?", "e a dicembre?"),
            "Scade dal 1° dicembre 2026 al 31 dicembre 2026:",
            "Coprogettazione",
        ),
        (("quali accordi non hanno scadenza?",), "Senza una scadenza:", "Protocollo per le dimissioni"),
        (("quale accordo scade per primo?",), "Il primo accordo a scadere:", "Coprogettazione"),
    ],
)
def test_agreements_are_found_by_when_they_end(last, questions, head, first):
    reply = last(*questions)

    assert reply.head == head
    assert reply.lines[0].text.startswith(first)


def test_who_is_late_is_told_with_who_sees_to_it(last):
    reply = last("chi ha un termine scaduto?", "e il responsabile di ciascuno?")

    assert reply.lines[0].text.startswith("Riunione della UVM di Wanda Bellini: se ne occupa Paola De Luca")
    assert reply.lines[1].text == (
        "Prima lettura della segnalazione al PUA di Ida Quaranta: nessuno se ne occupa (può farlo: operatore PUA)"
    )


def test_what_nobody_sees_to_is_asked_of_what_is_late(last):
    reply = last("termini scaduti", "e senza responsabile?")

    assert [line.text for line in reply.lines] == [
        "Prima lettura della segnalazione al PUA di Ida Quaranta: scaduto da 3 giorni; "
        "entro il 19 novembre 2026; nessuno se ne occupa (può farlo: operatore PUA)"
    ]


def test_an_age_is_said_once(last):
    reply = last("quanti anziani sopra i 75 anni vivono da soli?")

    assert reply.head == "16 persone seguite con 76 anni o più, che vivono da sole, su 62 che vedi:"


def test_a_queue_at_services_is_asked_by_who_sees_no_persons_too(last):
    reply = last("quali servizi hanno la lista d'attesa più lunga?", role="ufficio_di_piano")

    assert reply.head == "RSA Villa Serena: 120 giorni di attesa."
    assert reply.lines[0].text == "0 posti liberi"
    assert reply.lines[1].text == "poi Educativa domiciliare: 60 giorni di attesa"
