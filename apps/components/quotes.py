"""Show an answer as cards: each provision word by word, where it stands, what is known of its force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import ASSETS, environment
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
ROLES = {"rule": "", "exception": "Eccezione o limite", "definition": "Che cosa si intende"}


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
    template = environment().get_template("answer.html")
    return template.render(
        answer=answer, quotes=[quote_values(quote) for quote in answer.quotes], long_day=long_day
    )


def quote_values(quote: Quote) -> dict[str, Any]:
    """
    Collect what a card shows of a quote.

    Parameters
    ----------
    quote
        A `knowledge.answer` quote.

    Returns
    -------
    dict
        Words for the template.
    """
    passage = quote.passage
    words, tone = STATUSES[str(passage.status)]
    return {
        "citation": quote.citation,
        "title": passage.act.title,
        "heading": passage.heading or "",
        "opening": quote.opening,
        "text": quote.text,
        "official": passage.official,
        "status": words,
        "tone": tone,
        "status_line": quote.status_line,
        "role": ROLES[str(quote.role)],
        "urn": passage.urn,
        "source": passage.source if str(passage.source or "").startswith("https://") else "",
        "since": long_day(passage.valid_from),
        "until": long_day(passage.valid_to),
    }


def card_style() -> str:
    """Return the style sheet of the cards, for a component's shadow root."""
    return (ASSETS / "cards.css").read_text(encoding="utf-8")
