"""Lists of who is in hospital or leaving it, was sent by whom, has a plan to review, or services together or not."""

from datetime import date

import pytest

from apps.assistant.census.words import read_census, read_onward
from apps.assistant.reading.of_many import Fact, Names
from coordinator.network.wanted import Having, Wanted

DAY = date(2026, 11, 22)
NAMES = Names(
    {"adi": ("svc:adi",), "sad": ("svc:sad",), "centro diurno": ("svc:centro",), "trasporto": ("svc:bus",),
     "ospedale": ("svc:ospedale",)},
    {"rocca": "rocca", "valdoria": "valdoria"}, {}, {}, {},
)  # fmt: skip
IN_CARE = ("in_carico",)
ADI, SAD, CENTRO = (Having(IN_CARE, others=(one,)) for one in ("svc:adi", "svc:sad", "svc:centro"))


def no(having):
    return Having(having.kinds, present=False, others=having.others)


@pytest.mark.parametrize(
    ("question", "ties"),
    [
        ("utenti con tutti e due i servizi ADI e SAD", {ADI, SAD}),
        ("chi è seguito contemporaneamente da ADI e centro diurno", {ADI, CENTRO}),
        ("chi ha ADI ma non SAD né centro diurno", {ADI, no(SAD), no(CENTRO)}),
        ("chi non ha né l'ADI né il SAD", {no(ADI), no(SAD)}),
        ("chi non ha l'ADI e nemmeno il SAD", {no(ADI), no(SAD)}),
        ("anziani senza ADI e senza centro diurno", {no(ADI), no(CENTRO)}),
        ("utenti solo ADI", {ADI, Having(IN_CARE, most=1)}),
        ("chi fa il centro diurno e prende anche il SAD", {CENTRO, SAD}),
    ],
)
def test_services_are_asked_together_or_one_without_the_other(question, ties):
    asked = read_census(question, DAY, NAMES)

    assert (set(asked.wanted.ties), asked.rest) == (ties, "")


@pytest.mark.parametrize(
    ("question", "needs", "ties"),
    [
        ("per chi ci vuole il trasporto a Rocca", ("spostamenti",), ()),
        (
            "chi ha bisogno di essere accompagnato alle visite ma non ha il trasporto",
            ("spostamenti",),
            (Having(IN_CARE, present=False, others=("svc:bus",)),),
        ),
    ],
)
def test_what_is_needed_is_a_need_and_what_one_has_is_a_service(question, needs, ties):
    asked = read_census(question, DAY, NAMES)

    assert (asked.wanted.needs, asked.wanted.ties, asked.rest) == (needs, ties, "")


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("chi è in dimissione protetta?", Fact("leaving")),
        ("quante dimissioni protette ci sono in corso", Fact("leaving")),
        ("chi sta per tornare a casa dall'ospedale?", Fact("leaving")),
        ("chi è ricoverato adesso?", Fact("hospital")),
        ("c'è qualcuno in ospedale dei nostri?", Fact("hospital")),
        ("persone dimesse negli ultimi 6 mesi", Fact("home", arg=date(2026, 5, 26))),
        ("chi ha il piano scaduto", Fact("review_late", arg="late")),
        ("a chi scade il PAI?", Fact("review")),
        ("quali piani non sono stati rivisti da sei mesi?", Fact("stale", arg=date(2026, 5, 26))),
        ("persone segnalate dalla farmacia", Fact("sent_by", arg="farmacia")),
        ("quanti casi ci sono arrivati dal medico di base?", Fact("sent_by", arg="mmg")),
        ("chi è arrivato dall'ospedale quest'anno", Fact("sent_by", arg="ospedale:2026-01-01")),
    ],
)
def test_a_list_by_the_path_is_read_whole(question, fact):
    asked = read_census(question, DAY, NAMES)

    assert (asked.facts, asked.rest) == ((fact,), "")


def test_the_same_is_asked_of_others_who_sent_persons():
    first = read_census("quanti casi arrivati dal medico di base?", DAY, NAMES)

    assert read_onward("e dai vicini?", first, DAY, NAMES).facts == (Fact("sent_by", arg="vicini"),)


@pytest.mark.parametrize(
    "question",
    [
        "persone con la figlia che non ce la fa più",
        "chi ha la moglie esaurita",
        "famiglie dove chi assiste è allo stremo",
    ],
)
def test_a_tired_relative_is_asked_for_in_many_ways(question):
    carers = Having(("caregiver_principale", "caregiver"), strain=2)

    assert read_census(question, DAY, NAMES).wanted == Wanted(ties=(carers,))


@pytest.fixture
def ask(walked, cards):
    """Ask one question; the answer."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    return lambda question: Talk(walked, open_viewer(walked, "demo"), lambda: cards, DAY).ask(question)


def test_who_sent_them_is_said_with_the_day(ask):
    assert [one.text for one in ask("chi è arrivato dall'ospedale quest'anno").lines] == [
        "Wanda Bellini: 97 anni; Pietrachiara; segnalata il 13 ottobre 2026 da: il reparto"
    ]


def test_who_came_home_from_a_hospital_is_said_with_the_day(ask):
    told = ask("persone dimesse negli ultimi 24 mesi")

    assert [one.text for one in told.lines] == [
        "Wanda Bellini: 97 anni; Pietrachiara; «97 anni, appena dimessa», scritto il 14 ottobre 2026",
        "Ada Serravalle: 84 anni; Valdoria; uscita dall’ospedale il 2 maggio 2025",
    ]


def test_whose_plan_is_to_be_reviewed_is_said_with_the_day(ask):
    assert ask("a chi scade il PAI?").lines[0].text.endswith("«Riesame del progetto» entro il 18 marzo 2027")


def test_from_where_persons_come_is_counted(ask):
    told = ask("da dove arrivano le segnalazioni?")

    assert told.head == "Le persone che vedi con un percorso aperto, da chi ha segnalato:"
    assert "Dall’ospedale: 1 persona" in [one.text for one in told.lines]
