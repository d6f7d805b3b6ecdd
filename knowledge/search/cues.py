"""Tell whether a question asks for a figure, and whether a provision holds one."""

from __future__ import annotations

import re

from knowledge.search.words import fold

_ASKS_FIGURE = re.compile(
    r"\bquant[iaoe]\b|\bammont|\bimporto|\bsoglia|\bpercentual|\bmassim|\bminim|\blimite|\bdurata|\bquota"
    r"|\bentro (?:quando|quant)|\bcosta\b|\baliquota"
)
_FIGURE = re.compile(
    r"\b(?:\d[\d.,]*|un|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|quindici|venti|trenta|quaranta\w*"
    r"|cinquanta|sessanta|settanta|novanta|cento\w*)\b (?:\w+ )?"
    r"(?:giorn|mes[ei]\b|ann[oi]\b|or[ae]\b|minut|settiman|euro|lire|per cento|%|milion|punti|posti|volte|unita"
    r"|persone|metri|lavorator|abitant)"
)


def asks_figure(question: str) -> bool:
    """Tell whether a question asks for a number: how many, how much, how long."""
    return _ASKS_FIGURE.search(fold(question)) is not None


def holds_figure(text: str) -> bool:
    """Tell whether a text holds a number with its unit."""
    return _FIGURE.search(fold(text)) is not None
