"""What the conversation says of all services at once, of two side by side, and of several things of one."""

import pytest


def told(reply):
    return "\n".join([reply.head, *(line.text for line in reply.lines)])


@pytest.mark.parametrize(
    ("question", "head", "name"),
    [
        (
            "quali servizi sono aperti il sabato?",
            "Aperti di sabato, secondo le schede: ",
            "Pasti a domicilio",
        ),
        ("che servizi ci sono la sera?", "Aperti la sera, secondo le schede: ", "COT di Valdoria"),
        ("quali strutture sono aperte la domenica?", "Aperti di domenica, secondo le schede: ", "RSA Villa"),
        ("che servizi ci sono per i ragazzi?", "Per minori, secondo le schede: ", "Educativa domiciliare"),
        (
            "quali servizi abbiamo per gli anziani?",
            "Per anziani, secondo le schede: ",
            "Centro diurno Le Querce",
        ),
        ("quali servizi sono gratuiti?", "Gratuiti, secondo le schede: ", "ADI di Valdoria"),
        (
            "quali servizi si pagano?",
            "A pagamento, per intero o in parte, secondo le schede: ",
            "RSA Villa Serena",
        ),
        (
            "che servizi ci sono a Pietrachiara?",
            "Con sede a Pietrachiara, secondo le schede: nessun",
            "ADI di Valdoria",
        ),
        (
            "quali servizi non hanno il telefono?",
            "Servizi, senza un telefono scritto: 18.",
            "ADI di Valdoria",
        ),
        (
            "quali servizi ci sono a Valdoria?",
            "Con sede a Valdoria, secondo le schede: ",
            "Farmacia dei Tigli",
        ),
    ],
)
def test_services_are_listed_by_what_is_asked_of_all(talk, question, head, name):
    reply = talk().ask(question)

    assert reply.head.startswith(head)
    assert name in told(reply)


def test_what_the_cards_do_not_say_is_said_and_never_left_out(talk):
    assert "Gli orari non sono scritti: Centro antiviolenza" in told(
        talk().ask("quali servizi sono aperti di sabato?")
    )
    assert "Il costo non è scritto: " in told(talk().ask("che servizi ci sono gratis?"))


def test_a_service_that_is_shut_in_the_evening_is_not_listed(talk):
    assert not any(
        line.text.startswith("PUA di Valdoria")
        for line in talk().ask("quali servizi sono aperti la sera?").lines
    )


@pytest.mark.parametrize("question", ["elenco dei servizi", "quanti servizi ci sono?", "che servizi avete?"])
def test_all_services_are_named_by_kind(talk, question):
    reply = talk().ask(question)

    assert reply.head.startswith("Nel registro: ")
    assert "Punto unico di accesso: PUA di Valdoria" in told(reply)


def test_after_one_service_a_question_of_all_is_of_all(talk):
    conversation = talk()
    conversation.ask("ci sono posti in rsa?")

    assert "Pasti a domicilio: 11 posti liberi" in told(conversation.ask("quali servizi hanno posti liberi?"))
    conversation.ask("ci sono posti in rsa?")
    assert conversation.ask("quali servizi sono aperti il sabato?").head.startswith("Aperti di sabato")


def test_two_services_are_put_side_by_side(talk):
    reply = talk().ask("confronta il centro diurno e la rsa")

    assert (
        "costo: Centro diurno Le Querce, quota al giorno secondo l’ISEE; RSA Villa Serena, metà retta"
        in told(reply)
    )
    assert "la persona" in reply.head


def test_several_things_of_a_service_are_all_told(talk):
    reply = talk().ask("centro diurno: requisiti, documenti e quota")

    assert "per chi: 65 anni compiuti" in told(reply)
    assert "servono verbale UVM, ISEE" in told(reply)
    assert "costo: quota al giorno secondo l’ISEE" in told(reply)
    both = told(talk().ask("che documenti chiede il sad e quanto c'è da aspettare?"))
    assert "servono tessera sanitaria, ISEE" in both
    assert "45 giorni di attesa" in both


def test_for_a_relative_too(talk):
    reply = talk().ask("vorrei il sad per mio padre: come lo chiedo, cosa devo portare e quanto si aspetta?")

    assert "attesa di 45 giorni" in told(reply)
    assert "A chi si chiede può dirtelo il PUA" in told(reply)
    assert "Centro diurno Le Querce" in told(
        talk().ask("mia nonna è sola, c'è qualcosa per farle compagnia?")
    )


def test_a_letter_is_not_written_but_what_to_put_in_it_is_told(talk):
    reply = talk().ask("prepara una mail con l'elenco dei documenti per il centro diurno")

    assert reply.head.startswith("Lettere e messaggi liberi non li scrivo.")
    assert "documenti: verbale UVM, ISEE" in told(reply)
