"""What a conversation answers to a question about many persons: how many, who, and what was read."""

from datetime import date

import pytest

DAY = date(2026, 11, 22)


def test_to_whom_nothing_was_given_yet_is_told_from_the_paths(walked, echo):
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def people(question):
        reply = Talk(walked, open_viewer(walked, "demo"), echo, DAY).ask(question)
        return {line.party_id for line in reply.lines}

    assert people("chi ha già ricevuto prestazioni?") == {"per:ada"}
    waiting = people("chi aspetta ancora la prima prestazione?")
    assert "per:ada" not in waiting
    assert waiting | {"per:ada"} == people("chi ha un percorso aperto?")


def test_who_came_this_year_is_told_from_the_paths(walked, echo):
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    reply = Talk(walked, open_viewer(walked, "demo"), echo, DAY).ask("chi è entrato nell'ultimo mese")

    assert reply.head == "3 persone con un percorso aperto negli ultimi 30 giorni, su 199 che vedi:"
    assert reply.query.startswith("Letto: le schede delle persone che vedi, i percorsi, ")


@pytest.mark.parametrize(
    "question", ["chi ha cambiato casa quest'anno", "chi è morto quest'anno", "a chi serve un aiuto in casa"]
)
def test_a_list_of_all_is_never_told_for_those_of_whom_something_holds(talk, question):
    reply = talk().ask(question)

    assert reply.head.startswith("Questo elenco non so farlo: «")
    assert not reply.records


def test_what_is_missing_is_asked_beside_what_was_asked(begin):
    conversation = begin("")
    conversation.ask("chi ha bisogno di compagnia e va al centro diurno?")

    reply = conversation.ask("e senza volontari?")

    assert (
        " con bisogno di: compagnia e relazioni, in carico a «centro diurno», senza volontari" in reply.head
    )
    assert "Viola Basile" not in " ".join(line.text for line in reply.lines)


def test_the_list_of_open_paths_is_narrowed_and_told_by_who_follows(begin):
    conversation = begin("")
    conversation.ask("quali percorsi sono aperti?")

    old = conversation.ask("tra questi chi ha più di novant'anni?")
    told = conversation.ask("e chi li segue?")

    assert old.head.startswith("4 persone con un percorso aperto, con 91 anni o più")
    assert len(told.records) == len(old.records) == 4
    assert "Trasporto Il Filo dal 27 gennaio 2024" in " ".join(line.text for line in told.lines)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("chi ha un invio rifiutato?", "Nino Negri: 64 anni; Rocca; invio a Sportello lavoro per"),
        ("chi è oltre il termine?", "Wanda Bellini: 97 anni; Pietrachiara; «Riunione della UVM» scaduto il"),
        (
            "chi è in coda per il SAD?",
            "aspetta Assistenza domiciliare del Comune dal 22 aprile 2026 (214 giorni)",
        ),
        ("chi ha già un budget?", "Ada Serravalle: 84 anni; Valdoria; budget di "),
    ],
)
def test_each_line_tells_what_was_asked_of_it(begin, question, line):
    assert [one.text for one in begin("").ask(question).lines if line in one.text]


def test_who_sees_no_budgets_is_not_told_who_has_one(begin):
    reply = begin("", role="terzo_settore").ask("chi ha già un budget?")

    assert reply.records == ()


def test_a_share_is_of_those_of_the_same_kind(begin):
    reply = begin("").ask("che percentuale degli over 80 va al centro diurno?")

    assert reply.head == (
        "7 persone in carico a «centro diurno», con 80 anni o più, "
        "su 28 seguite della stessa età, sesso e comune: il 25,0 %."
    )


def test_what_is_not_counted_is_said_first_and_the_rest_is_answered(begin):
    reply = begin("").ask("chi ha più di 90 anni e tiene un gatto in casa?")

    assert reply.head.startswith(
        "Non so contare «gatto». Senza questa condizione, quindi forse più di chi cerchi: 14 persone seguite"
    )
    assert reply.query.endswith("Non letto: «gatto».")


@pytest.mark.parametrize(
    "question",
    ["chi non ha nessuno che l'aiuta a parte un familiare", "chi vive solo o ha smesso con il SAD"],
)
def test_nothing_is_answered_in_part_where_the_rest_may_turn_it(begin, question):
    reply = begin("").ask(question)

    assert reply.head.startswith("Questo elenco non so farlo")
    assert not reply.records


def test_an_answer_names_them_and_says_what_was_read(talk):
    reply = talk().ask("chi aspetta da più tempo?")

    assert reply.intent == "census"
    assert (
        "Ada Serravalle: 84 anni; Valdoria; aspetta Assistenza domiciliare del Comune dal 22 aprile 2026 (214 giorni)"
        in [line.text for line in reply.lines]
    )
    assert reply.query == (
        "Letto: le schede delle persone che vedi, i legami, al 22 novembre 2026; "
        "condizioni: in attesa di un servizio."
    )
    assert "per:ada" in reply.records


def test_with_somebody_in_mind_a_question_of_hers_stays_hers(talk):
    assert talk("per:ada").ask("ci sono termini scaduti?").intent != "census"
    assert talk("per:ada").ask("chi vive da solo?").intent == "census"


def test_who_sees_numbers_only_is_given_no_names(talk):
    told = talk(role="ufficio_di_piano").ask("quante donne over 75 vivono sole?")
    fine = talk(role="ufficio_di_piano").ask("dammi l'elenco di chi ha più di 81 anni e vive solo")
    study = talk(role="ricercatore").ask("dammi l'elenco degli anziani soli con telefono")

    assert told.head == (
        "Circa 5 persone seguite con 75 anni o più, donne, che vivono da sole. Il tuo ruolo vede numeri, non persone."
    )
    assert "Il tuo ruolo vede numeri, non persone." in fine.head
    assert not [line for reply in (told, fine, study) for line in reply.lines if line.party_id]


def test_a_daughter_in_mind_does_not_take_the_place_of_her_mother(talk):
    conversation = talk()
    conversation.ask("telefono di Lucia Bruni")

    assert conversation.ask("chi segue Ada Serravalle?").person_id == "per:ada"


def test_what_the_territory_does_not_count_is_said(talk):
    reply = talk(role="ufficio_di_piano").ask("quanti caregiver danno più di 30 ore?")

    assert not [line for line in reply.lines if "spetta" in line.text]
