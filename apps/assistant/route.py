"""Recognise, without a language model, what a question is about: the norms, a person, or Ponte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from coordinator.network.record import unidecoded

STRONG, WEAK = 3, 1
NORMS = "norms"
HELP = "help"


@dataclass(frozen=True, slots=True)
class Route:
    """What a question is about, and how sure that is."""

    intent: str
    points: int
    norms: bool  # whether it also uses words of the norms


@cache
def intents() -> dict[str, dict[str, list[str]]]:
    """Read the words of each intent, once."""
    text = files("apps.assistant").joinpath("intents.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def find_route(question: str) -> Route:
    """
    Say what a question is about.

    Parameters
    ----------
    question
        In Italian, as it is typed.

    Returns
    -------
    Route
        The intent with most points; the norms when none has any.
    """
    words = normal(question)
    points = {
        name: STRONG * _hits(cues["strong"], words) + WEAK * _hits(cues["weak"], words)
        for name, cues in intents().items()
    }
    best = max(points, key=lambda name: points[name])
    if points[best] == 0:
        best = NORMS
    return Route(best, points[best], points[NORMS] > 0)


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
    plain = unidecoded(text.replace("’", "'"))
    words = " ".join(re.findall(r"[a-z0-9'.]+", plain))
    return f" {words} "


def _hits(cues: list[str], words: str) -> int:
    """Count the cues of which every part begins a word."""
    return sum(all(f" {part}" in words or f"'{part}" in words for part in cue.split("+")) for cue in cues)
