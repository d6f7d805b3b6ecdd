"""Cut what is quoted from a provision, at its own borders only: letters, or whole sentences in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.norms import Passage
    from knowledge.search.rows import Row

WHOLE = 1500  # characters up to which a comma is quoted whole
_ENOUGH = 600  # of a run: what follows is quoted with it up to there, since one sentence often needs the next
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+(?=[A-ZÀ-Ù0-9«(a-z])")
_HEADING = re.compile(
    r"\s*\([^()]{1,200}\)\s*\.?\s+"
)  # "(scelta dell'amministratore). ": it says nothing yet


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage and the unbroken slice of it that is quoted."""

    passage: Passage
    text: str
    opening: str = ""


def excerpts(row: Row, weights: Mapping[str, float], *, letters: int = 3) -> list[Excerpt]:
    """
    Cut what is quoted of a row.

    Parameters
    ----------
    row
        A comma with its letters.
    weights
        Stemmed term → weight: what is sought.
    letters
        How many letters of a long comma at most.

    Returns
    -------
    list[Excerpt]
        The whole comma when it is short; else its best letters, in the law's order, each with the comma's opening
        words; else the best unbroken run of sentences. Every text is a slice of its passage's text.
    """
    if len(row.passage.text) <= WHOLE:
        return [Excerpt(row.passage, row.passage.text, row.passage.opening)]
    if len(row.letters) > 1:
        chosen = _best_letters(row.letters, weights, letters)
        return [Excerpt(part, _run(part.text, weights), part.opening) for part in chosen]
    return [Excerpt(row.passage, _run(row.passage.text, weights), row.passage.opening)]


def _best_letters(parts: Sequence[Passage], weights: Mapping[str, float], most: int) -> list[Passage]:
    """Choose the letters that hold most of what is sought; at least one, in the law's order."""
    scored = [(_weight(part.text, weights), -i) for i, part in enumerate(parts)]
    best = max(scored)[0]
    ranked = sorted(scored, reverse=True)[:most]
    kept = sorted(-i for score, i in ranked if score >= 0.6 * best)
    return [parts[i] for i in kept]


def _run(text: str, weights: Mapping[str, float]) -> str:
    """Choose the unbroken run of whole sentences, at most `WHOLE` long, that holds most of what is sought."""
    if len(text) <= WHOLE:
        return text
    heading = _HEADING.match(text)
    begin = heading.end() if heading else 0
    borders = [0, *(match.end() for match in _SENTENCE_END.finditer(text, begin)), len(text)]
    return text[slice(*_best_span(borders, lambda a, b: _weight(text[a:b], weights)))].rstrip()


def _best_span(borders: Sequence[int], weigh: Callable[[int, int], float]) -> tuple[int, int]:
    """Find the span between borders with most weight, then go on while it is short; one sentence may be longer."""
    best, chosen = -1.0, (borders[0], borders[1])
    for first, start in enumerate(borders[:-1]):
        for end in borders[first + 1 :]:
            if end - start > WHOLE and end != borders[first + 1]:
                break
            weight = weigh(start, end)
            if weight > best + 1e-9:
                best, chosen = weight, (start, end)
    start, end = chosen
    return start, max([end, *(border for border in borders if end < border <= start + _ENOUGH)])


def _weight(text: str, weights: Mapping[str, float]) -> float:
    """Sum the weights of the sought terms that a text holds."""
    return sum(weights.get(term, 0.0) for term in set(terms(text)))
