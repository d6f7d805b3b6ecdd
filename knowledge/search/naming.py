"""Find the provisions that a question names, also those that it takes up from the answer before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.references import ActNames, parse_question_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.norms import Act

# A bare "art. 12" or "comma 3" in a follow-up: it belongs to the provision shown before.
_TAKES_UP = re.compile(r"\b(?:art\.?|articolo|comma|lettera|lett\.)\s*[\w]", re.IGNORECASE)

# "dlgs 62 2024": number and year with a space, as typed in a hurry.
_LOOSE = re.compile(
    r"\b(legge|l\.|l|decreto legislativo|d\.? ?lgs\.?|d\.?p\.?r\.?|d\.?l\.?)\s*"
    r"(?:n\.?\s*)?(\d{1,4})\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)

# "la legge quadro" and no more: among who asks here, the one on social services.
_BARE_FRAMEWORK = re.compile(
    r"\b(legge[ -]quadro)\b(?!\s*(?:su|per\b|in\b|di\b|del|n\b|n\.|\(?\d|regional|nazional))", re.IGNORECASE
)

_BOOKS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}

# "All. II.12", "allegato I.7": the label is written with capitals and a dot, or as one letter or number.
_ANNEX = re.compile(
    r"\b[Aa]ll(?:egato|\.)?\s*(?:n\.\s*)?([IVX]+\.\d+(?:-bis)?|[IVX]+|[A-Z]|\d{1,2})\b(?!\.\d)"
)


def annexes_in(text: str) -> frozenset[str]:
    """List the labels of the annexes that a question names: "allegato I.7", "All. A"."""
    return frozenset(_ANNEX.findall(text))


def article_name(article: str | None, annex: str | None) -> str | None:
    """
    Name an article as question sets do; of an annex, the annex in figures.

    Parameters
    ----------
    article, annex
        Labels of a passage; the annex as the act writes it.

    Returns
    -------
    str or None
        ``"14"``; ``"allegato-2.12"`` for whatever stands in annex II.12; other labels of annexes as they are.
    """
    if not annex:
        return article
    book, dot, number = annex.partition(".")
    return f"allegato-{_BOOKS.get(book, book) if dot else annex}{dot}{number}"


def act_names(acts: Iterable[Act]) -> ActNames:
    """Prepare the names of the acts of a library, once, beside those that ship with Ponte."""
    return ActNames.shipped().knowing(list(acts))


def named_in(text: str, names: ActNames, follows: Sequence[str] = ()) -> tuple[NormRef, ...]:
    """
    Find the provisions that a question names.

    Parameters
    ----------
    text
        The question.
    names
        Of the acts, from `act_names`.
    follows
        URNs of the answer before; the first gives "art. 12" its act and "comma 3" its article.

    Returns
    -------
    tuple[NormRef, ...]
        Each once, in order; none for a citation that fits several acts.
    """
    context = _context(follows) if _TAKES_UP.search(text) else None
    plain = _BARE_FRAMEWORK.sub(r"\1 sui servizi sociali", _LOOSE.sub(r"\1 \2/\3", text))
    found = parse_question_reference(plain, known=names, context=context)
    return tuple(dict.fromkeys(ref for citation in found for ref in citation.refs))


def _context(follows: Sequence[str]) -> NormRef | None:
    """Read where the answer before stands."""
    for urn in follows:
        try:
            return parse_urn(urn)
        except UnreadableReferenceError:
            continue
    return None
