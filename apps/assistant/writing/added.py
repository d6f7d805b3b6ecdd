"""Read who is to be added beside somebody, and what she is to her: "aggiungi Rosa Pini come vicina"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apps.assistant.writing.network_orders import role_named, written

VERB = r"\b(?:aggiung|inserisc|inserir|mett|registr)\w*"
CAPITAL = r"(?-i:[A-ZÀ-Ý])[\w’']+"
OF_HER = rf"(?:di|della|del)\s+(?:signora?\s+)?{CAPITAL}(?:\s+{CAPITAL})*"
TO_NET = rf"(?:\s+(?:anche|alla|nella|sua|rete|mappa|ecomappa|{OF_HER}))*"
ARTICLE = r"(?:un['’]|una|un|il|la|lo|l['’])"
NAME = rf"(?P<name>{CAPITAL}(?:\s+{CAPITAL}){{1,3}})"
AS = r"(?:come|quale|che è|in qualità di|che fa da)"
PATTERNS = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"{VERB}{TO_NET}\s+(?:{ARTICLE}\s*|sig\w*\.?\s+|signora?\s+)*"
        rf"(?P<name>(?!che\b)[^\W\d_]+(?:\s+[^\W\d_'’]+){{0,3}}?)\s*,?\s+{AS}\s+(?P<role>.+)$",
        rf"{VERB}{TO_NET}\s+{ARTICLE}\s?(?P<role>[a-zà ]+?),?\s+{NAME}(?:\s+(?:a|ad|alla|di|nella)\b.*)?\W*$",
        rf"{VERB}\s+che\s+{NAME}\s+(?:è|fa)\s+(?:{ARTICLE}\s*|da\s+)?(?P<role>.+)$",
        rf"\b(?:ha|c['’]è)\s+(?:anche\s+)?{ARTICLE}\s?(?P<role>[a-zà]+(?: di casa| familiare| di sostegno)?),?\s+"
        rf"(?:che si chiama|di nome|si chiama)?\s*{NAME}",
        rf"\bha\s+(?:cambiato|preso|trovato|assunto)\s+(?:{ARTICLE}\s*)?(?:nuov[oa]\s+|altr[oa]\s+)?(?P<role>[a-zà]+)\W+"
        rf"(?:adesso|ora|che)?\s*(?:c['’]è|è|si chiama)?\s*{NAME}",
    )
)
"""How somebody is named, and what she is: the first that fits."""

TOLD = PATTERNS[3:]
"""Those that stand without a verb of order."""

ALONE = re.compile(rf"^\W*(?:\w+\s+)?{VERB}{TO_NET}\s+{NAME}{TO_NET}\W*$", re.IGNORECASE)
ROLE_ALONE = re.compile(
    rf"^\W*(?:\w+\s+)?{VERB}{TO_NET}\s+{ARTICLE}\s?(?P<role>[a-zà]+(?: di casa| familiare)?){TO_NET}\W*$",
    re.I,
)
ANOTHER = re.compile(r",?\s*è un['’]altra persona\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Added:
    """Who is to be added."""

    name: str  # empty where it is not said
    kind: str  # of the tie, from her; empty where it is not said
    typed: str  # the name as it stands in the question
    another: bool = False  # it is said that she is none of those who have the name
    instead: bool = False  # she comes in the place of another


def read_added(question: str) -> Added | None:
    """
    Read who is to be added, and what she is.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    Added or None
        None where nobody is named as what she is to another.
    """
    asked = ANOTHER.sub("", question)
    for pattern in PATTERNS:
        found = pattern.search(asked)
        if found and (kind := role_named(found["role"])):
            name = found["name"]
            return Added(
                written(name), kind, name, asked != question, instead="cambiato" in found[0].casefold()
            )
    if (found := ROLE_ALONE.match(asked)) and (kind := role_named(found["role"])):
        return Added("", kind, "")
    found = ALONE.match(asked)
    return Added(written(found["name"]), "", found["name"]) if found else None


def tells_added(question: str) -> bool:
    """
    Say whether it is told who has come beside somebody.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "ha cambiato badante: ora c'è Irina Popa".
    """
    return any((found := one.search(question)) and role_named(found["role"]) for one in TOLD)
