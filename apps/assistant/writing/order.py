"""Read an order to write something down: its verb, at the beginning or at the end, and what is to be written."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLITIC = r"(?:me|te|ce|mi|ti|ci)?(?:l[oaie]|ne)?"
STEMS = {
    "write": r"registr|segn|annot|appunt|riport|verbalizz|caric|assegn|ricord|cre|incaric|deleg|impegn|liquid",
    "change": r"aggiorn|modific|cambi|rettific|nomin|impost|sistem|spost|rinvi|posticip|anticip",
    "end": r"lev|elimin|cancell|ritir|revoc|ferm|blocc|annull|termin",
    "open": r"conferm|fiss|convoc|attiv|riattiv|avvi",
    "send": r"segnal|invi|mand|inoltr|sollecit",
    "enter": r"entr",
}
"""Verbs in -are, by what they order."""

WHOLE = {
    "write": ("scriv", "mett", "aggiung", "inserisc"),
    "change": ("corregg", "sostituisc"),
    "end": ("togl", "chiud", "sospend", "rimuov", "interromp", "conclud"),
    "open": ("riprend", "unisc", "riapr"),
    "enter": ("apr",),
    "send": ("chied", "richied"),
}
"""The others: their imperative ends in -i."""

INFINITIVE = {"inserisc": "inserir", "unisc": "unir", "apr": "aprir", "riapr": "riaprir", "togl": "toglier",
              "sostituisc": "sostituir"}  # fmt: skip


def _verbs(kind: str) -> str:
    """Write the forms of the verbs of a kind: "registra", "registralo", "registrare"."""
    rest = (f"{one}(?:i{CLITIC})|{INFINITIVE.get(one, f'{one}er')}(?:e|{CLITIC})" for one in WHOLE[kind])
    ours = "|".join((*STEMS[kind].split("|"), *WHOLE[kind]))
    return rf"(?:{STEMS[kind]})(?:a{CLITIC}|ar(?:e|{CLITIC}))|{'|'.join(rest)}|(?:{ours})iamo"


KINDS = "|".join(rf"(?P<{kind}>{_verbs(kind)})" for kind in STEMS)
POLITE = (
    r"(?:(?:per (?:favore|piacere)|cortesemente|allora|ok|ecco|e|poi|quindi|ora|adesso|puoi|potresti|vorrei|voglio"
    r"|devo|dobbiamo|bisogna|mi|ci|c['’]è da|si può|ti chiedo di|riesci a|serve)[,\s]+)*"
)
PLACE = (
    r"(?:agli atti|a verbale|(?:nel|in|al|sul|sulla|nella) (?:sua |suo )?(?:diario|scheda|cartella|fascicolo|pratica"
    r"|percorso|note)|nelle (?:sue )?note)"
)
"""Where it is to be written, when that says no more than that it is."""

TO_WHAT = (
    r"(?P<into>(?:a|ad|per|in|nel|nella|nell['’]|all['’]|alla|al)\s?[\w’']+(?:\s(?-i:[A-ZÀ-Ý])[\w’']+)?,?\s+"
    r"(?:anche\s+)?)??"
)
"""Of whom, or into what, where that comes first: "ad Ada togli …", "in équipe metti …"."""

PERFORMED = (
    r"confermo|annoto|aggiungo|inserisco|tolgo|chiudo|correggo|aggiorno|sospendo|ritiro|revoco|segnalo(?= che\b)"
    r"|fai entrare|far entrare"
)
"""How one says that she does what she orders: "confermo che …"."""

LEAD = re.compile(
    rf"^\W*{POLITE}{TO_WHAT}{POLITE}(?P<verb>{KINDS}|(?P<performed>{PERFORMED})\b|prendi(?:amo)? nota"
    r"|nota(?= che\b|:)|dai atto|da[iì]?(?=.* compit)|(?:accetto|rifiuto|declino)(?=.* compit))\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""An order that begins with its verb."""

IT = r"(?:m[ie]|te|ce)?(?:l[oaie]|ne)"
TAIL = re.compile(
    r"^(?P<rest>.{4,}?)[\s,;:.!?–-]+(?:e |poi |quindi |per favore |me |mi |ora )*"
    rf"(?:(?:puoi |potresti |devi |vorrei |dobbiamo )?(?:(?:{STEMS['write']}|{STEMS['change']})(?:a{IT}|ar{IT})"
    rf"|(?:scriv|mett|inserisc|corregg|aggiung)i{IT}|(?:scriver|metter|inserir|corregger|aggiunger){IT})"
    r"|(?:m[ei] )?l[oaie] (?:puoi )?(?:registri|segni|scrivi|annoti|aggiorni|inserisci|metti|riporti|correggi"
    r"|registrare|segnare|scrivere|annotare|aggiornare|inserire|mettere)"
    r"|prendi(?:ne)? nota|(?<=[,;:.] )(?:aggiorna|correggi|registra|segna|annota|scrivi|metti|inserisci)"
    r"(?: (?:la (?:rete|scheda)|i dati))?"
    r"|(?:da|va|vanno) (?:registrat|segnat|annotat|aggiornat|scritt|registrar"
    r"|segnar|annotar|aggiornar|scriver)[oaie])"
    rf"(?:[\s,]+(?:{PLACE}|per favore|per piacere|grazie|tu|subito|dai|qui))*[\s.!?]*$",
    re.IGNORECASE | re.DOTALL,
)
"""What happened, and then the order to write it: "…, registralo"."""

DONE = {"agg": "write", "reg": "write", "seg": "write", "ann": "write", "scr": "write", "ins": "write",
        "sos": "end", "chi": "end", "tol": "end", "cam": "change", "cor": "change", "mod": "change"}  # fmt: skip
"""How a verb begins that says what is to be done, and what it orders; "aggiornato" is written too."""

PASSIVE = re.compile(
    r"^\W*(?P<what>.{0,40}?)\b(?:va|vanno|andrebbe)\s+(?P<verb>(?:aggiunt|aggiornat|registrat|segnat|annotat|scritt|inserit"
    r"|sospes|chius|tolt|cambiat|corrett|modificat)[oaie])\b(?P<rest>.*\w.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""An order that says what is to be done: "il percorso va sospeso"."""

WOULD_YOU = re.compile(
    r"^\W*(?:(?:mi |ci )?(?:puoi|potresti|riesci)|(?:mi|ci|me l[oa]) \w+i)\b", re.IGNORECASE
)
ASKS = re.compile(
    r"^\W*(?:e |ma )?(?:chi|che cosa|cosa|quand\w+|quant\w+|qual\w*|dove|come|perch[eé])\b", re.I
)
IS_TO_BE = re.compile(r"\b(?:da|va|vanno) \w+[\s.!?]*$", re.IGNORECASE)
DROPPED = re.compile(
    rf"^[\s,:;–-]*(?:{PLACE}\b)?[\s,:;–-]*(?:che\b)?[\s,:;–-]*|[\s,]*\b(?:per (?:favore|piacere)|grazie)[\s.!]*$",
    re.IGNORECASE,
)
"""What stands around the matter of an order and is none of it."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order to write: what it does, and what is written."""

    kind: str  # write, change, end, open, send, enter
    matter: str  # the question without verb, place and courtesy
    verb: str  # as it was typed
    to_diary: bool  # whether it says that the diary, or the record, is where it goes
    told: bool = False  # what happened is told first, and the verb comes last
    unasked: bool = False  # it is told, and nobody says that it is to be written


def read_order(question: str) -> Order | None:
    """
    Read an order to write something.

    Parameters
    ----------
    question
        As it was typed: "registra il rifiuto", "hanno detto di no, scrivilo".

    Returns
    -------
    Order or None
        None for what asks, and orders nothing.
    """
    placed = re.search(rf"\b{PLACE}\b", question, re.IGNORECASE) is not None
    if not question.rstrip().endswith("?") and (found := PASSIVE.match(question)):
        return Order(
            DONE[found["verb"][:3].casefold()],
            _bare(f"{found['what']} {found['rest']}"),
            found["verb"],
            placed,
        )
    if found := LEAD.match(question):
        kind = next((one for one in STEMS if found[one]), "write")
        if found["performed"]:
            kind = _performed(found["performed"])
        if (found["write"] or "").casefold() == "segnala":
            kind = "send"  # and no "segna" with a pronoun: nothing was told that it stands for
        if (
            question.rstrip().endswith("?")
            and kind not in {"write", "send"}
            and not WOULD_YOU.match(question)
        ):
            return None
        return Order(kind, _bare(f"{found['rest']} {found['into'] or ''}"), found["verb"], placed)
    asks = ASKS.match(question) or (question.rstrip().endswith("?") and IS_TO_BE.search(question))
    if (found := TAIL.match(question)) and not asks:
        return Order("write", _bare(found["rest"]), "", placed, told=True)
    return None


def _performed(verb: str) -> str:
    """Say what one does who says that she does it."""
    for kind in STEMS:
        if re.match(f"(?:{'|'.join((STEMS[kind], *WHOLE.get(kind, ())))})o", verb, re.IGNORECASE):
            return kind
    return "write"


def _bare(text: str) -> str:
    """Take off a text what only orders: where to write, courtesy, the signs around."""
    while (bare := DROPPED.sub("", text, count=1).strip(" ,;:.–-")) != text:
        text = bare
    return text
