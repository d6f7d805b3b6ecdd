"""Read the data of a tie from a form, each field in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.words import curly
from apps.pages.network.review import read_hours
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from apps.components.live import Act

WORDS = ("frequency", "support", "level", "direction")
HOURS = ("hours_per_week", "hours_available")
TEXTS = ("document", "note")
STRAINS = (("0", "nessuna"), ("1", "poca"), ("2", "molta"), ("3", "troppa"))


def choices_of_data() -> dict[str, list[tuple[str, str]]]:
    """
    List the words that a form offers for the data of a tie.

    Returns
    -------
    dict of str to list of (str, str)
        Column → id and label.
    """
    lists = {"strength": "strengths", "frequency": "frequencies", "support": "supports", "level": "levels"}
    terms = vocabulary().terms
    found = {
        name: [(key, curly(term.label)) for key, term in terms[words].items()]
        for name, words in lists.items()
    }
    directions = [
        ("to", "il primo aiuta il secondo"),
        ("from", "il secondo aiuta il primo"),
        ("both", "si aiutano"),
    ]
    return found | {"direction": directions, "strain": list(STRAINS)}


def read_data(act: Act) -> dict[str, Any]:
    """
    Read the data of a tie.

    Parameters
    ----------
    act
        What the form sent.

    Returns
    -------
    dict
        Column → value; None for one left empty.

    Raises
    ------
    MissingError
        If hours are no number.
    """
    data: dict[str, Any] = {name: str(act.get(name) or "") or None for name in WORDS}
    for name in ("strength", "strain"):
        data[name] = number_of(act, name) if act.get(name) else None
    for name in HOURS:
        text = str(act.get(name) or "").strip()
        data[name] = read_hours(text) if text else None
    for name in ("conflict", "hidden"):
        data[name] = bool(act.get(name))
    return data | {name: str(act.get(name) or "").strip() or None for name in TEXTS}
