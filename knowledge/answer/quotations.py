"""Find what a text quotes, and tell whether a provision holds those words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.norms import Passage

WORDS = 4  # from which marks hold a quotation, not a term
_MARKS = re.compile(
    r"«((?:[^«»]|«[^«»]*»)+)»|“([^“”]+)”|\"([^\"\n]+)\"|<<([^<>]+)>>"
    r"|(?<!\w)‘([^‘\n]+?)’(?!\w)|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w))+)'(?!\w)"
)
_BLOCK = re.compile(r"(?:^>[^\n]*\n?)+", re.MULTILINE)
_ELISION = re.compile(r"\[(?:…|\.\.\.|omissis)\]|\((?:…|\.\.\.|omissis)\)|…|\.\.\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks, or set as a block; ``text[start:end]`` holds them with their marks."""

    start: int
    end: int
    text: str


def find_quotations(text: str) -> Iterator[Quotation]:
    """
    Find the quotations of a text: between marks of any kind, or set as blocks.

    Yields
    ------
    Quotation
        Of at least `WORDS` words; a block without the opening words that are set in italics above it.
    """
    taken: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        inner = re.sub(r"^> ?", "", block[0], flags=re.MULTILINE)
        inner = re.sub(r"^\*[^\n]*\*\n\s*\n?", "", inner).strip()
        taken.append(block.span())
        yield Quotation(block.start(), block.end(), inner)
    for match in _MARKS.finditer(text):
        inside = any(start <= match.start() < end for start, end in taken)
        words = next(group for group in match.groups() if group is not None)
        if not inside and len(words.split()) >= WORDS:
            yield Quotation(match.start(), match.end(), words)


def holds(passage: Passage, words: str) -> bool:
    """Tell whether a passage holds quoted words in their order, whatever their accents, marks and spaces."""
    return holds_words(whole(passage), words)


def holds_words(text: str, words: str) -> bool:
    """Tell whether a text holds quoted words, whole and in their order; what an elision leaves out may lie between."""
    body = f" {plain(text)} "
    at = 0
    for part in filter(None, map(plain, _ELISION.split(words))):
        found = body.find(f" {part} ", at)
        if found < 0:
            return False
        at = found + len(part) + 1
    return True


def plain(text: str) -> str:
    """Fold a text to its letters and digits, one space between."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def whole(passage: Passage) -> str:
    """Join what a passage says with what it needs to be understood."""
    return f"{passage.heading} {passage.opening} {passage.text}"


def difference(words: str, passages: Sequence[Passage]) -> str:
    """Name the first words of a quotation that its provision does not hold, in Italian."""
    body = set(plain(" ".join(whole(passage) for passage in passages)).split())
    stray = [word for word in plain(words).split() if word not in body]
    return "non ci sono: " + ", ".join(stray[:4]) if stray else "l'ordine o una parola è diverso"
