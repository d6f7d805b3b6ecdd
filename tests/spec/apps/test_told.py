"""What is told is proposed without being asked to write it; what is asked or supposed is answered."""

import pytest

WANDA = "per:000029"


@pytest.mark.parametrize(
    ("told", "head"),
    [
        (
            "ieri l'ho sentita al telefono, sta meglio",
            "Scrivo nel diario di Ada: «ieri (21 novembre 2026) l'ho sentita",
        ),
        ("nel diario: ha mangiato poco", "Scrivo nel diario di Ada: «ha mangiato poco»"),
        (
            "l'altro ieri è caduta in bagno",
            "Scrivo nel diario di Ada: «l'altro ieri (20 novembre 2026) è caduta in bagno»",
        ),
        (
            "Oksana non lavora più da lei da lunedì",
            "Chiudo il legame: Oksana Melnyk, assistente familiare di Ada, dal 3 febbraio 2025; "
            "l’ultimo giorno è domenica 15 novembre 2026",
        ),
        (
            "dal 1 dicembre il centro diurno finisce",
            "Chiudo il legame: Ada è in carico a Centro diurno Le Querce, dal 11 maggio 2026; "
            "l’ultimo giorno è lunedì 30 novembre 2026",
        ),
        (
            "la vicina adesso viene 6 ore a settimana",
            "Cambio il legame da oggi: Rosa Pini, vicina o vicino di Ada, 6 ore la settimana invece di 4",
        ),
        (
            "confermo che Rosa la aiuta ancora",
            "Confermo il legame com’è, con la data di oggi: Rosa Pini",
        ),
        (
            "il nuovo numero della figlia è 333 1234567",
            "Scrivo nella scheda di Lucia Bruni il telefono: 333 1234567, al posto di 0000 200301",
        ),
    ],
)
def test_what_is_told_is_proposed_and_nothing_is_written(begin, told, head):
    reply = begin().ask(told)

    assert reply.intent == "propose"
    assert reply.head.startswith(head)
    assert not reply.wrote


@pytest.mark.parametrize(
    ("told", "head", "lines"),
    [
        (
            "martedì i volontari l'hanno portata a passeggio un'ora e mezza",
            "Registro nel percorso di Ada, con la data 17 novembre 2026: che cosa è stato dato.",
            {"Quale intervento: passeggiata", "Ore date: 1,5", "Da chi: Volontari di San Biagio"},
        ),
        (
            "di' a Irene di misurare la pressione entro venerdì",
            "Registro nel percorso di Ada, con la data 22 novembre 2026: un compito.",
            {
                "Che cosa fare: misurare la pressione",
                "Chi lo fa: Irene Greco",
                "Entro quando: 27 novembre 2026",
            },
        ),
        (
            "attenzione: il gas perde, da rivedere fra un mese",
            "I rischi da sapere, nel percorso di Ada. Manca ancora: come lo sa la persona.",
            {
                "Quale rischio: il gas perde, da rivedere fra un mese",
                "Quando chiederci se c’è ancora: 22 dicembre 2026",
            },
        ),
        (
            "Paola deve chiamare la figlia entro lunedì",
            "Registro nel percorso di Ada, con la data 22 novembre 2026: un compito.",
            {
                "Che cosa fare: chiamare la figlia",
                "Chi lo fa: Paola De Luca",
                "Entro quando: 23 novembre 2026",
            },
        ),
    ],
)
def test_what_is_told_is_read_back_with_who_what_and_when(begin, told, head, lines):
    reply = begin().ask(told)

    assert reply.head.startswith(head)
    assert {line.text for line in reply.lines} == lines


def test_the_answer_of_a_service_may_be_told_or_asked(begin):
    reply = begin(WANDA).ask("il trasporto ha accettato")

    assert "Trasporto Il Filo accetta" in reply.head
    assert reply.choices[-1].question == "il trasporto ha accettato?"
    assert begin(WANDA).ask(reply.choices[-1].question).intent != "propose"


@pytest.mark.parametrize(
    "question",
    [
        "se Oksana non viene più da lunedì",
        "ore date a novembre, in tutto",
        "ore date e ore previste",
        "vuole smettere con il centro diurno, non va più",
        "ieri chi è passato",
        "ha firmato il piano",
        "il centro diurno chiude per ferie dal 20 dicembre?",
        "che cosa è stato fatto ieri",
    ],
)
def test_what_is_asked_or_supposed_is_no_order(begin, question):
    assert begin().ask(question).intent not in {"propose", "order", "tie"}


@pytest.mark.parametrize(
    ("told", "head"),
    [
        ("Giulia Costa entra in équipe", "Chi fa parte dell’équipe, nel percorso di Wanda."),
        (
            "in équipe metti anche Clara come familiare",
            "Registro nel percorso di Wanda, con la data 22 novembre 2026: chi fa",
        ),
        (
            "verbale numero 12 del 20 novembre",
            "Registro nel percorso di Wanda, con la data 22 novembre 2026: il verb",
        ),
        (
            "richiesta ai pasti a domicilio per i pasti",
            "Apro un invio di Wanda: preparare e avere i pasti, da",
        ),
        (
            "le serve anche aiuto per i pasti, aggiungilo",
            "Registro nel percorso di Wanda, con la data 22 novembre 2026: i b",
        ),
        (
            "il trasporto dice no perché è fuori zona",
            "Registro fra gli invii di Wanda (bisogno: spostarsi), con la data 22",
        ),
    ],
)
def test_what_is_named_and_then_said_is_proposed(begin, told, head):
    assert begin(WANDA).ask(told).head.startswith(head)


def test_a_help_that_comes_back_does_not_end(begin):
    assert not begin().ask("il centro diurno chiude per ferie dal 20 dicembre").head.startswith("Chiudo")


def test_a_task_is_taken_only_where_there_is_one(begin):
    assert begin().ask("prendo io il compito").head == (
        "Non posso proporlo: nel suo percorso non c’è un compito aperto."
    )


def test_what_a_task_is_and_who_does_it_are_asked_one_after_the_other(begin):
    talk = begin()
    asked = talk.ask("dai un compito a Irene")
    then = talk.ask("controllare la pressione")

    assert "Manca ancora: che cosa fare." in asked.head
    assert [line.text for line in asked.lines] == ["Chi lo fa: Irene Greco"]
    assert "Manca ancora: entro quando." in then.head


def test_who_may_not_write_a_card_is_told_who_may(begin):
    reply = begin(role="medico").ask("il nuovo numero di Ada è 333 1234567")

    assert "il tuo ruolo non lo scrive" in reply.head
    assert "Può farlo: Assistente sociale" in reply.lines[1].text
