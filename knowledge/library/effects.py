"""Tell what a provision does to the one it cites, from the words around the citation; and from which day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.norms.model import EdgeKind
from knowledge.readers.amendments import DAY_WORDS, read_day

if TYPE_CHECKING:
    from datetime import date

CHANGES = frozenset({EdgeKind.REPLACES, EdgeKind.REPEALS, EdgeKind.MODIFIES, EdgeKind.SUSPENDS})
_IS = r"\b(?:e'|è|sono|viene|vengono|resta|restano)\s+(?:cosi'\s+|così\s+|altresi'\s+|altresì\s+)?"
_NOT_YET_QUOTED = r"[^.;:«\"“]{0,80}?"
# What follows a citation in its sentence, outside quotes.
_AFTER = (
    (EdgeKind.REPLACES, re.compile(_NOT_YET_QUOTED + _IS + r"(?:sostituit|rimpiazzat)[oaie]\b")),
    (EdgeKind.REPEALS, re.compile(_NOT_YET_QUOTED + _IS + r"(?:abrogat|soppress)[oaie]\b")),
    (EdgeKind.SUSPENDS, re.compile(_NOT_YET_QUOTED + _IS + r"sospes[oaie]\b")),
    (
        EdgeKind.MODIFIES,
        re.compile(
            r"[^.;«\"“]{0,120}?\b(?:sono|e'|è)\s+(?:apportat|inserit|aggiunt|modificat|premess)[oaie]\b"
        ),
    ),
)
_TO = r"(?:a|al|alla|allo|ai|alle|agli|all['’])"
_OF = r"(?:di|del|della|dello|dei|delle|degli|dell['’])"
_WHAT = (
    r"(?:quanto|le disposizioni|la disposizione|quelle?|i termini|il termine)"
    r"\s+(?:previst|stabilit|dispost|di cui)\w*"
    rf"(?:\s+(?:da|dal|dalla|dallo|dai|dalle|dagli|dall['’]|{_TO}))?"
)
_WHOSE = rf"(?:disposizion[ei]\s+(?:di cui\s+{_TO}|{_OF}|previst[ae]\s+(?:dal|dall['’]|dalla|dagli|dai))\s*)?"
# What comes before it; the partition between ("ai commi 1 e 2 dell'") is part of the citation.
_BEFORE = (
    (
        EdgeKind.DEROGATES,
        re.compile(
            rf"\b(?:in deroga|derogando|derogare)\s+(?:{_TO}\s*{_WHOSE}|(?:a\s+)?{_WHAT}\s*)$", re.IGNORECASE
        ),
    ),
    (
        EdgeKind.IMPLEMENTS,
        re.compile(
            rf"\b(?:in|per l['’]|di|dell['’]|ai fini dell['’])\s*attuazione\s+{_OF}\s*{_WHOSE}$",
            re.IGNORECASE,
        ),
    ),
    (
        EdgeKind.REPEALS,
        re.compile(
            r"\b(?:sono abrogat[ie]|e' abrogat[oa]|è abrogat[oa])\s*:?\s*(?:il|lo|la|l['’]|gli|le|i)?\s*$",
            re.IGNORECASE,
        ),
    ),
)
# "all'articolo 5, il comma 2 è abrogato": the article only holds what ends.
_HOLDER = re.compile(r"\b(?:al|alla|allo|ai|alle|agli|all['’]|nel|nella|nell['’])\s*$", re.IGNORECASE)
_SUSPENDED_BEFORE = re.compile(
    rf"\b(?:e'|è|resta)\s+sospes[oa]\s+(?:l['’]efficacia|l['’]applicazione)\s+{_OF}\s*{_WHOSE}$",
    re.IGNORECASE,
)
# Only a provision that is itself the subject is suspended: not a term, a right or a payment that it lays down.
_SUBJECT = re.compile(
    r"(?:^|[.;:»]\s+|\n\s*)(?:\d{1,3}(?:-[a-z]+)?\.\s+)?(?:"
    r"(?:L['’]|Il\s+|Lo\s+|La\s+|I\s+|Gli\s+|Le\s+)?|"
    rf"(?:L['’](?:efficacia|applicazione)|Gli effetti|L[ae] disposizion[ei])\s+(?:di cui\s+{_TO}|{_OF}|previst[ae]\s+"
    rf"(?:dal|dall['’]|dalla|dagli|dai))\s*{_WHOSE}"
    r")$",
    re.IGNORECASE,
)
_ONLY_FOR_SOME = re.compile(
    r".{0,90}?\bsospes[oaie]\b[\s,]*(?:nei (?:suoi |loro )?confronti|nei cas[oi]|qualora|quando|se\b"
    r"|per (?:i|gli|le|il|la|lo)\b|limitatamente|fintanto|finch[eé])"
)
_LOOKS_BACK = 110
_REPEALED_LIST = re.compile(r"\b(?:sono|e'|è)\s+abrogat[oaie]\b[^.;]{0,160}?:", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:[:;.]|^|\n)\s*(?:e\s+|[-–]\s+)*(?:\d{0,2}[a-z]{1,2}(?:-[a-z]+)?|\d{1,3})\)\s*"
    r"(?:il|lo|la|l['’]|gli|le|i)?\s*$"
)
_SUSPENDED_UNTIL = re.compile(r"sospes[oaie]\b[^.;]{0,60}?\bfino\s+al\s+" + DAY_WORDS, re.IGNORECASE)
_STARTS = re.compile(
    r"(?:a decorrere|con effetto|con decorrenza|a far data|a partire)\s+dal(?:l['’])?\s*" + DAY_WORDS,
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-Z][a-z])")
_SENTENCE = re.compile(r"[.;]\s+(?=[A-Z«\"])|\n\s*\n")


def read_effect(text: str, start: int, end: int) -> EdgeKind:
    """Tell what the words around the citation ``text[start:end]`` do to what it names."""
    before = text[max(0, start - _LOOKS_BACK) : start]
    for kind, pattern in _BEFORE:
        if pattern.search(before):
            return kind
    if is_quoted(text, start):
        return EdgeKind.CITES
    if _SUSPENDED_BEFORE.search(before):
        return EdgeKind.SUSPENDS
    if _is_in_list_of_repeals(text, start):
        return EdgeKind.REPEALS
    kind = next((kind for kind, pattern in _AFTER if pattern.match(text, end)), EdgeKind.CITES)
    if kind is EdgeKind.SUSPENDS and not (_SUBJECT.search(before) and not _ONLY_FOR_SOME.match(text, end)):
        return EdgeKind.CITES
    held = kind in {EdgeKind.REPLACES, EdgeKind.REPEALS} and _HOLDER.search(before)
    return EdgeKind.MODIFIES if held else kind


def read_start(text: str, start: int, end: int) -> date | None:
    """Read from which day the sentence around a citation has effect; None where it tells none."""
    sentence = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    after = _SENTENCE.search(text, end)
    stop = min(after.start() if after else len(text), end + 300)
    opening = _STARTS.search(text, sentence, start)
    opens = opening is not None and opening.start() - sentence < 12
    closing = re.compile(r"[^«\"“]*?(?:abrogat|sostituit|soppress|sospes)[oaie]\s*,?\s*").match(
        text, end, stop
    )
    told = opening if opens else _STARTS.match(text, closing.end()) if closing else None
    return read_day(told) if told else None


def read_suspension_end(text: str, start: int) -> date | None:
    """Read the last day of the suspension told near a citation; None where it tells none."""
    match = _SUSPENDED_UNTIL.search(text, max(0, start - _LOOKS_BACK), start + 400)
    return read_day(match) if match else None


def is_quoted(text: str, at: int) -> bool:
    """Whether a position stands inside quotes: the words of another act."""
    before = text[:at]
    return (
        before.count("«") > before.count("»")
        or before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
    )


def _is_in_list_of_repeals(text: str, start: int) -> bool:
    """Whether a citation opens an item of "sono abrogati: a) …; b) …"."""
    if not _ITEM.search(text[max(0, start - 30) : start]):
        return False
    heads = list(_REPEALED_LIST.finditer(text, 0, start))
    return bool(heads) and not _SENTENCE_END.search(text, heads[-1].end(), start)
