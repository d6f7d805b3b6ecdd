"""The page of findings tells whom to look at first."""

from datetime import date

from apps.pages.network.gravest import rows_of
from coordinator.findings import rules
from coordinator.findings.finding import Hit, make_finding

DAY = date(2026, 11, 22)
NAMES = {"per:ada": "Ada Prova", "per:bea": "Bea Prova", "per:zoe": "Zoe Prova"}


def finding(person, severity):
    rule = next(one for one in rules().values() if one.severity == severity)
    return make_finding(rule, person, DAY, Hit(dict.fromkeys(SLOTS, NAMES[person]), []))


SLOTS = [
    word.partition("}")[0] for one in rules().values() for word in one.sentence.split("{")[1:]
]  # every slot that a sentence may have


def test_whoever_has_the_gravest_findings_comes_first_with_how_many_more():
    found = [
        finding("per:ada", "bassa"),
        finding("per:bea", "alta"),
        finding("per:zoe", "bassa"),
        finding("per:zoe", "alta"),
        finding("per:zoe", "alta"),
    ]

    rows = rows_of(found, NAMES)
    assert [(one["name"], one["gravity"], one["more"]) for one in rows] == [
        ("Zoe Prova", "grave", "e 2 altri rilievi"),
        ("Bea Prova", "grave", ""),
        ("Ada Prova", "lieve", ""),
    ]
