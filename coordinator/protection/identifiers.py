"""Find in a text what names a person directly: codes, telephones, addresses, days of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_DIGIT = "[0-9LMNPQRSTUV]"  # a letter may stand for a digit where two persons would have one code
_GAP = r"[ .\-]?"
_MONTH = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
    "|gen|feb|mar|apr|mag|giu|lug|ago|set|sett|ott|nov|dic"
)
_DAY = rf"(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}°? (?:{_MONTH})\.? \d{{2,4}})"
_STREET = (
    r"(?:via|viale|v\.le|piazza|p\.zza|p\.za|piazzale|p\.le|corso|c\.so|vicolo|vico|largo|contrada|c\.da|strada"
    r"|lungomare|localit[àa]|borgata|traversa|salita|calata|lungarno|rione)"
)
_WORD = r"[A-Za-zÀ-ÖØ-öø-ÿ'’.]+"
_NAME = r"[A-ZÀ-Ö][a-zà-öø-ÿ’'.]+"
_SMALL = r"(?:de[ilg]?|dell[aeo’']|degli|dei|d[’']|san|santa|santo|s\.)"
_NOT = (  # "in via telematica", "corso di formazione" are no addresses
    r"(?!(?:di (?:formazione|laurea)|d[’']opera|eccezional|telematic|ordinari|prioritari|preferenzial|sperimental"
    r"|definitiv|provvisori|libera|preliminar|subordinat|e-?mail|mail|pec)\w*)"
)
_HOUSE = r"(?:,? ?(?:n\.?|n°|nr\.?|civico)? ?\d{1,4}(?:[ ]?[/\-][ ]?\w{1,3}|[a-z])?(?!\d|\.\d|\w))"

PATTERNS: dict[str, re.Pattern[str]] = {
    "EMAIL": re.compile(r"[\w.+\-']+@[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE),
    "IBAN": re.compile(r"\bIT\s?\d{2}\s?[A-Z](?:[ \-]?\d){10}(?:[ \-]?[A-Z0-9]){12}\b", re.IGNORECASE),
    "CODICE": re.compile(
        rf"\b[A-Z]{{3}}{_GAP}[A-Z]{{3}}{_GAP}{_DIGIT}{{2}}[A-EHLMPRST]{_DIGIT}{{2}}{_GAP}[A-Z]{_DIGIT}{{3}}{_GAP}[A-Z]\b"
        r"|\b(?:STP|ENI)[ .\-]?\d{13}\b"  # foreign persons
        r"|\b80380[ \-]?(?:\d[ \-]?){15}\b"  # the health card's number
        r"|\b(?:C[A-Z]\d{5}[A-Z]{2}|[A-Z]{2}\d{7})\b"  # identity card, passport
        r"|(?<![\d/.,])\d{11}(?![\d/.,]\d|\d)",  # provisional code, VAT number
        re.IGNORECASE,
    ),
    "TELEFONO": re.compile(
        r"(?<![\w/.,])(?:(?:\+|00)39[ ./\-]?)?(?:"
        r"3\d{2}[ ./\-]?\d{3}[ ./\-]?\d{3,4}|3\d{2}[ ./\-]?\d{2}[ ./\-]?\d{2}[ ./\-]?\d{2,3}"
        r"|0\d{1,3}[ ./\-]?\d{3,4}[ ./\-]?\d{3,4}|0\d{1,3}[ ./\-]?\d{2}[ ./\-]?\d{2}[ ./\-]?\d{2}"
        r"|0\d{1,3}[ ./\-]\d{5,8}|0\d{8,10})(?![\w/]|[.,]\d)"
    ),
    "NASCITA": re.compile(
        rf"(?:\bnat[oaie]\b|\bnascita\b|\bclasse\b|\bn\. ?il\b)[^.;?!\d]{{0,40}}?(?P<it>{_DAY})",
        re.IGNORECASE,
    ),
    "INDIRIZZO": re.compile(
        rf"\b(?i:{_STREET}) (?i:{_NOT})(?:(?:{_WORD}|\d{{1,2}}) ){{0,4}}?{_WORD}(?i:{_HOUSE})"
        rf"|\b(?i:{_STREET}) (?i:{_NOT})(?:(?i:{_SMALL}) ?)*{_NAME}(?: (?:(?i:{_SMALL}) )*{_NAME}){{0,3}}"
    ),
}
"""Kind of identifier → what it looks like. The group ``it`` is what counts, where there is one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a text that names a person."""

    start: int
    end: int
    kind: str  # a key of `PATTERNS`, or PERSONA


def find_codes(text: str) -> list[Found]:
    """
    Find codes, telephones, e-mail and postal addresses, bank accounts and days of birth.

    Parameters
    ----------
    text
        In Italian, in capitals or not.

    Returns
    -------
    list of Found
        In the order of the text, none over another.
    """
    taken: list[Found] = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            start, end = match.span("it") if "it" in pattern.groupindex else match.span()
            if all(end <= one.start or start >= one.end for one in taken):
                taken.append(Found(start, end, kind))
    return sorted(taken, key=lambda one: one.start)


def direct_identifiers(cells: Iterable[str], names: Collection[str]) -> int:
    """
    Count the cells of a table that name a person.

    Parameters
    ----------
    cells
        Words of a table.
    names
        Whole names and codes that must not be there.

    Returns
    -------
    int
        Cells that hold one of the names, or look like a code, a telephone or an address.
    """
    folded = {name.casefold() for name in names}
    return sum(_names_someone(cell, folded) for cell in set(cells))


def _names_someone(cell: str, folded: Collection[str]) -> bool:
    """Say whether a cell names a person."""
    if find_codes(cell):
        return True
    return any(run in folded for run in _runs(cell.casefold().split()))


def _runs(words: list[str]) -> Iterator[str]:
    """Give each run of up to five words of a cell: a name may stand among others."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + 5, len(words)) + 1):
            yield " ".join(words[start:end]).strip(".,;:()")
