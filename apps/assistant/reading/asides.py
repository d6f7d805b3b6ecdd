"""Take off a question what it is asked for: who is on the telephone, before it; what comes tomorrow, after it."""

from __future__ import annotations

import re

from apps.assistant.reading.words import normal

CALLED = re.compile(
    r"^\W*(?:(?:mi|ci) (?:chiama|telefona|scrive|cerca|sta (?:chiamando|telefonando|scrivendo)"
    r"|(?:ha|hanno) (?:appena )?(?:chiamat|telefonat|scritt|cercat|contattat)[oaie])"
    r"|(?:ha|hanno) (?:appena )?(?:chiamat|telefonat)[oaie]"
    r"|(?:ho|abbiamo|c['’]è) (?:qui |ora |adesso )?(?:al telefono|in linea|allo sportello|qui|davanti)"
    r"|(?:ho|abbiamo|seguo|c['’]è) (?:qui )?(?:un|una|un['’]) ?(?:nuov[oa] |mi[oa] )?"
    r"(?:pazient\w+|assistit\w+|signor\w+|utente|anzian\w+|cas[oa]|person\w+|ragazz\w+|donna|uomo|famigli\w+)"
    r"|(?:è|e['’]) (?:al telefono|in linea|allo sportello|qui|venut[oa]))\b",
    re.IGNORECASE,
)
"""How one says who is calling, before one asks."""

STOP = re.compile(r"[:,;.!]\s+|\s+[–-]\s+|\s+(?:e )?(?=(?:vuole|chiede|vorrebbe) )", re.IGNORECASE)
WANTS = re.compile(
    r"^(?:e )?(?:(?:mi |ci )?(?:vuole|vogliono|vorrebbe|vorrebbero) (?:sapere|capire)"
    r"|(?:mi |ci )?(?:chiede|chiedono|domanda))(?: di| se)? ",
    re.IGNORECASE,
)
"""How one says what the caller asks."""

ASKS = re.compile(
    r"^(?:e |ma )?(?:(?:(?:a|da|con|per|di|in) )?"
    r"(?:chi|che|cosa|quand[oi]|quant[oie]|come|dove|quale|quali|qual|perch[eé])\b"
    r"|se\b|c['’]è|ci sono|mi (?:dici|dica|dite)|dimmi|è già|ha già|risulta)",
    re.IGNORECASE,
)
"""How a question begins."""

DAY = (
    r"(?:domani|dopodomani|oggi|stasera|stamattina|fra poco|tra poco"
    r"|(?:luned|marted|mercoled|gioved|venerd)[iì]|sabato)"
)
COMES = (
    r"(?:(?:la|lo|li|le|gli|ci) (?:ved[eo]n?o?|vado|devo|dobbiamo|incontr\w+|visit\w+|port\w+|sento|chiam\w+)"
    r"|(?:(?:devo|dobbiamo) )?(?:vado|andiamo|passo|passiamo|andare|passare) (?:da|a)"
    r"|(?:ho|abbiamo|c['’]è) (?:la|il|una|un|l['’]) ?\w+|(?:viene|passa|arriva) "
    r"|(?:mi|ci) (?:serve|servono|chiama\w*|chiedono|chiede))"
)
REASON = re.compile(
    rf"\s*,?\s+(?:che|perch[eé]|visto che|dato che|siccome|poich[eé])\s+(?:{DAY}\s+(?:mattina\s+|pomeriggio\s+)?{COMES}"
    rf"|(?:{COMES}).*?\b{DAY}\b|(?:devo|dobbiamo) (?:andare|andarci|vederl\w|incontrarl\w|sentirl\w|chiamarl\w"
    r"|riferire|rispondere|scrivere))\b[^?]*(?=\W*$)",
    re.IGNORECASE,
)
"""How a question ends that says why it is asked: "… che domani la vede l'infermiera"."""

POINTING = frozenset(
    {"e", "sono", "era", "erano", "cosa", "cio", "tutto", "quello", "quella", "quelli", "quelle"}
)
"""Words after which "che" goes on with what is asked."""

LEAST = 2
"""Words of what must be left to be a question; after a caller one more, or what was said of her is the matter."""


def without_asides(question: str) -> tuple[str, str]:
    """
    Take off a question who is calling, and why it is asked.

    Parameters
    ----------
    question
        As it was typed, without its greeting.

    Returns
    -------
    tuple of str
        What is asked, and what was said of who is calling; the same and nothing where all of it is asked.

    Examples
    --------
    >>> without_asides("mi chiama la farmacia per la Serravalle: che cosa è attivo per lei?")
    ('che cosa è attivo per lei?', 'mi chiama la farmacia per la Serravalle')
    >>> without_asides("mi riassumi il caso che domani la vede l'infermiera")
    ('mi riassumi il caso', '')
    """
    told = ""
    if CALLED.match(question):
        for stop in STOP.finditer(question):
            rest = question[stop.end() :]
            wants = WANTS.match(rest)
            asks = ASKS.match(rest) and (rest.rstrip().endswith("?") or normal(rest).split()[0] != "che")
            if (wants or asks) and len(normal(rest).split()) > LEAST:
                told, question = question[: stop.start()], rest[wants.end() :] if wants else rest
                break
    asked = REASON.sub("", question)
    left = normal(asked.rstrip("?! .")).split()
    return (question if len(left) < LEAST or left[-1] in POINTING else asked), told
