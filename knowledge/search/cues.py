"""Tell whether a provision holds the kind of answer that a question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.search.question import Asks
from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = (
    r"(?:\d[\d.,]*|un[oa]?|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|venti|trenta|quaranta"
    r"|quarantacinque|cinquanta|sessanta|settanta|novanta|cento(?:venti|ottanta)?|duecento)"
)
_HOLDS: dict[Asks, re.Pattern[str]] = {
    Asks.TERM: re.compile(
        rf"\b{_NUMBER} (?:giorn|mes[ei]|ann[oi]|or[ae]\b|settiman)|\bentro\b|\btriennal|\bannual"
        rf"|\bbiennal|\bimmediat|\bdecorr|\bscad|\bdurata|\btempestiv"
    ),
    Asks.AMOUNT: re.compile(
        rf"\beuro\b|\blire\b|per cento|\b\d+ ?%|\bmilion|\b{_NUMBER}\b|\bquota\b|\bimporto"
    ),
    Asks.DEFINITION: re.compile(
        r"\bsi intend|\bsono definit|\bcostituisc|\bconsist|\bdefini|: |\be (?:il|la|lo|un|una|l)\b"
    ),
    Asks.WHO: re.compile(
        r"\bcompeten|\bspetta|\bprovved|\bsono titolari|\bassicura|\bpredispon|\bcomun[ei]\b"
        r"|\bregion[ei]\b|\baziend|\bministr|\bdetermin|\badott|\bdisciplin"
    ),
    Asks.REQUIREMENT: re.compile(
        r"\bdiritto|\brequisit|\bcondizion|\bpuo\b|\bpossono\b|\bqualora|\ba domanda|\bspetta|\bconsentit|\bnel caso"
    ),
    Asks.LIST: re.compile(r"\b[a-z]\)|: |;"),
    Asks.PROCEDURE: re.compile(
        r"\bprocediment|\bmodalita|\bdomanda|\bistanza|\bprovved|\bcomunica|\bentro\b|\bsecondo\b|\bmediante"
    ),
    Asks.DUTY: re.compile(
        r"\bdev[eo]|\bobblig|\bsono tenut|\be tenut|\bvietat|\bnon puo|\bnon possono|\bsanzion|\bprovved"
        r"|\bresponsab|\brevoca"
    ),
}


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


def cue_match(asks: Sequence[Asks], text: str) -> float:
    """
    Measure how many of the asked kinds of answer a text holds.

    Parameters
    ----------
    asks
        What the question asks for.
    text
        Of the provision.

    Returns
    -------
    float
        From 0.0 to 1.0; 1.0 too when nothing particular is asked.
    """
    patterns = [_HOLDS[kind] for kind in asks if kind in _HOLDS]
    if not patterns:
        return 1.0
    folded = fold(text)
    return sum(1 for pattern in patterns if pattern.search(folded)) / len(patterns)
