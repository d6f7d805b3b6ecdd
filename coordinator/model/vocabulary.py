"""Read the words of the network of care: one YAML file, with labels, definitions and FHIR codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from coordinator.errors import UnknownWordError
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_HELPER_CODE = 60
"""Tie kinds from this code on hold between helpers, services and bodies."""

TURNED = {"to": "from", "from": "to", "both": "both"}
"""Direction of help → the same, when the tie is told from its other end."""


UNRECOGNISED = {"needs": "bisogno non riconosciuto"}
"""List → what a word is called that it does not have."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a list: its id, what the screens show, what else the file says of it."""

    id: str
    label: str
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sector(self) -> str | None:
        """The sector that the file gives the word, if any."""
        return self.more.get("sector")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of tie: read "from `label` to", and "to `reverse_label` from"."""

    id: str
    code: int  # its number in the stores
    label: str
    reverse_id: str  # its own id when it is symmetric
    reverse_label: str
    symmetric: bool
    help: str  # where help goes when nobody says: to the second end, from it, both
    ends: tuple[frozenset[str], frozenset[str]]  # kinds of party at which it may start and end
    sector: str | None  # where it puts the other person on the map
    support: str | None
    level: str | None  # of integration
    care: bool  # whether it carries care
    fhir: str
    definition: str

    def fits(self, start: str, end: str) -> bool:
        """
        Say whether such a tie may go from one kind of party to another.

        Parameters
        ----------
        start, end
            Kinds of party, e.g. ``"persona"``; a symmetric kind may go either way.

        Returns
        -------
        bool
            True when it may.
        """
        first, last = self.ends
        return (start in first and end in last) or (self.symmetric and start in last and end in first)


@dataclass(frozen=True)
class Vocabulary:
    """Every list of the file: ``terms[list][id]``, and the kinds of tie."""

    terms: Mapping[str, Mapping[str, Term]]
    kinds: Mapping[str, Kind]

    @cached_property
    def kind_by_code(self) -> dict[int, Kind]:
        """Kinds of tie by the number that the stores hold."""
        return {kind.code: kind for kind in self.kinds.values()}

    @cached_property
    def reversed_kinds(self) -> dict[str, Kind]:
        """Kinds by the id of their reverse; symmetric ones are not among them."""
        return {kind.reverse_id: kind for kind in self.kinds.values() if not kind.symmetric}

    def tie_kind(self, kind_id: str) -> Kind:
        """
        Return a kind of tie.

        Parameters
        ----------
        kind_id
            Its id, e.g. ``"caregiver_principale"``.

        Returns
        -------
        Kind
            The kind.

        Raises
        ------
        UnknownWordError
            If the file has no such kind.
        """
        if kind_id not in self.kinds:
            raise UnknownWordError(kind_id, "tie_kinds", [*self.kinds, *self.reversed_kinds])
        return self.kinds[kind_id]

    def term(self, list_name: str, term_id: str) -> Term:
        """
        Return one word of a list.

        Parameters
        ----------
        list_name
            A list of the file, e.g. ``"professions"``.
        term_id
            The word's id.

        Returns
        -------
        Term
            The word.

        Raises
        ------
        UnknownWordError
            If the list has no such word.
        """
        words = self.terms[list_name]
        if term_id not in words:
            raise UnknownWordError(term_id, list_name, list(words))
        return words[term_id]

    def label(self, list_name: str, term_id: str | None) -> str:
        """
        Return what the screens show for a word.

        Parameters
        ----------
        list_name
            A list of the file.
        term_id
            The word's id, or None.

        Returns
        -------
        str
            The Italian label; empty for None. A word that the list does not have, as an older record may hold, is
            said to be so: reading goes on, only writing refuses it.
        """
        if term_id is None:
            return ""
        word = self.terms[list_name].get(term_id)
        return word.label if word else f"{UNRECOGNISED.get(list_name, 'voce non riconosciuta')}: «{term_id}»"


@cache
def vocabulary() -> Vocabulary:
    """
    Read the vocabulary that comes with the package, once.

    Returns
    -------
    Vocabulary
        Its lists and kinds of tie.
    """
    text = files("coordinator.model").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    lists = read_yaml(text)
    ends = lists.pop("ends")
    kinds = {key: _kind(key, row, ends) for key, row in lists.pop("tie_kinds").items()}
    terms = {
        name: {key: Term(key, row["label"], row) for key, row in rows.items()} for name, rows in lists.items()
    }
    return Vocabulary(terms, kinds)


def _kind(kind_id: str, row: dict[str, Any], ends: dict[str, list[str]]) -> Kind:
    """Build a kind of tie from its row of the file."""
    reverse = row.get("reverse", {"id": kind_id, "label": row["label"]})
    start, end = (frozenset(ends.get(word, [word])) for word in row["between"])
    return Kind(
        id=kind_id,
        code=row["code"],
        label=row["label"],
        reverse_id=reverse["id"],
        reverse_label=reverse["label"],
        symmetric=row.get("symmetric", False),
        help=row.get("help", "both" if row.get("symmetric") else "to"),
        ends=(start, end),
        sector=row.get("sector"),
        support=row.get("support"),
        level=row.get("level"),
        care=row.get("care", False),
        fhir=row["fhir"],
        definition=row["definition"],
    )
