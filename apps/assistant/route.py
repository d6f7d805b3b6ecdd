"""Recognise, without a language model, what a question is about: the norms, a person, a day's work, Ponte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any
from unicodedata import combining, normalize

import yaml

POINTS = {"first": 30, "sure": 6, "strong": 3, "weak": 1}
NORMS = "norms"
HELP = "help"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question may be about."""

    id: str
    of: str  # person, worker, nobody
    question: str  # how it is offered when two readings fit
    dated: bool  # whether it is answered as of the day that a question names
    cues: tuple[tuple[int, tuple[re.Pattern[str], ...]], ...]  # points, and what must all be there


@dataclass(frozen=True, slots=True)
class Route:
    """What a question is about, and how sure that is."""

    intent: str
    points: float
    norms: float  # points of the norms
    rivals: tuple[str, ...] = ()  # others with as many points
    work: str = ""  # the asker's own work, where the question surely fits that too


@cache
def intents() -> dict[str, Intent]:
    """Read the intents and their words, once."""
    text = files("apps.assistant").joinpath("intents.yaml").read_text(encoding="utf-8")
    return {name: _intent(name, row) for name, row in yaml.safe_load(text).items()}


def find_route(question: str) -> Route:
    """
    Say what a question is about.

    Parameters
    ----------
    question
        In Italian, as it is typed; names of persons best left out.

    Returns
    -------
    Route
        The intent with most points; the norms, with none, when nothing claims it.
    """
    words = normal(question)
    points = {name: _points(one, words) for name, one in intents().items()}
    best = max(points, key=lambda name: points[name])
    if points[best] == 0:
        return Route(NORMS, 0, 0)
    rivals = tuple(name for name, value in points.items() if value == points[best] and name != best)
    work = (name for name, one in intents().items() if one.of == "worker" and points[name] >= POINTS["sure"])
    return Route(best, points[best], points[NORMS], rivals, next(work, ""))


def normal(text: str) -> str:
    """
    Write a text in small letters, without accents, with one kind of apostrophe.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        With a blank at both ends, so that a word's beginning can be asked for.
    """
    letters = normalize("NFD", text.replace("’", "'").casefold())
    plain = "".join(sign for sign in letters if not combining(sign))
    words = " ".join(re.findall(r"[a-z0-9'.]+", plain))
    return f" {words} "


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
    return Intent(name, row["of"], row["question"], bool(row.get("dated")), cues)


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
