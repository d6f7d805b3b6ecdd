"""Tell two versions of an agreement apart, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coordinator.agreements.text import Agreement

PLACES = {
    "title": "titolo", "purpose": "finalità", "areas": "territorio", "since": "primo giorno", "until": "ultimo giorno",
    "total": "totale delle risorse", "instrument": "strumento con il Terzo settore", "verification": "verifica",
}  # fmt: skip
LISTS = {
    "parties": ("parte", "id"), "commitments": ("impegno", "id"), "resources": ("risorsa", "what"),
    "organs": ("organismo", "name"), "phases": ("allegato A", "macro_phase"), "changes": ("allegato B", "what"),
    "home": ("allegato C", "leps"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs."""

    place: str
    before: str  # empty: it was not there
    after: str  # empty: it is no longer there


def compare_versions(before: Agreement, after: Agreement) -> tuple[Change, ...]:
    """
    Tell two versions apart.

    Parameters
    ----------
    before, after
        The versions, the earlier first.

    Returns
    -------
    tuple of Change
        In the order of the agreement; empty when they say the same.
    """
    return tuple(_changes(before, after))


def _changes(before: Agreement, after: Agreement) -> Iterator[Change]:
    for name, place in PLACES.items():
        yield from _differ(place, say_value(getattr(before, name)), say_value(getattr(after, name)))
    old, new = dict(_commi(before)), dict(_commi(after))
    for place in dict.fromkeys((*old, *new)):
        yield from _differ(place, old.get(place, ""), new.get(place, ""))
    for name, (word, key) in LISTS.items():
        first, then = _keyed(getattr(before, name), key), _keyed(getattr(after, name), key)
        for one in dict.fromkeys((*first, *then)):
            yield from _differ(f"{word} {one}".strip(), first.get(one, ""), then.get(one, ""))


def _differ(place: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(place, before, after)


def _commi(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield headings and commi with their places."""
    for article in agreement.articles:
        yield f"art. {article.number}, rubrica", article.heading
        for number, comma in enumerate(article.commi, 1):
            yield f"art. {article.number}, comma {number}", comma.text


def _keyed(rows: Any, key: str) -> Mapping[str, str]:  # noqa: ANN401  pieces of any kind
    """Give each row of a list by the word that tells it, with a number where two have the same."""
    found: dict[str, str] = {}
    for row in rows:
        name, number = str(getattr(row, key)), 2
        while name in found:
            name, number = f"{getattr(row, key)} ({number})", number + 1
        found[name] = say_value(row)
    return found


def say_value(value: Any) -> str:  # noqa: ANN401  whatever a field holds
    """
    Write what a field holds in one line.

    Parameters
    ----------
    value
        A word, number, day, list or piece.

    Returns
    -------
    str
        Empty for nothing.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(say_value(one) for one in value)
    if hasattr(value, "model_dump"):
        return " · ".join(
            said for one in type(value).model_fields if (said := say_value(getattr(value, one)))
        )
    if hasattr(value, "isoformat"):
        return f"{value:%d/%m/%Y}"
    return str(value)
