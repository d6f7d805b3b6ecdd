"""The conversation sums a person up, plays through a renunciation, and says who is loaded and where needs are unmet."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("mi fai un riassunto di Ada Serravalle per il medico", ""),
        ("una sintesi, per favore", "per:ada"),
        ("riassumimi la situazione di Ada Serravalle", ""),
        ("chi è questa signora?", "per:ada"),
    ],
)
def test_a_person_is_summed_up_line_by_line_each_with_its_page(begin, question, about, shown):
    reply = begin(about).ask(question)

    assert reply.head == "Ada Serravalle in breve, al 22 novembre 2026:"
    for one in (
        "84 anni (nata: 11 febbraio 1942)", "spostarsi", "Lucia Bruni: caregiver principale", "dott. Aldo Fabbri",
        "Servizi attivi: ADI di Valdoria", "In lista d’attesa: Assistenza domiciliare del Comune", "18 marzo 2027",
        "bagno assistito (Irene Greco)", "scala ripida", "e ne può dare 24",
    ):  # fmt: skip
        assert one in shown(reply)
    assert all(line.href for line in reply.lines)
    assert any(page.startswith("documenti?id=") for _, page in reply.links)


def test_a_summary_holds_only_what_the_role_sees(begin, shown):
    for role in ("medico", "operatore_pua"):
        text = shown(begin(role=role).ask("una sintesi"))
        assert "euro" not in text
        assert ("bagno assistito" in text) is (role == "medico")


@pytest.mark.parametrize(
    "question",
    [
        "rinuncia al centro diurno: che succede?",
        "e se non va più al centro diurno?",
        "se lascia il centro diurno?",
    ],
)
def test_without_a_service_the_unmet_need_and_the_free_places_elsewhere_are_said(begin, question, shown):
    reply = begin().ask(question)

    assert reply.intent == "absence"
    assert "Resterebbero senza risposta: sollievo per chi cura." in shown(reply)
    assert "In alternativa, per preparare e avere i pasti: Pasti a domicilio: 11 posti liberi" in shown(reply)


def test_who_is_left_is_named_when_it_is_asked(begin, shown):
    assert "Oksana Melnyk (12 ore)" in shown(begin().ask("se lucia va via due settimane chi resta?"))


@pytest.mark.parametrize("question", ["quando è stato l'ultimo ricovero?", "è mai stata in ospedale?"])
def test_stays_in_hospital_are_those_written(begin, question):
    reply = begin().ask(question)

    assert [line.text for line in reply.lines] == [
        "2 maggio 2025: esce, Ospedale - Medicina",
        "21 aprile 2025: entra, Ospedale - Medicina",
    ]
    assert "svc:medicina" in reply.records


def test_no_stay_is_said_where_none_is_written(begin):
    reply = begin("").ask("Paola Battaglia quando è stata ricoverata?")

    assert reply.head.startswith("Per Paola qui non è scritto nessun ricovero")


@pytest.mark.parametrize("question", ["è stata ricoverata di recente?", "ricoveri?", "ultime dimissioni"])
def test_a_hospital_of_which_only_the_path_tells_is_told(begin, question):
    reply = begin("per:000029").ask(question)

    assert reply.head.startswith("Per Wanda")
    assert "non sono scritti i giorni di un ricovero, ma il percorso ne parla:" in reply.head
    assert [line.text for line in reply.lines] == [
        "Lettura al PUA, 14 ottobre 2026: «97 anni, appena dimessa»",
        "Segnalazione (ospedale), 13 ottobre 2026: «torna a casa con poca autonomia»",
    ]


def test_who_left_a_hospital_counts_whom_only_words_tell_of(begin):
    reply = begin("").ask("chi è stato dimesso dall'ospedale di recente?")

    assert "Wanda Bellini" in reply.lines[0].text
    assert "«97 anni, appena dimessa», scritto il 14 ottobre 2026" in reply.lines[0].text


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("chi altri aiuta Ada Serravalle oltre a Lucia?", ""),
        ("chi c'è oltre alla figlia?", "per:ada"),
        ("a parte Lucia chi la aiuta", "per:ada"),
    ],
)
def test_whoever_is_left_out_of_a_question_is_left_out_of_the_answer(begin, question, about, shown):
    reply = begin(about).ask(question)

    assert reply.head == "Oltre a Lucia Bruni, aiutano Ada:"
    assert "Oksana Melnyk" in shown(reply)
    assert not any(line.text.startswith("Lucia") for line in reply.lines)


@pytest.mark.parametrize(
    "question", ["chi avvisa Lucia se Ada va in ospedale?", "Marco e Lucia vanno d'accordo?"]
)
def test_of_two_names_the_one_who_is_helped_is_the_subject(begin, question):
    reply = begin("" if "Ada" in question else "per:ada").ask(question)

    assert reply.intent == "knows"
    assert reply.head.endswith("fra chi aiuta Ada:")


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("chi è la figlia?", "il suo numero?", "0000 200301"),
        ("come si chiama la caregiver?", "e il telefono?", "0000 200301"),
        ("chi la segue?", "il suo numero?", "0000 200300"),
    ],
)
def test_her_number_is_of_the_one_just_named(begin, first, then, says, shown):
    talk = begin()
    talk.ask(first)

    assert says in shown(talk.ask(then))


def test_how_often_somebody_comes_is_said_with_the_last_time_and_no_date_is_made_up(begin, shown):
    text = shown(begin().ask("quando viene l'infermiera?"))

    assert "Irene Greco: ogni settimana" in text
    assert "l’ultima volta il 20 ottobre 2026" in text
    assert "Il giorno della prossima volta non è scritto." in text


@pytest.mark.parametrize("question", ["chi non era d’accordo e che cosa ha detto?", "che pareri hanno dato?"])
def test_opinions_are_said_the_differing_one_first(begin, question):
    reply = begin().ask(question)

    assert reply.lines[0].text == "Paola De Luca (non è d’accordo): la figlia è stanca"
    assert reply.lines[1].text == "Irene Greco: si lava con aiuto"


@pytest.mark.parametrize(
    "question",
    ["chi nella mia équipe è più carico?", "chi ha il carico più alto?", "quanti casi ha ogni operatore?"],
)
def test_the_load_of_each_is_counted_on_persons_and_open_paths(begin, question, shown):
    reply = begin("").ask(question)

    assert reply.head == "Fra le persone che vedi e nei 6 percorsi aperti, chi ha di più per primo:"
    held = "Paola De Luca: segue 1 persona; in équipe per 1 percorso, case manager di 1; 1 termine o compito aperto"
    assert held in shown(reply)


def test_who_sees_no_paths_is_told_no_load(begin):
    assert begin("", role="ufficio_di_piano").ask("chi è più carico fra gli operatori?").lines == ()


@pytest.mark.parametrize("question", ["confronta i comuni", "confronta Valdoria e Pietrachiara"])
def test_comuni_are_put_side_by_side(begin, question, shown):
    reply = begin("").ask(question)

    assert reply.head == "Comune per comune:"
    assert reply.lines[-1].page == "governo"
    assert ("Rocca" in shown(reply)) is ("comuni" in question)


def test_the_needs_that_are_met_least_come_first(begin):
    reply = begin("").ask("qual è il bisogno più scoperto?")

    assert reply.head == "I bisogni, dal meno seguito da un servizio:"
    assert reply.lines[0].text.startswith("un alloggio: seguiti meno di 5")


@pytest.mark.parametrize("about", ["", "per:ada"])
def test_papers_are_not_photographed_here_and_it_says_so(begin, about):
    reply = begin(about).ask("posso fotografare il verbale?")

    assert reply.intent == "help"
    assert reply.lines[0].text.startswith("Ponte non tiene foto né scansioni")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("quanto manca x avere il sad", "aspetta dal 22 aprile 2026, da 214 giorni"),
        ("ke servizi ha gia", "ADI di Valdoria"),
        ("chi decide sul suo piano?", "Tiene il piano: Paola De Luca, case manager"),
    ],
)
def test_a_hurried_hand_is_read(begin, question, says, shown):
    assert says in shown(begin().ask(question))


def test_a_note_on_a_carer_is_proposed_for_whom_she_cares(begin):
    reply = begin("").ask("segna che domani alle 10 chiamo lucia bruni")

    assert reply.head.startswith("Scrivo nel diario di Ada")
