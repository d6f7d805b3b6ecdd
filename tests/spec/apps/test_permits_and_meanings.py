"""The conversation says who may see what, what a word means, and on what its last answer rests."""

from datetime import date
from pathlib import Path

import pytest

from coordinator.model.datafile import read_yaml

TODAY = date(2026, 11, 22)
ASSISTANT = Path(__file__).parents[3] / "apps" / "assistant" / "early"


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("chi può vedere il budget di Ada Serravalle?", ["Case manager", "Responsabile comunale"], ["2.340"]),
        ("chi vede i soldi del piano", ["risorse e spese", "Coordinatore del distretto"], ["Medico"]),
        ("l'operatore pua può leggere il piano di Ada Serravalle?", ["No. ", "piano e obiettivi"], []),
        ("il medico vede il budget?", ["No. ", "Medico di medicina generale"], []),
        ("il medico può vedere il piano?", ["Sì. ", "le persone che segue"], []),
        ("i volontari vedono le note del tribunale?", ["No. ", "Operatore del terzo settore"], []),
        ("chi può modificare la rete", ["Chi scrive", "Operatore del punto unico di accesso"], ["Medico"]),
        ("cosa può vedere un volontario", ["Operatore del terzo settore", "piano e obiettivi"], ["spese"]),
    ],
)
def test_who_may_see_what_is_said_from_the_policy(talk, question, says, never, shown):
    reply = talk().ask(question)

    assert reply.intent == "permits"
    assert reply.query == "Letto: la tabella di chi vede che cosa."
    assert ("Chi vede che cosa", "politica") in reply.links
    assert all(one in shown(reply) for one in says)
    assert not any(one in shown(reply) for one in never)


def test_whoever_asks_is_told_what_her_own_role_sees(talk):
    assert talk(role="operatore_pua").ask("posso leggere il piano?").head.startswith("No. Il tuo ruolo (Oper")
    assert talk(role="case_manager").ask("posso vedere il budget?").head.startswith("Sì. Il tuo ruolo (Case")


@pytest.mark.parametrize("question", ["chi può convocare la uvm", "chi ha guardato la scheda di Ada?"])
def test_a_step_of_the_path_and_past_looks_are_not_asked_of_the_policy(talk, question):
    assert talk("per:ada").ask(question).intent != "permits"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("che cos'è la densità della rete", ["Quanto si conoscono", "m / (n(n−1)/2)", "Wasserman"]),
        ("come si calcola la densità?", ["m / (n(n−1)/2)"]),
        ("cosa vuol dire E-I", ["(E − I) / (E + I)", "Krackhardt"]),
        ("cosa si intende per indice di continuità", ["Bice"]),
        ("cos'è il carico di un servizio?", ["persone in carico / posti"]),
        ("che vuol dire P90", ["nove persone su dieci"]),
        ("che cos'è l'ecomappa", ["Il disegno di chi c’è intorno"]),
        ("chi è il case manager e che cosa fa", ["tiene le fila di un caso"]),
    ],
)
def test_a_word_of_ours_is_explained_with_its_formula_and_source(begin, question, says, shown):
    reply = begin("").ask(question)

    assert reply.intent == "meaning"
    assert reply.query.startswith("Letto: ")
    assert all(one in shown(reply) for one in says)


@pytest.mark.parametrize(
    ("question", "urn"),
    [
        ("che cos'è la UVM?", "urn:nir:stato:decreto.legislativo:2024-05-03;62~art24-com1"),
        ("cosa significa PAI", "urn:nir:stato:decreto.legislativo:2024-03-15;29~art27-com16"),
        ("Che cosa sono i LEPS?", "urn:nir:stato:legge:2021-12-30;234~art1-com159"),
    ],
)
def test_a_word_of_the_norms_is_explained_in_our_words_and_by_them(begin, question, urn):
    reply = begin("").ask(question)

    assert ", in parole nostre: " in reply.head
    assert reply.head.endswith(" Dalle norme:")
    assert urn in [quote["urn"] for quote in reply.answer.as_json()["quotes"]]


def test_of_a_person_the_same_word_asks_who_it_is(talk):
    assert talk("per:ada").ask("chi è il case manager?").lines[0].text.startswith("Paola De Luca")


def test_each_provision_of_the_glossary_has_its_card():
    cards = (ASSISTANT.parents[2] / "knowledge" / "cards").glob("*.yaml")
    known = {card["ref"] for one in cards for card in read_yaml(one.read_text(encoding="utf-8"))["cards"]}
    rows = read_yaml((ASSISTANT / "glossary.yaml").read_text(encoding="utf-8"))

    assert [row["title"] for row in rows if row.get("urn") and row["urn"] not in known] == []


def test_each_measure_of_the_glossary_and_each_word_of_the_permits_is_known():
    from coordinator.network.measures import catalogue
    from coordinator.protection import policy

    rows = read_yaml((ASSISTANT / "glossary.yaml").read_text(encoding="utf-8"))
    cues = read_yaml((ASSISTANT / "permits.yaml").read_text(encoding="utf-8"))

    assert {row["measure"] for row in rows if "measure" in row} <= set(catalogue())
    assert set(cues["resources"]) <= set(policy().resources)
    assert set(cues["roles"]) == set(policy().grants)


@pytest.mark.parametrize("follow", ["quale norma lo dice?", "in base a quale articolo?", "e quale legge?"])
def test_the_norms_of_a_computed_answer_are_told_when_asked(begin, follow):
    talk = begin()
    talk.ask("che cosa le spetta?")
    reply = talk.ask(follow)

    assert reply.head == "Viene da queste norme:"
    assert all(line.norm for line in reply.lines)
    assert any("scheda redazionale" in line.text for line in reply.lines)


@pytest.mark.parametrize("follow", ["perché?", "da dove lo sai?", "come l'hai calcolato?"])
def test_an_answer_of_no_norm_says_how_it_was_made(begin, follow):
    talk = begin()
    talk.ask("chi la segue?")
    reply = talk.ask(follow)

    assert reply.head == "Non viene da una norma: è ricavato dai dati scritti in Ponte."
    assert reply.lines[0].text.startswith("È calcolato da Ponte, senza modelli, leggendo: i legami di Ada")
    assert "per:lucia" in reply.records


def test_whether_a_role_may_see_money_is_a_yes_or_a_no_first(begin):
    assert begin("").ask("il medico di famiglia può vedere le spese?").head == (
        "No. Il ruolo «Medico di medicina generale» non vede «risorse e spese del piano»."
    )


def test_what_a_role_does_not_see_is_listed(begin):
    reply = begin("").ask("che cosa non vede il medico di base?")

    assert reply.head == "Il ruolo «Medico di medicina generale» non vede, della persona e del suo percorso:"
    assert "risorse e spese del piano" in [line.text for line in reply.lines]
    assert "piano e obiettivi" not in [line.text for line in reply.lines]
