"""Recognise, without a language model, what a question is about: the norms, a person, a day's work, Ponte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from apps.assistant.reading.likeness import likeness
from apps.assistant.reading.words import listed, normal

POINTS = {"first": 30, "sure": 6, "strong": 3, "weak": 1}
WORTH = 0.04
"""What a point of the words is worth beside the likeness to examples, which knows better the more there are."""

MOST = 8
"""Points that count at most."""

NEAR = 0.05
"""How near to the best another reading must come to be asked about."""

ALIKE = 0.35
"""The same, where their words say exactly as much."""

OF_HER = r"(?:si|faceva|fa|ha) (?:a )?(?:chiam|lav|vest|muov|sent|comport|alz|nutr|aliment|mantien|trova )"
"""What a person does or is called: "come si lava?" asks of her, and for no use of Ponte."""

HOW_TO = re.compile(
    rf" (?:e |ma |scusa )?(?!come {OF_HER})(?:come|dove|in che modo) (?:si|faccio|posso|puoi|[a-z]{{3,}}o) "
)
"""How a question begins that asks for the use of Ponte: "come invito …", "dove segno …"."""

HOW_WORTH = 0.25
"""What such a beginning is worth."""

UNTOLD = 0.32
"""
The same, where no word of the kind is there, only likeness: above it more than six in ten are told rightly of those
that no example is like.
"""

UNTOLD_OF_ALL = 0.42
"""The same, for what is asked of no single person: an answer that overlooks what else was said would be of too many."""

FAINT = 0.2
"""The least that a kind must reach to be taken."""

NOBODYS = 0.3
"""What a question of a person loses when it speaks of nobody."""

ORDERED = 0.5
"""What an order that has no examples gains by its words."""

OF_A_NAME = 0.15
"""What the others lose when somebody is named."""

NOUNS = "|".join(sorted(listed("nouns")))
"""Beginnings of words before which "la" and "le" are articles."""

ABOUT_HER = re.compile(
    r" (?:lei|lui|sua|suo|suoi|sue|questa persona|signora|signor) "
    rf"| (?:chi|che|cosa|come|quando|quanto|dove|perche|non|si|ci|se|quali|ancora|li|cui) (?:la|lo|le|gli) (?!{NOUNS})"
    r"| l'(?:ha|hanno|abbiamo|aiut|assist|accompagn|accud|aspett|avev)"
    r"| (?:la|lo|le|gli) (?:segu|aiut|assist|spett|serv|rived|accompagn|cura |accud|manc|conosc|present|mand|sent)"
    r"|[aei]r(?:la|lo|le|gli) "
)
"""Words that speak of someone without a name: "chi la segue?"."""

NORMS = "norms"
HELP = "help"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question may be about."""

    id: str
    of: str  # person, worker, nobody
    question: str  # how it is offered when two readings fit
    alone: bool  # whether it is also asked of nobody in particular
    dated: bool  # whether it is answered as of the day that a question names
    cues: tuple[tuple[int, tuple[re.Pattern[str], ...]], ...]  # points, and what must all be there


@dataclass(frozen=True, slots=True)
class Route:
    """What a question is about, and how sure that is."""

    intent: str
    points: float  # of its words
    rivals: tuple[str, ...] = ()  # kinds that fit nearly as well
    score: float = 1.0  # words and likeness together: about 1 sure, below `FAINT` not understood
    work: str = ""  # the asker's own work, where the question surely fits that too

    @property
    def faint(self) -> bool:
        """Whether nothing that is known fits."""
        if self.points:
            return self.score < FAINT
        return self.score < (UNTOLD if intents()[self.intent].of == "person" else UNTOLD_OF_ALL)


@cache
def intents() -> dict[str, Intent]:
    """Read the intents and their words, once."""
    text = files("apps.assistant.reading").joinpath("intents.yaml").read_text(encoding="utf-8")
    return {name: _intent(name, row) for name, row in yaml.safe_load(text).items()}


def find_route(question: str, *, known: bool = False, named: bool = False) -> Route:
    """
    Say what a question is about.

    Parameters
    ----------
    question
        In Italian, as it is typed; names of persons best left out.
    known
        Whether somebody is in mind, of whom the questions before were.
    named
        Whether the question names somebody.

    Returns
    -------
    Route
        The kind that fits best, by its words and by its likeness to examples.
    """
    words = normal(question)
    points = {name: _points(one, words) for name, one in intents().items()}
    best = max(points, key=lambda name: points[name])
    if points[best] >= POINTS["first"]:
        return Route(best, points[best])
    like = likeness(question)
    told = max(points[name] for name, one in intents().items() if one.of == "person") >= POINTS["sure"]
    spoken = known or named or bool(ABOUT_HER.search(words))
    scores = {
        name: like.get(name, 0.0)
        + WORTH * min(points[name], MOST)
        - _unlikely(one, spoken=spoken, named=named)
        for name, one in intents().items()
    }
    for name in intents():
        if name not in like and points[name] >= POINTS["sure"]:
            scores[name] += ORDERED
    scores[NORMS] -= OF_A_NAME if named and told else 0.0
    if HOW_TO.match(words):
        scores[HELP] += HOW_WORTH
    order = sorted(scores, key=lambda name: -scores[name])
    best = order[0]
    rivals = tuple(
        name
        for name in order[1:3]
        if _rivals(scores[best] - scores[name], points[best], points[name])
        and not (name == HELP and (known or named) and not HOW_TO.match(words))
    )
    work = (name for name, one in intents().items() if one.of == "worker" and points[name] >= POINTS["sure"])
    return Route(best, points[best], rivals, scores[best], next(work, ""))


def fits(intent: str, question: str, least: float = 0.5) -> bool:
    """
    Say whether a question's own words ask for a kind, at least a little.

    Parameters
    ----------
    intent
        The kind.
    question
        In Italian.
    least
        How many points its words must have.

    Returns
    -------
    bool
        False where they have fewer, or none of them is there.
    """
    return _points(intents()[intent], normal(question)) >= least


def _rivals(lead: float, points: float, others: float) -> bool:
    """Say whether two kinds fit nearly alike: by all that is known, or by what the words themselves say."""
    return lead < (ALIKE if others == points >= POINTS["strong"] else NEAR)


def _unlikely(intent: Intent, *, spoken: bool, named: bool) -> float:
    """Say how much less likely a kind is: what is asked of a person, with nobody spoken of; the norms, of a name."""
    if intent.of == "person" and not (spoken or intent.alone):
        return NOBODYS
    return OF_A_NAME if named and intent.of != "person" else 0.0


def _intent(name: str, row: dict[str, Any]) -> Intent:
    """Read one intent."""
    cues = tuple(
        (points, _parts(f"^{cue}" if kind == "first" else cue))
        for kind, points in POINTS.items()
        for cue in row.get(kind, ())
    )
    cues += tuple(
        (POINTS["sure"], _parts(f"{one}+{other}")) for one, other in product(*row.get("both", ((), ())))
    )
    return Intent(name, row["of"], row["question"], bool(row.get("alone")), bool(row.get("dated")), cues)


def _parts(cue: str) -> tuple[re.Pattern[str], ...]:
    """Turn a cue into what must all be found."""
    return tuple(re.compile(_pattern(part)) for part in cue.split("+"))


def _pattern(part: str) -> str:
    """Write one part of a cue as a pattern: it begins a word, or the question after "^"; a last blank ends it."""
    begins = r"^ " if part.startswith("^") else r"(?<![a-z0-9])"
    ends = r"(?![a-z0-9])" if part.endswith(" ") else ""
    return f"{begins}{re.escape(part.strip('^ '))}{ends}"


def _points(intent: Intent, words: str) -> float:
    """Add the points of the cues that are there: the best in full, the others by half."""
    found = [points for points, parts in intent.cues if all(part.search(words) for part in parts)]
    return (max(found) + sum(found)) / 2 if found else 0.0
