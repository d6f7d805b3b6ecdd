"""Draw what is known about Ada in a few lines, and ask what is noticed."""

from datetime import date

import pytest

from coordinator.findings.evaluate import notice
from coordinator.findings.facts import ContactFact, Facts, NeedFact, PartyFact, RoleFact, TieFact, World
from coordinator.model import vocabulary

DAY = date(2026, 10, 31)
KINDS = {
    "per": "persona", "pra": "professionista", "svc": "servizio", "ist": "ente", "com": "comunita",
}  # fmt: skip
READ = {
    **dict.fromkeys(("strength", "strain"), int),
    **dict.fromkeys(("hours_per_week", "hours_available"), float),
    **dict.fromkeys(("conflict", "hidden"), bool),
    **dict.fromkeys(("confirmed_on", "stated_on", "born_on", "died_on", "checked_on"), date.fromisoformat),
    "offers": lambda text: frozenset(text.split(",")),
}
NUMBERS = ("strength", "hours_per_week", "hours_available", "strain")
UNSAID = {
    **dict.fromkeys(("until", "confirmed_on", "frequency", "support", *NUMBERS)),
    **dict.fromkeys(("conflict", "hidden"), False),
}


def full(word):
    """The id of a word of the drawing: a bare one is a person."""
    return word if ":" in word else f"per:{word}"


def said(words):
    """What ``name=value`` words say."""
    pairs = (word.split("=", 1) for word in words)
    return {name: READ.get(name, str)(value) for name, value in pairs}


class Drawing:
    """A world that grows line by line."""

    def __init__(self):
        self.world = World(DAY)
        self.lines = 0

    def party(self, word, **more):
        party = full(word)
        if party not in self.world.parties or more:
            name = party.partition(":")[2].capitalize()
            self.world.parties[party] = PartyFact(party, KINDS[party[:3]], name, **more)
        return party

    def read(self, line):
        self.lines += 1
        first, *words = line.split()
        reader = getattr(self, f"read_{first}", None)
        if reader:
            reader(*words)
        else:
            self.tie(first, *words)

    def read_party(self, word, *words):
        self.party(word, **said(words))

    def read_need(self, need, *ended):
        term = vocabulary().term("needs", need)
        fact = NeedFact(self.lines, need, term.label, term.more["life_domain"], not ended)
        self.world.needs["per:ada"].append(fact)

    def read_role(self, role, holder):
        self.world.roles["per:ada"].append(RoleFact(self.lines, role, self.party(holder)))

    def read_contact(self, day, kind, other):
        fact = ContactFact(self.lines, date.fromisoformat(day), kind, self.party(other))
        self.world.contacts["per:ada"].append(fact)

    def tie(self, start, kind, end, *words):
        since = words[0] if words and "=" not in words[0] else "2026-01-01"
        more = UNSAID | said(word for word in words if "=" in word)
        term = vocabulary().tie_kind(kind)
        more["support"] = more["support"] or term.support
        ends = {"start": self.party(start), "end": self.party(end)}
        since = date.fromisoformat(since)
        self.world.add_tie(TieFact(key=self.lines, kind=kind, label=term.label, since=since, **ends, **more))


@pytest.fixture
def noticed():
    """The findings on Ada in a drawing, of one rule or of all."""

    def ask(text, rule=None):
        drawing = Drawing()
        drawing.party("ada")
        for line in filter(None, map(str.strip, text.splitlines())):
            drawing.read(line)
        found = list(notice(Facts(drawing.world, "per:ada")))
        return [one for one in found if rule in (None, one.rule_id)]

    return ask
