"""Who works in the district, by profession; and what one's own role may see, with the reason why not."""

import pytest


def told(reply):
    return "\n".join([reply.head, *(line.text for line in reply.lines)])


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "chi sono gli assistenti sociali?",
            "Elena Fontana: assistente sociale, lavora a Servizio sociale di Valdoria",
        ),
        (
            "quali infermieri lavorano qui?",
            "Irene Greco: infermiere di famiglia e comunità, lavora a ADI di Valdoria",
        ),
        (
            "elenco dei professionisti",
            "Teresa Bassi: operatore del punto unico di accesso, lavora a PUA di Valdoria",
        ),
        ("chi sono le assistenti sociali di Valdoria?", "Elena Fontana: assistente sociale"),
    ],
)
def test_professionals_are_listed_with_where_they_work(talk, question, line):
    reply = talk().ask(question)

    assert line in told(reply)
    assert reply.query.startswith("Letto: i professionisti e dove lavorano")


def test_of_whom_it_is_not_written_where_she_works_that_is_said(talk):
    assert "dove lavora non è scritto" in told(talk().ask("quali medici ci sono a Rocca al Mare?"))


def test_ones_own_role_is_told_as_it_is(talk):
    assert (
        talk(role="medico").ask("che cosa posso vedere?").head.startswith("Il tuo ruolo «Medico di medicina")
    )
    assert "Vede: " in told(talk(role="terzo_settore").ask("cosa posso vedere e cosa no?"))


def test_why_something_is_not_seen_is_said_with_who_sees_it(talk):
    reply = talk(role="referente_scuola").ask("perché non vedo il budget?")

    assert reply.head == "No. Il tuo ruolo (Referente della scuola) non vede «risorse e spese del piano»."
    assert reply.lines[0].text.startswith("Può farlo: Assistente sociale")


def test_what_a_court_wrote_is_kept_from_who_may_not_read_it(talk):
    reply = talk(role="terzo_settore").ask("mi dai il decreto del giudice di Ada Serravalle?")

    assert reply.head.startswith(
        "No. Il tuo ruolo (Operatore del terzo settore) non vede «il fascicolo del tribunale"
    )
    assert "Franca Landi" not in told(reply)


def test_nobody_sees_what_is_written_nowhere(talk):
    reply = talk().ask("chi può vedere la diagnosi?")

    assert reply.head == "Nessuno, perché qui non c’è."
    assert "diagnosi, farmaci, esami, redditi" in told(reply)


def test_place_in_a_home_is_asked_for_a_relative_of_the_card_and_not_of_the_norms(talk):
    assert "RSA Villa Serena: 0 posti liberi" in told(
        talk().ask("mio padre deve entrare in una rsa, c'è posto?")
    )


def test_a_colleague_is_reached_by_her_family_name(talk):
    assert "Irene Greco (Infermiere di famiglia e comunità): il telefono non è scritto" in told(
        talk().ask("che telefono ha la Greco?")
    )


@pytest.mark.parametrize(
    "question", ["a che punto è la domanda per il sad?", "la domanda di sad che fine ha fatto?"]
)
def test_how_a_request_to_a_service_stands_is_since_when_she_waits(begin, question):
    reply = begin("per:ada").ask(question)

    assert "Assistenza domiciliare del Comune: ha in lista d’attesa Ada, dal 22 aprile 2026" in told(reply)
