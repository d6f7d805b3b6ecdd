"""What has ended is told with its outcome and its reason; what was done with its day; what is added up with the sum."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def ended(open_district, cards):
    """Begin a conversation over a district of which many paths have ended."""
    from apps.assistant import Talk
    from coordinator.district.year import walk_year
    from coordinator.protection import open_viewer

    store = open_district(200, ada=True, others=TODAY)
    viewer = open_viewer(store, "demo")
    walk_year(store, viewer, TODAY)
    yield lambda about="": Talk(store, open_viewer(store, "demo"), lambda: cards, TODAY, about)
    store.close()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "com'è andato a finire il percorso di Enrico Forte?",
            [
                "il 24 luglio 2026",
                "obiettivo raggiunto",
                "«restare a casa»: alla verifica del 24 luglio 2026 è andato come",
            ],
        ),
        (
            "perché il percorso di Enrico Cattaneo è stato chiuso?",
            ["La persona rinuncia", "preferisce fare con la famiglia"],
        ),
        (
            "la segnalazione di Filippo Sanna che esito ha avuto?",
            ["15 ottobre 2026", "un altro servizio basta"],
        ),
        (
            "che piano aveva Adriano Forte?",
            ["2 ore la settimana", "alla verifica del 4 maggio 2026 è andato come atteso"],
        ),
    ],
)
def test_what_has_ended_is_told_with_its_outcome(ended, shown, question, told):
    text = shown(ended().ask(question))

    assert [one for one in told if one not in text] == []


@pytest.mark.parametrize(
    ("about", "question", "told"),
    [
        ("per:000029", "quando è stata convocata la UVM?", "Si convoca la UVM: il 10 novembre 2026"),
        ("per:ada", "chi ha chiuso la uvm?", "il 15 settembre 2026, coordinatore UVM"),
        ("per:ada", "quando è stato attivato il piano?", "diventa attivo: il 18 settembre 2026"),
        ("per:000029", "quando si è chiusa la uvm?", "questo passo non risulta ancora fatto"),
        ("per:000173", "il csm ha accettato?", "accettata il 10 novembre 2026, chiesto l’8 novembre 2026"),
        ("per:ada", "quand'è stato l'ultimo bagno?", "bagno assistito: l’ultima volta il 13 novembre 2026, 3 ore"),
        ("per:ada", "quante ore previste e quante date?", "in 7 volte, l’ultima il 13 novembre 2026"),
        ("per:ada", "entro quando deve cominciare la passeggiata?", "da avviare entro il 15 ottobre 2026"),
        ("per:ada", "quando ha smesso i pasti a domicilio?", "dal 1° dicembre 2024 fino al 31 agosto 2025"),
        ("per:ada", "quando ha finito con Sandro Neri?", "fino al 15 luglio 2025"),
    ],
)  # fmt: skip
def test_what_was_done_is_told_with_its_day(begin, shown, about, question, told):
    assert told in shown(begin(about).ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "in totale quante ore la aiutano in una settimana?",
        "sommando tutti, quanta assistenza riceve?",
        "monte ore di aiuto",
    ],
)
def test_the_help_of_all_is_added_up(begin, question):
    reply = begin().ask(question)

    assert reply.head.startswith("In tutto Ada riceve aiuto per 67,5 ore la settimana")
    assert reply.lines[0].text == "Lucia Bruni: 31 ore la settimana"


def test_two_helpers_are_set_side_by_side(begin):
    head = begin().ask("aiuta di più la figlia o la badante?").head

    assert head == (
        "Dà di più Lucia Bruni: 31 ore la settimana, contro 12 ore la settimana di Oksana Melnyk"
        " (19 ore di differenza)."
    )


def test_for_how_long_is_said_in_days(begin, shown):
    told = shown(begin().ask("quanti giorni sono che aspetta l'assistenza domiciliare del comune?"))

    assert "214 giorni" in told


def test_her_own_team_is_no_service_of_that_name(begin, shown):
    told = shown(begin().ask("chi c'è nella sua uvm?"))

    assert "Irene Greco: infermiere" in told
    assert "chi vi lavora" not in told


@pytest.mark.parametrize(
    "question",
    [
        "mi dai i nomi di chi è in carico al SerD?",
        "elenco nominativo dei pazienti del csm",
        "chi è seguito dal centro diurno?",
    ],
)
def test_names_are_refused_plainly_to_who_sees_numbers_alone(begin, question):
    reply = begin("", "ricercatore").ask(question)

    assert reply.head.startswith("Con il tuo ruolo non si vedono i nomi")
    assert reply.lines == ()


def test_an_indicator_goes_on_to_another(begin, shown):
    conversation = begin("")
    conversation.ask("quante persone hanno diritto al percorso?")

    assert "Con il piano verificato" in shown(conversation.ask("e quelle con il piano già verificato?"))


def test_when_one_may_come_to_a_service_is_asked_for_somebody_else(begin, shown):
    told = shown(begin("").ask("un familiare chiede quando può passare allo sportello del PUA"))

    assert "PUA di Valdoria: orari: lun-ven 08:30-13:00" in told
    assert "Sportello casa" not in told


def test_two_answerings_of_a_scale_are_told_on_both_sides(begin):
    reply = begin().ask("le scale sono migliorate rispetto a settembre?")

    assert reply.lines[0].text == (
        "Vita a casa: meglio, da 7 punti (aiuto quasi sempre, 15 settembre 2026)"
        " a 4 punti (aiuto in più momenti, 20 ottobre 2026)"
    )
