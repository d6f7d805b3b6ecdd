"""Read the table of terms: what starts each, how long it is, how it is counted, which comma lays it down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Unit = Literal["giorni", "giorni lavorativi", "mesi", "anni"]


class UnknownTermError(CoordinatorError):
    """A call names a term that the table of terms does not hold."""

    def __init__(self, term_id: str, known: Sequence[str]) -> None:
        super().__init__(f"No term has the id {term_id!r}. The table holds: {', '.join(sorted(known))}.")
        self.term_id = term_id


@dataclass(frozen=True, slots=True)
class SuspensionRule:
    """Whether and how long a term may stop."""

    why: str
    at_most_days: int
    times: int
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term as its norm lays it down: what starts it, how long, how it is counted."""

    id: str
    name: str
    starts_with: str  # the start event, in words
    length: int
    unit: Unit
    source: str | None  # URN of the comma; None makes it a local term
    origin: Literal["legge", "atto regionale", "termine locale"]
    saturday_works: bool
    on_holiday: Literal["prorogato", "fermo"]  # what a term does when it ends on a holiday
    counting_source: str | None
    valid_from: date | None
    valid_to: date | None  # half-open, as norms are
    suspension: SuspensionRule | None = None
    unless: str | None = None  # what may change it, e.g. another regional rule
    warn_days: int = 7
    document: str | None = None  # the body's own act that lays down a local term

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the norm of this term is in force on a day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@lru_cache(maxsize=1)
def terms_table() -> Mapping[str, Term]:
    """Read the shipped table of terms once."""
    return read_terms()


def read_terms(text: str | None = None) -> dict[str, Term]:
    """
    Read the table of terms.

    Parameters
    ----------
    text
        YAML in the form of ``terms.yaml``; the shipped table when None.

    Returns
    -------
    dict[str, Term]
        Terms by id.

    Raises
    ------
    CoordinatorError
        A term names no source and is not called *termine locale*, or a source and is called so.
    """
    if text is None:
        text = (files("coordinator.pathway") / "terms.yaml").read_text(encoding="utf-8")
    terms = [_term(row) for row in read_yaml(text)["terms"]]
    return {term.id: term for term in terms}


def find_term(terms: Mapping[str, Term], term_id: str) -> Term:
    """Return the term with an id, or raise `UnknownTermError` with the ids that exist."""
    try:
        return terms[term_id]
    except KeyError:
        raise UnknownTermError(term_id, list(terms)) from None


def _term(row: Mapping[str, object]) -> Term:
    """Build a term from its row, refusing one that hides where it comes from."""
    values = dict(row)
    local = values.get("origin") == "termine locale"
    if local == bool(values.get("source")):
        msg = (
            f"The term {values.get('id')!r} must either name the URN of its norm in 'source', or be called "
            "'termine locale' in 'origin' and name none."
        )
        raise CoordinatorError(msg)
    rule = values.pop("suspension", None)
    suspension = SuspensionRule(**rule) if isinstance(rule, dict) else None
    return Term(**values, suspension=suspension)  # type: ignore[arg-type]
