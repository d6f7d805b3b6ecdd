"""Score a scale of assessment by its own rule, read from data; never guess an answer that lacks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import yaml

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


class ScaleError(CoordinatorError):
    """A scale contradicts itself, or is answered in a way that it does not know."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Questions with their points, and what the totals mean."""

    id: str
    name: str
    source: str
    licence: str
    questions: Mapping[str, Mapping[str, int]]  # question → answer → points
    texts: Mapping[str, str]
    bands: tuple[tuple[int, str], ...]  # (total up to, words), rising
    higher_is: Literal["meglio", "peggio"] | None = None
    matters: int | None = None  # points of change that propose a new assessment


@dataclass(frozen=True, slots=True)
class Score:
    """What a scale says; undefined while an answer lacks."""

    total: int | None  # points
    words: str | None
    unanswered: tuple[str, ...]


def read_scales(text: str | None = None) -> dict[str, Scale]:
    """
    Read scales.

    Parameters
    ----------
    text
        YAML in the form of ``scales.yaml``; the shipped scales when None.

    Returns
    -------
    dict[str, Scale]
        By id.

    Raises
    ------
    ScaleError
        The text is no table of scales, a scale names no source or licence, its bands do not reach its
        greatest total, or one of its examples does not come out.
    """
    return dict(_shipped()) if text is None else _read(text)


@cache
def _shipped() -> Mapping[str, Scale]:
    """Read the shipped scales, once."""
    return _read((files("coordinator.pathway") / "scales.yaml").read_text(encoding="utf-8"))


def _read(text: str) -> dict[str, Scale]:
    """Read scales of a text, and try each on its examples."""
    try:
        return {key: _scale(key, row) for key, row in read_yaml(text)["scales"].items()}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        msg = (
            f"The file is no table of scales ({type(error).__name__}: {error}). It needs 'scales', and for each "
            "scale name, source, licence, questions with id, text and answers, and bands."
        )
        raise ScaleError(msg) from error


def score(scale: Scale, answers: Mapping[str, str]) -> Score:
    """
    Score a scale.

    Parameters
    ----------
    scale
        Which scale.
    answers
        Question → answer, in the scale's own words.

    Returns
    -------
    Score
        Undefined, naming the questions without an answer, while one lacks.

    Raises
    ------
    ScaleError
        A question or an answer is not the scale's.
    """
    for question, answer in answers.items():
        if answer not in scale.questions.get(question, {}):
            known = ", ".join(scale.questions.get(question, scale.questions))
            msg = f"The scale {scale.id!r} does not know that answer to {question!r}. It knows: {known}."
            raise ScaleError(msg)
    unanswered = tuple(question for question in scale.questions if question not in answers)
    if unanswered:
        return Score(None, None, unanswered)
    total = sum(scale.questions[question][answer] for question, answer in answers.items())
    return Score(total, next(words for up_to, words in scale.bands if total <= up_to), ())


def _scale(key: str, row: Mapping[str, Any]) -> Scale:
    """Build a scale from its row."""
    if not row.get("source") or not row.get("licence"):
        msg = f"The scale {key!r} names no source or no licence. Write both before loading it."
        raise ScaleError(msg)
    questions = {one["id"]: one["answers"] for one in row["questions"]}
    bands = tuple((band["up_to"], band["words"]) for band in row["bands"])
    greatest = sum(max(points.values()) for points in questions.values())
    if list(bands) != sorted(bands) or bands[-1][0] < greatest:
        msg = f"The bands of the scale {key!r} must rise and reach its greatest total, {greatest}."
        raise ScaleError(msg)
    texts = {one["id"]: one["text"] for one in row["questions"]}
    scale = Scale(
        key, row["name"], row["source"], row["licence"], questions, texts, bands,
        row.get("higher_is"), row.get("matters"),
    )  # fmt: skip
    for number, example in enumerate(row.get("examples", ()), 1):
        _check_example(scale, number, example)
    return scale


def _check_example(scale: Scale, number: int, example: Mapping[str, Any]) -> None:
    """Refuse a scale whose worked example does not come out."""
    found = score(scale, example["answers"])
    if found.total != example["total"] or example.get("words", found.words) != found.words:
        msg = (
            f"Example {number} of the scale {scale.id!r} comes out as {found.total} ({found.words}), not "
            f"{example['total']}. Check its points, bands or answers."
        )
        raise ScaleError(msg)
