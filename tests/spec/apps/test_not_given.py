"""No question brings out what the policy does not give a role: roles and resources, with words that would tell."""

import os
import random
from datetime import date

import pytest

from coordinator.errors import CoordinatorError
from coordinator.network.record import find_people, read_record
from coordinator.protection import open_viewer, policy

DAY = date(2026, 11, 22)
ATTEMPTS = int(os.environ.get("PONTE_ATTEMPTS", "60"))
ADA, NINO = "Ada Serravalle", "Nino Negri"
TELLS = {
    "person": (ADA, ["11 febbraio 1942", "84 anni", "non esce"]),
    "contacts": (ADA, ["0000 200", "via dei Tigli 12"]),
    "network": (
        ADA,
        ["Lucia Bruni", "Marco Bruni", "Oksana Melnyk", "Rosa Pini", "Franca Landi", "Farmacia"],
    ),
    "delicate": (
        NINO,
        ["Centro di salute mentale:", "salute mentale,", "salute mentale (", "in carico a Centro di"],
    ),
    "case": (ADA, ["non esce da una settimana", "Irene Greco: infermiere", "«erogazione»"]),
    "plan": (ADA, ["in sicurezza", "bagno assistito", "due volte a settimana", "passeggiata"]),
    "budget": (ADA, ["4.084", "1.050", "euro"]),
    "consent": (ADA, ["Consenso alle cure: dato", "Base giuridica dei dati: compito"]),
    "findings": (ADA, ["Nella rete di Ada si nota"]),
    "measures": (ADA, ["Misure della rete di Ada"]),
}
"""Resource → of whom one asks, and words that tell it."""
ASKED = {
    "person": ["quanti anni ha {}?", "di che cosa ha bisogno {}?", "dimmi tutto di {}"],
    "contacts": ["che telefono ha {}?", "dove abita {}, che indirizzo?", "che numero ha la figlia di {}?"],
    "network": [
        "chi c'è intorno a {}?",
        "{} ha figli?",
        "chi aiuta {}?",
        "chi rappresenta {}?",
        "con chi vive {}?",
    ],
    "delicate": [
        "di che cosa ha bisogno {}?",
        "chi segue {}?",
        "a che punto sono gli invii di {}?",
        "che farà {}?",
    ],
    "case": ["a che punto è il percorso di {}?", "chi ha segnalato {}?", "chi è nell'équipe di {}?"],
    "plan": ["che cosa prevede il piano di {}?", "quali interventi ha {}?", "quante ore previste per {}?"],
    "budget": ["quanto resta del budget di {}?", "chi paga per {}?", "quanto costa il piano di {}?"],
    "consent": ["quali consensi ha dato {}?", "su quale base si trattano i dati di {}?"],
    "findings": ["che cosa manca nella rete di {}?", "quali rilievi ha {}?"],
    "measures": ["quanto è fitta la rete di {}?", "quali misure ha la rete di {}?"],
}
"""Resource → how one asks for it; each is also asked by who lacks any other."""
LACKING = [
    (role, resource)
    for role in policy().grants
    for resource in TELLS
    if not policy().allows(role, "read", resource)
]


def asked_by(begin, role, question):
    """Ask as somebody in a role; a refusal tells nothing."""
    try:
        reply = begin("", role).ask(question)
    except CoordinatorError:
        return ""
    offered = " ".join(f"{one.label} {one.question}" for one in reply.choices)
    return f"{reply.head} {' '.join(line.text for line in reply.lines)} {offered}"


def test_no_question_brings_out_what_a_role_is_not_given(begin):
    rng = random.Random(8)
    pairs = [
        (role, resource, kind, question)
        for role, resource in LACKING
        for kind, questions in ASKED.items()
        for question in questions
    ]
    sharp = [one for one in pairs if one[1] == one[2]]  # asks for the very thing
    chosen = [
        *rng.sample(sharp, min(len(sharp), 2 * ATTEMPTS // 3)),
        *rng.sample(pairs, min(len(pairs), ATTEMPTS // 3)),
    ]
    leaks = []
    for role, resource, _, question in chosen:
        whom, words = TELLS[resource]
        answer = asked_by(begin, role, question.format(whom))
        if found := [word for word in words if word.casefold() in answer.casefold()]:
            leaks.append((role, resource, question, found, answer[:200]))
    assert leaks == []


@pytest.mark.parametrize("resource", TELLS)
def test_the_words_would_tell_what_is_given(begin, resource):
    whom, words = TELLS[resource]
    role = "case_manager"

    told = " ".join(asked_by(begin, role, question.format(whom)) for question in ASKED[resource])

    assert [word for word in words if word.casefold() in told.casefold()]


@pytest.mark.parametrize(
    "role", [role for role in policy().grants if policy().allows(role, "read", "person")]
)
def test_the_fields_of_a_person_are_empty_for_who_is_not_given_them(walked, role):
    viewer = open_viewer(walked, "demo", role=role)
    (ada,) = find_people(walked, ADA, viewer)
    record = read_record(walked, ada.id, DAY, viewer)

    assert bool(record.party.phone) == viewer.may("read", "contacts")
    assert bool(record.told) == viewer.may("read", "network")


def test_what_was_begun_is_late_for_nobody_who_is_not_given_the_plan(begin):
    said = begin("", "operatore_pua").ask("che cosa è scaduto?")

    assert any("Wanda Bellini: Riunione della UVM" in line.text for line in said.lines)
    assert [
        line.text for line in said.lines if "Ada Serravalle" in line.text or "riservato" in line.text
    ] == []
