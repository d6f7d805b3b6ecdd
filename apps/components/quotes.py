"""Show an answer as cards: each provision word by word, where it stands, what is known of its force."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.components.frame import ASSETS, environment
from apps.components.titles import act_title
from apps.components.words import long_day

if TYPE_CHECKING:
    from knowledge.answer import Answer, Quote

STATUSES = {
    "in_force": ("vigente", ""),
    "unverified": ("vigenza non verificata", "note"),
    "not_yet": ("non ancora in vigore", "note"),
    "replaced": ("sostituito", "alarm"),
    "repealed": ("abrogato", "alarm"),
    "suspended": ("sospeso", "alarm"),
}
SHOWN = 2
"""Quotes that are open at once; the others wait behind a line that says how many they are."""

SAID_BY_BADGES = re.compile(
    r"(?:Vigenza alla data non verificata|Vigente nel testo a disposizione)\.\s*|"
    r"Scheda redazionale, non testo ufficiale\.\s*|\[Testo ufficiale\]\([^)]*\)\.?"
)
"""What the status line repeats of the card's badges and link."""

ROLES = {
    "rule": "",
    "exception": "Eccezione o limite",
    "definition": "Che cosa si intende",
    "implementation": "La mette in pratica",
}


def answer_html(answer: Answer) -> str:
    """
    Write an answer as HTML; every word that comes from outside is escaped.

    Parameters
    ----------
    answer
        What the assistant gave.

    Returns
    -------
    str
        Cards for the quotes, a list of facts, or the refusal with what would help.
    """
    quotes = [quote_values(quote, answer) for quote in answer.quotes]
    template = environment().get_template("answer.html")
    return template.render(answer=answer, first=quotes[:SHOWN], rest=quotes[SHOWN:], long_day=long_day)


def quote_values(quote: Quote, answer: Answer) -> dict[str, Any]:
    """
    Collect what a card shows of a quote.

    Parameters
    ----------
    quote
        What is shown.
    answer
        Whose quote it is, for the facts of the same provision.

    Returns
    -------
    dict
        Words for the template.
    """
    passage = quote.passage
    words, tone = STATUSES[str(passage.status)]
    return {
        "citation": quote.citation,
        "title": act_title(passage.act.title),
        "heading": passage.heading or "",
        "opening": quote.opening,
        "text": quote.text,
        "official": passage.official,
        "status": words,
        "tone": tone,
        "status_line": SAID_BY_BADGES.sub("", quote.status_line).strip(),
        "facts": [fact for fact in answer.facts if fact.urn == passage.urn],
        "role": ROLES[str(quote.role)],
        "urn": passage.urn,
        "source": passage.source if passage.source.startswith("https://") else "",
        "declared": passage.act.declared_address,
        "since": long_day(passage.valid_from),
        "until": long_day(passage.valid_to),
    }


def card_style() -> str:
    """Return the style sheet of the cards, for a component's shadow root."""
    return (ASSETS / "cards.css").read_text(encoding="utf-8")
