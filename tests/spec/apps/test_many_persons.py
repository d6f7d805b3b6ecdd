"""A question about many persons is read whole or not at all, and answered with how many and who."""

from datetime import date

import pytest

from apps.assistant.census.words import read_census, read_onward
from apps.assistant.reading.of_many import Fact, Names
from coordinator.network.wanted import Having, Wanted

DAY = date(2026, 11, 22)
NAMES = Names(
    {"sad": ("svc:sad",), "centro diurno": ("svc:centro",)},
    {"rocca": "rocca", "valdoria": "valdoria"},
    {"monitoraggio": "monitoraggio", "uvm": "valutazione_multidimensionale"},
    {"leo giordani": "pra:giordani"},
    {"vita a casa": "vita_a_casa"},
)
NEVER = date(1850, 1, 1)
HELPERS = ("caregiver_principale", "caregiver", "assistente_familiare")
HELPING = (*HELPERS, "volontariato", "segue")
CARERS = ("caregiver_principale", "caregiver")

READ = {
    "quanti hanno più di 80 anni?": Wanted(least_age=81),
    "ci sono ultraottantenni?": Wanted(least_age=80),
    "elenco degli over 75": Wanted(least_age=75),
    "quante persone tra 65 e 74 anni": Wanted(least_age=65, most_age=74),
    "chi ha meno di diciotto anni": Wanted(most_age=17),
    "quanti minori seguiamo": Wanted(most_age=17),
    "donne anziane che vivono da sole": Wanted(least_age=65, sex="F", alone=True),
    "chi vive solo a rocca": Wanted(areas=("rocca",), alone=True),
    "chi non vive da solo": Wanted(alone=False),
    "persone senza caregiver": Wanted(ties=(Having(CARERS, present=False),)),
    "chi ha il caregiver stremato": Wanted(ties=(Having(CARERS, strain=2),)),
    "chi non ha la badante e vive sola": Wanted(
        alone=True, ties=(Having(("assistente_familiare",), present=False),)
    ),
    "quante persone hanno bisogno di spostamenti": Wanted(needs=("spostamenti",)),
    "chi ha bisogno di compagnia e non ha risposta": None,
    "chi ha bisogni scoperti a valdoria": Wanted(areas=("valdoria",), unmet=True),
    "chi aspetta da più tempo?": Wanted(ties=(Having(("in_attesa", "segnalato")),), order="longest"),
    "quanti sono in lista d'attesa per il SAD": Wanted(
        ties=(Having(("in_attesa", "segnalato"), others=("svc:sad",)),)
    ),
    "chi frequenta il centro diurno": Wanted(ties=(Having(("in_carico",), others=("svc:centro",)),)),
    "chi non sentiamo da tre mesi": Wanted(quiet_since=date(2026, 8, 24), order="quietest"),
    "qual è la persona più anziana? chi": None,
    "chi è più isolato": Wanted(order="fewest"),
    "quanti utenti abbiamo": Wanted(),
    "anziani nati prima del 1940": Wanted(least_age=65, born_to=date(1939, 12, 31)),
    "c'è una signora nata nel 44 a rocca": Wanted(
        sex="F", areas=("rocca",), born_from=date(1944, 1, 1), born_to=date(1944, 12, 31)
    ),
    "chi compie 84 anni quest'anno": Wanted(born_from=date(1942, 1, 1), born_to=date(1942, 12, 31)),
    "quanti nonni over 90 stanno da soli?": Wanted(least_age=90, alone=True),
    "mi fai vedere chi e senza badante a valdoria": Wanted(
        areas=("valdoria",), ties=(Having(("assistente_familiare",), present=False),)
    ),
    "a chi manca il case manager?": Wanted(ties=(Having(("case_manager",), present=False),)),
    "chi non vedo da tre mesi": Wanted(quiet_since=date(2026, 8, 24), order="quietest"),
    "quanti ottantenni e passa vivono a rocca": Wanted(least_age=80, areas=("rocca",)),
    "c'è qualcuno che non ha né medico né caregiver": Wanted(
        ties=(Having(CARERS, present=False), Having(("medico_base",), present=False))
    ),
    "e quelli che non hanno il sad?": Wanted(
        ties=(Having(("in_carico",), present=False, others=("svc:sad",)),)
    ),
    "anziani con più di 85 anni": Wanted(least_age=86),
    "chi ha novantatré anni o più": Wanted(least_age=93),
    "quante persone con più di mille anni": Wanted(least_age=1001),
    "chi è rimasto senza medico": Wanted(ties=(Having(("medico_base",), present=False),)),
    "quali caregiver fanno più di 30 ore a settimana": Wanted(ties=(Having(HELPERS, hours=30.0),)),
    "chi non ha nessuno che lo aiuta in casa?": Wanted(ties=(Having(HELPING, present=False),)),
    "persone mai contattate": Wanted(quiet_since=NEVER),
    "chi non è mai stato visto": Wanted(quiet_since=NEVER),
    "chi non riceve visite da sei mesi": Wanted(quiet_since=date(2026, 5, 26), order="quietest"),
    "chi ha il SAD e anche il centro diurno": Wanted(
        ties=(Having(("in_carico",), others=("svc:sad",)), Having(("in_carico",), others=("svc:centro",)))
    ),
    "chi è solo e senza servizi": Wanted(alone=True, ties=(Having(("in_carico",), present=False),)),
    "chi ha l'amministratore di sostegno": Wanted(ties=(Having(("amministratore_sostegno", "tutore")),)),
    "chi ha problemi a muoversi": Wanted(needs=("spostamenti",)),
    "chi ha compiuto settant'anni e va al centro diurno": Wanted(
        least_age=70, ties=(Having(("in_carico",), others=("svc:centro",)),)
    ),
    "ultrasettantenni seguiti dal SAD": Wanted(
        least_age=70, ties=(Having(("in_carico",), others=("svc:sad",)),)
    ),
    "chi ha il SAD o il centro diurno": Wanted(
        ties=(Having(("in_carico",), others=("svc:sad", "svc:centro")),)
    ),
    "chi ha sia il SAD che il centro diurno": Wanted(
        ties=(Having(("in_carico",), others=("svc:sad",)), Having(("in_carico",), others=("svc:centro",)))
    ),
    "quelli che non vivono a Rocca": Wanted(areas=("valdoria",)),
    "chi sta a Rocca o a Valdoria": Wanted(areas=("rocca", "valdoria")),
    "chi non è donna e vive solo": Wanted(sex="M", alone=True),
    "persone non anziane senza badante": Wanted(
        most_age=64, ties=(Having(("assistente_familiare",), present=False),)
    ),
    "chi ha la badante ma non il medico": Wanted(
        ties=(Having(("assistente_familiare",)), Having(("medico_base",), present=False))
    ),
    "quante donne hanno un familiare che assiste per più di 12 ore": Wanted(
        sex="F", ties=(Having(HELPERS, hours=12.0),)
    ),
    "persone con un solo caregiver e niente servizi, i nomi per favore": Wanted(
        ties=(Having(CARERS, least=1, most=1), Having(("in_carico",), present=False))
    ),
    "chi è seguito da almeno tre servizi": Wanted(ties=(Having(("in_carico",), least=3),)),
    "chi ha più di un servizio e vive solo": Wanted(alone=True, ties=(Having(("in_carico",), least=2),)),
    "utenti privi di badante, medico e tutore": Wanted(
        ties=(
            Having(("assistente_familiare",), present=False),
            Having(("medico_base",), present=False),
            Having(("amministratore_sostegno", "tutore"), present=False),
        )
    ),
    "donne seguite da Leo Giordani": Wanted(
        sex="F", ties=(Having(("segue", "case_manager", "medico_base"), others=("pra:giordani",)),)
    ),
    "elenco assistiti SAD over 85": Wanted(least_age=85, ties=(Having(("in_carico",), others=("svc:sad",)),)),
    "nominativi donne 65-75 anni con la badante": Wanted(
        least_age=65, most_age=75, sex="F", ties=(Having(("assistente_familiare",)),)
    ),
    "quanti 90enni abbiamo a Rocca": Wanted(least_age=90, most_age=99, areas=("rocca",)),
    "utenti del centro diurno senza SAD": Wanted(
        ties=(
            Having(("in_carico",), present=False, others=("svc:sad",)),
            Having(("in_carico",), others=("svc:centro",)),
        )
    ),
    "chi aspetta da più tempo il SAD?": Wanted(
        ties=(Having(("in_attesa", "segnalato"), others=("svc:sad",)),), order="longest"
    ),
    "quanti hanno tre o più bisogni?": Wanted(many_needs=3),
    "chi ha almeno due bisogni scoperti?": Wanted(many_needs=2, unmet=True),
    "c'è gente in coda per il SAD?": Wanted(ties=(Having(("in_attesa", "segnalato"), others=("svc:sad",)),)),
    "quanti prendono il sad": Wanted(ties=(Having(("in_carico",), others=("svc:sad",)),)),
}


@pytest.mark.parametrize("question", [one for one, wanted in READ.items() if wanted])
def test_what_is_asked_of_each(question):
    asked = read_census(question, DAY, NAMES)

    assert (asked.wanted, asked.rest) == (READ[question], "")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("chi vive solo o ha più di 70 anni", "o"),
        ("chi sta a Rocca e non frequenta più il SAD", "non frequenta piu @servizio"),
        ("donne che non hanno la patente", "non patente"),
        ("chi ha chiesto il SAD e vive solo", "chiesto @servizio"),
    ],
)
def test_a_condition_that_is_not_understood_is_never_left_out(question, left):
    assert read_census(question, DAY, NAMES).rest == left


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("chi non ha ancora il PAI?", Fact("plan", present=False)),
        ("quante persone sono in ritardo", Fact("late")),
        ("persone in monitoraggio", Fact("phase", arg="monitoraggio")),
        ("chi è in UVM", Fact("phase", arg="valutazione_multidimensionale")),
        ("quanti anziani senza percorso aperto", Fact("open", present=False)),
        ("chi è fermo al monitoraggio", Fact("phase", arg="monitoraggio")),
        ("tutti quelli in fase di monitoraggio", Fact("phase", arg="monitoraggio")),
        ("quanti percorsi in monitoraggio", Fact("phase", arg="monitoraggio")),
        ("pratiche aperte con scadenze nei prossimi dieci giorni", Fact("due", arg=10)),
        ("chi ha un PAI ancora da firmare", Fact("signed", present=False)),
        ("persone con un invio respinto", Fact("refused", arg="rifiutata")),
        ("chi è privo di budget", Fact("budget", present=False)),
        ("di chi abbiamo la scala vita a casa", Fact("scale", arg="vita_a_casa")),
        ("chi aspetta ancora la prima prestazione?", Fact("given", present=False)),
        ("percorsi aperti a cui non è partito nessun intervento", Fact("given", present=False)),
        ("quante persone non hanno ancora ricevuto niente", Fact("given", present=False)),
        ("chi ha già avuto qualche intervento", Fact("given")),
        ("quali utenti hanno operatori che non si parlano", Fact("apart", arg="services_unlinked")),
    ],
)
def test_what_is_asked_of_the_path(question, fact):
    asked = read_census(question, DAY, NAMES)

    assert fact in asked.facts
    assert asked.rest == ""


@pytest.mark.parametrize(
    ("question", "unmet"),
    [
        ("quali sono i bisogni più diffusi nel distretto", False),
        ("quali bisogni hanno le persone, i più frequenti?", False),
        ("bisogni senza nessuna risposta, quali sono i più frequenti?", True),
        ("per quali bisogni siamo scoperti?", True),
    ],
)
def test_needs_are_counted_by_how_many_have_each(question, unmet):
    asked = read_census(question, DAY, NAMES)

    assert (asked.by, asked.wanted.unmet, asked.rest) == ("need", unmet, "")


def test_what_every_list_shows_may_be_asked_for():
    asked = read_census("mi servono gli over 80 che abitano da soli, con il comune", DAY, NAMES)

    assert (asked.wanted, asked.rest) == (Wanted(least_age=80, alone=True), "")


def test_the_telephones_of_those_listed_may_be_asked_for_after():
    listed = read_census("chi vive solo a rocca?", DAY, NAMES)

    onward = read_onward("con il numero di telefono", listed, DAY, NAMES)

    assert (onward.wanted, onward.phones) == (listed.wanted, True)


@pytest.mark.parametrize(
    "question",
    [
        "chi la segue?",
        "quanti posti liberi ha il centro diurno?",
        "quali servizi per chi vive solo?",
        "chi ha più di 65 anni può avere la prestazione universale?",
        "a chi spetta l'assegno sopra i 65 anni",
        "chi decide la UVM?",
        "quanti minori con autismo seguiamo",
        "quante ore dà Lucia",
        "chi può vedere il budget",
        "un minore può firmare da solo?",
        "chi vive con lei",
        "minori",
    ],
)
def test_a_question_that_says_more_is_left_to_others(question):
    asked = read_census(question, DAY, NAMES)

    assert asked is None or asked.rest


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("quanti percorsi chiusi quest'anno", Fact("ended", arg=date(2026, 1, 1))),
        ("chi ha finito il percorso nel 2025", Fact("ended", arg=date(2025, 1, 1))),
        ("chi è entrato in carico a ottobre", Fact("begun", arg=(date(2026, 10, 1), date(2026, 10, 31)))),
        ("chi è arrivato a dicembre", Fact("begun", arg=(date(2025, 12, 1), date(2025, 12, 31)))),
        ("quanti percorsi chiusi il mese scorso", Fact("ended", arg=(date(2026, 10, 1), date(2026, 10, 31)))),
        ("chi è arrivato quest'anno", Fact("begun", arg=date(2026, 1, 1))),
        ("chi è entrato in carico negli ultimi tre mesi", Fact("begun", arg=date(2026, 8, 24))),
    ],
)
def test_in_which_days_a_path_began_or_ended(question, fact):
    asked = read_census(question, DAY, NAMES)

    assert (asked.facts, asked.rest) == ((fact,), "")


def test_of_both_sexes_each_is_counted_apart():
    asked = read_census("quanti uomini e quante donne al centro diurno?", DAY, NAMES)

    assert (asked.by, asked.wanted.sex, asked.said) == ("sex", "", ("in carico a «centro diurno»",))


def test_a_question_goes_on_from_the_one_before():
    first = read_census("quante donne over 75 vivono sole a rocca?", DAY, NAMES)
    there = read_onward("e a valdoria?", first, DAY, NAMES)
    men = read_onward("e gli uomini?", there, DAY, NAMES)
    only = read_onward("solo uomini", there, DAY, NAMES)

    assert there.wanted == Wanted(least_age=75, sex="F", areas=("valdoria",), alone=True)
    assert men.wanted == Wanted(least_age=75, sex="M", areas=("valdoria",), alone=True)
    assert only == men
    assert men.said == ("con 75 anni o più", "che vivono da sole", "di Valdoria", "uomini")
    assert read_onward("chi sono?", first, DAY, NAMES) == first
    assert read_onward("e quanto costa?", first, DAY, NAMES) is None


def test_since_when_they_wait_at_least():
    asked = read_census("chi è in lista da più di due mesi?", DAY, NAMES)

    assert asked.wanted.ties == (Having(("in_attesa", "segnalato"), before=date(2026, 9, 23)),)
    assert asked.rest == ""
