"""What was spoken of is kept in mind: a short question is asked of it in full, whatever kind of thing it is."""

from datetime import date

import pytest

from apps.assistant import Talk
from coordinator.district.year import walk_year
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def a_year(open_district):
    """The district with the paths of a year, most of which have ended."""
    store = open_district(200)
    walk_year(store, open_viewer(store, "demo"), TODAY)
    yield store
    store.close()


def last(conversation, *questions):
    """Ask one question after the other, and return the last answer."""
    replies = [conversation.ask(question) for question in questions]
    return replies[-1]


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        (
            ("chi fa il trasporto sociale?", "e hanno ancora posto?"),
            ["Trasporto Il Filo: 3 posti liberi; 3 giorni di attesa."],
        ),
        (
            ("l'ADI ha posti?", "e quanto tempo ci mettono ad attivarla?"),
            ["ADI di Valdoria: 4 posti liberi; 6 giorni di attesa."],
        ),
        (
            ("com'è messa la RSA?", "quanto si paga lì?"),
            ["RSA Villa Serena: metà retta a carico della persona, secondo l’ISEE"],
        ),
        (
            ("dove si trova il PUA?", "chi ci lavora?"),
            ["PUA di Valdoria: ci lavorano: Teresa Bassi (operatore del punto unico di accesso)."],
        ),
        (("dove si trova il PUA?", "mi dai il numero?"), ["PUA di Valdoria: telefono 0000 100100."]),
        (
            ("chi c'è dietro il centro antiviolenza?", "e quell'associazione cos'altro fa?"),
            ["eroga Centro antiviolenza", "eroga Trasporto Il Filo"],
        ),
        (
            ("quali servizi gestisce l'Ambito?", "di questi chi ha posto?"),
            [
                "Trasporto Il Filo: 3 posti",
                "Educativa domiciliare: 1 posto",
                "Centro antiviolenza: ",
                "Sportello lavoro: ",
            ],
        ),
        (
            ("che servizi ha l'associazione Il Filo?", "e ha accordi firmati?"),
            ["Coprogettazione del trasporto sociale"],
        ),
        (
            ("mostrami la coprogettazione sul trasporto", "da quando vale?"),
            [
                "Coprogettazione del trasporto sociale: dal 1° gennaio 2023.",
                "fra Ambito territoriale di Valdoria e Associazione Il Filo; fino al 31 dicembre 2026",
            ],
        ),
        (
            ("c'è un protocollo per le dimissioni protette?", "chi l'ha firmato?"),
            ["Protocollo per le dimissioni protette: fra ASL Esempio e Comune di Valdoria."],
        ),
    ],
)
def test_of_a_service_a_body_or_an_agreement_only_that_is_told(begin, questions, told):
    reply = last(begin(""), *questions)
    lines = [line.text for line in reply.lines if not line.text.startswith("L’importo")]
    if len(told) > len(lines):  # of one row the head tells what was asked
        lines = [reply.head, *lines]

    assert len(lines) == len(told)
    assert all(line.startswith(begins) for line, begins in zip(lines, told, strict=True))


@pytest.mark.parametrize(
    ("questions", "head"),
    [
        (
            ("chi fa più ore con lei?", "e se parte due settimane?"),
            "Se mancasse Lucia Bruni, nella rete di Ada:",
        ),
        (("ha una badante?", "e se torna al suo paese?"), "Se mancasse Oksana Melnyk, nella rete di Ada:"),
    ],
)
def test_whom_the_answer_puts_first_is_the_one_who_would_be_away(begin, questions, head):
    assert last(begin(), *questions).head == head


def test_whom_the_answer_puts_first_is_the_one_who_began(begin):
    lines = last(begin(), "chi è il più stanco?", "da quando se ne occupa?").lines

    assert {line.party_id for line in lines} == {"per:lucia"}


def test_among_those_who_were_told_the_one_who_comes_most(begin):
    reply = last(begin(), "chi la segue dei professionisti?", "chi di loro viene più spesso?")

    assert reply.lines[0].text == "Giulia Costa: segue Ada, 3 ore la settimana"
    assert "Lucia Bruni" not in reply.as_markdown()


@pytest.mark.parametrize(
    ("about", "questions"),
    [
        ("per:ada", ("chi è che la aiuta di più?", "e dopo di lei?")),
    ],
)
def test_what_a_list_says_of_each_is_said_again(begin, about, questions):
    conversation = begin(about)
    listed = conversation.ask(questions[0])

    assert len(listed.lines) > 1
    assert conversation.ask(questions[1]).lines == listed.lines


def test_who_signed_each_of_the_agreements_that_were_listed(begin):
    reply = last(begin(""), "quali accordi abbiamo in vigore?", "e chi li ha firmati?")

    assert [line.text for line in reply.lines] == [
        "Coprogettazione del trasporto sociale: fra Ambito territoriale di Valdoria e Associazione Il Filo",
        "Accordo per il percorso assistenziale integrato: fra ASL Esempio e Ambito territoriale di Valdoria",
        "Protocollo per le dimissioni protette: fra ASL Esempio e Comune di Valdoria",
    ]


def test_what_is_to_be_done_has_an_owner_a_day_and_who_else_may(begin):
    reply = last(begin(""), "che si fa per Walter Fedele?", "di chi è il compito?")

    assert reply.lines[0].text.endswith("Riunione della UVM, Elena Fontana")
    assert "Nel percorso di Walter può farlo:" in [line.text for line in reply.lines]


def test_how_a_path_ended_is_asked_of_the_path(a_year, cards, shown):
    talk = Talk(a_year, open_viewer(a_year, "demo"), lambda: cards, TODAY)
    reply = last(talk, "a che punto è il percorso di Cesare Pastore?", "e come mai è finito?")

    assert "il percorso si conclude" in shown(reply).casefold()


def test_how_the_indicator_that_was_told_is_computed(begin):
    reply = last(begin(""), "qual è il tempo dalla segnalazione al primo servizio?", "e come si calcola?")

    assert reply.head == (
        "Dalla segnalazione alla prima prestazione: si calcola così: mediana e P90 della curva di Kaplan–Meier; "
        "giorni di calendario senza le sospensioni."
    )


@pytest.mark.parametrize("question", ["dove abita?", "quanti anni ha?", "che cosa prevede il piano?"])
def test_what_is_asked_of_the_person_stays_hers(begin, question):
    reply = last(begin(), "quali servizi la seguono?", question)

    assert reply.person_id == "per:ada"


@pytest.mark.parametrize(
    "question",
    [
        "Fontana: scadenze a suo carico",
        "la collega fontana ha roba in scadenza?",
        "cosa deve fare questa settimana Elena Fontana?",
        "impegni di Elena Fontana",
    ],
)
def test_of_a_colleague_her_own_rows_are_told_and_no_others(begin, question):
    lines = [line.text for line in begin("").ask(question).lines]

    assert lines[0].startswith("Walter Fedele: Riunione della UVM")
    assert all(line.endswith("(Elena Fontana)") for line in lines)


def test_a_body_that_signed_nothing_has_no_agreement_of_others(begin):
    reply = last(begin(""), "che servizi ha la cooperativa La Ginestra?", "e ha accordi firmati?")

    assert reply.head == "Fra gli accordi in vigore non ce n’è nessuno di questi enti."


def test_another_colleague_is_asked_the_same(begin):
    lines = last(begin(""), "cosa deve fare Elena Fontana?", "e la De Luca invece?").lines

    assert lines
    assert all("(Paola De Luca)" in line.text for line in lines)


def test_a_colleague_who_has_nothing_to_do_has_nobody_elses_rows(begin):
    reply = begin("").ask("il dottor Riva ha qualcosa in sospeso?")

    assert reply.head == "dott. Carlo Riva: nei percorsi che vedi non ha niente che scade."
    assert reply.lines == ()


def test_who_may_not_see_paths_is_told_no_colleagues_rows(begin):
    reply = begin("", "ufficio_di_piano").ask("che scadenze ha Elena Fontana?")

    assert reply.head == "Con il tuo ruolo non si vedono i percorsi, né chi se ne occupa."
    assert reply.lines == ()


@pytest.mark.parametrize("question", ["quanto costa?", "quanto costa il centro diurno?"])
def test_a_word_that_is_a_family_name_too_names_no_colleague(begin, question):
    reply = last(begin(""), "c'è un centro diurno?", question)

    assert reply.head == "Centro diurno Le Querce: costo: quota al giorno secondo l’ISEE."


@pytest.mark.parametrize(
    ("about", "question", "told"),
    [
        (
            "per:ada",
            "Data di firma del PAI e data del prossimo riesame",
            ["18 settembre 2026", "18 marzo 2027"],
        ),
        ("", "con chi è sposata la signora Basile Viola e figli ne ha", ["Luca Pastore", "Michele Basile"]),
        ("", "équipe di Wanda Bellini: chi partecipa e chi manca?", ["Elena Fontana", "case manager"]),
    ],
)
def test_two_things_in_one_sentence_are_both_answered(begin, shown, about, question, told):
    said = shown(begin(about).ask(question))

    assert all(one in said for one in told)


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("ha generi o nuore?", "Per Ada non è scritto nessuno come «generi o nuore»."),
        ("la cognata viene a trovarla?", "Per Ada non è scritto nessuno come «cognata»."),
        ("ha cugini?", "Per Ada non è scritto nessuno come «cugini»."),
    ],
)
def test_of_relatives_nobody_wrote_that_is_said_in_their_word(begin, question, head):
    assert begin().ask(question).head == head


@pytest.mark.parametrize(
    ("about", "question", "who"),
    [
        ("per:ada", "La dirimpettaia come si chiama?", "Rosa Pini"),
        ("", "Coniuge della sig.ra Viola Basile, per il verbale?", "Luca Pastore"),
        ("", "viola basile è vedova o ha marito?", "Luca Pastore"),
    ],
)
def test_who_is_near_is_found_by_what_people_call_her(begin, about, question, who):
    assert [line.text.partition(":")[0] for line in begin(about).ask(question).lines] == [who]


def test_who_did_not_sign_an_agreement_is_told_with_those_who_did(begin):
    reply = begin("").ask("il Comune di Pietrachiara ha firmato il protocollo sulle dimissioni protette?")

    assert reply.head == "Comune di Pietrachiara: fra chi ha firmato non c’è. Ecco chi ha firmato:"
    assert "fra ASL Esempio e Comune di Valdoria" in reply.lines[0].text


def test_after_the_second_of_a_list_the_first_is_not_told_as_next(begin):
    talk = begin("")
    talk.ask("qual è il servizio con l'attesa più lunga?")
    reply = talk.ask("e il secondo?")

    assert reply.head == "Educativa domiciliare: 60 giorni di attesa."
    assert [line.text for line in reply.lines][
        1
    ] == "poi Assistenza domiciliare del Comune: 45 giorni di attesa"
    assert not any("RSA" in line.text for line in reply.lines)
