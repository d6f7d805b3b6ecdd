"""Read the index of the pages: what each is for, and which of them a question speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from apps.assistant.reading.words import normal
from coordinator.model.datafile import read_yaml

ASKED = re.compile(
    r"\b(?:a (?:che )?cosa serv|a che serv|come (?:si )?(?:us|funzion|legg|arriv)|apri|portami|vai a|spiegami|dov'e\b"
    r"|(?:che )?cosa (?:sa fare|sanno fare|fa|fanno|ci |si fa|contien|mostra|trov|vedo|c'e)|chi vede (?:che )?cosa"
    r"|dove (?:trov|vedo|sta|stanno|si trov|sono))"
)
"""How a question asks for a page: what it is for, where it is, how it is used."""


PAGE = " pagina "


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the index."""

    page: str
    name: str
    does: str
    group: str
    of_person: bool = False  # it asks which person first
    words: tuple[str, ...] = ()

    def href(self, person_id: str = "") -> str:
        """Write the address, of a person where the page is of one and she is known."""
        return f"{self.page}?id={person_id}" if self.of_person and person_id else self.page


@cache
def entries() -> tuple[Entry, ...]:
    """Read the index, in its order."""
    groups = read_yaml((Path(__file__).parent / "index.yaml").read_text(encoding="utf-8"))
    return tuple(
        Entry(
            one["page"],
            one["name"],
            one["does"],
            group["group"],
            one.get("of") == "person",
            tuple(one["words"]),
        )
        for group in groups
        for one in group["pages"]
    )


def asked_pages(question: str) -> list[Entry]:
    """
    Find the pages that a question asks about by name: what one is for, where it is, how it is used.

    Parameters
    ----------
    question
        In Italian, as typed.

    Returns
    -------
    list of Entry
        At most two, the one with the longest name first; empty when it speaks of something else.
    """
    text = normal(question)
    of_pages = PAGE in text
    if not (of_pages or ASKED.search(text)):
        return []
    found = [(len(name), one) for one in entries() for name in _names(one, of_pages) if f" {name}" in text]
    return list(dict.fromkeys(one for _, one in sorted(found, key=lambda pair: -pair[0])))[:2]


def _names(entry: Entry, of_pages: bool) -> tuple[str, ...]:
    """Say by which words a page is meant: with "pagina" before it, its plain name is enough."""
    if not of_pages:
        return entry.words
    plain = {normal(entry.name).strip(), normal(entry.page.replace("-", " ")).strip(". ")} - {""}
    return (
        *entry.words,
        *(f"pagina {joint}{name}" for name in plain for joint in ("", "di ", "delle ", "dei ", "del ")),
    )
