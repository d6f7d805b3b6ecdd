"""Read one field of a path's form from the words of an order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.person import named_needs
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.words import listed, normal
from apps.assistant.writing.ahead import read_ahead
from apps.assistant.writing.mending import mended
from apps.assistant.writing.writes import best_of, plain
from apps.components.path_lists import plain_number
from apps.components.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.mending import Correction
    from apps.components.path_lists import Lists
    from coordinator.pathway.forms import Field

BECAUSE = re.compile(
    r"(?:\b(?:perch[eé]|poich[eé]|siccome|dato che|motivo:?|causa)\s+|:\s*)(.+)$", re.I | re.S
)
PAPER = re.compile(
    r"\b((?:n\.|n°|nr\.?|numero)\s*\d.*|(?:determin\w+|delibera|atto|fattura|mandato|nota|verbale|prot\w*)\s+(?:n\.?\s*)?\d.*)$",
    re.IGNORECASE,
)
"""The number of a document, and what follows it."""

HOURS = (
    r"(\d+(?:[.,]\d+)?|un['’]?|una|due|tre|quattro|cinque|sei|mezz['’]?|mezza) ?(?:or[ae]|h\b|oretta)"
    r"(?P<half> e (?:mezz[oa]|30))?"
)
UNITS = {
    "hours": HOURS,
    "hours_per_week": HOURS,
    "hourly_cost": r"(\d[\d.]*(?:,\d+)?) ?(?:euro|€) (?:l['’]|all['’])ora",
    "amount": r"(\d[\d.]*(?:,\d+)?) ?(?:euro|€)",
}
"""Field of a number → how it stands beside its unit."""

HALF = 0.5
SPELLED = {
    "mezz": "0,5",
    "mezza": "0,5",
    "un": "1",
    "una": "1",
    "due": "2",
    "tre": "3",
    "quattro": "4",
    "cinque": "5",
    "sei": "6",
}
OF_NEEDS = frozenset({"bisogni", "bisogni_caso"})
OF_WORDS = frozenset({"obiettivi", "interventi", "rischi", "risorse", "compiti"})
"""Lists of things that somebody wrote in her own words."""

BEFORE_REST = re.compile(
    r"^(?:(?:in casa|a casa|a domicilio|di|del|dell[ao']|che|come|è|il|la|lo|un|una|:|,|–|-)\s+)*(?=\S)", re.I
)
AGENT = re.compile(r".*\bda(?:l|ll[aeo]|gli|i|ll['’])?\s+(.+)$", re.I | re.S)
"""Who did it, where several are spoken of: "ore di assistenza fatte dalla Costa"."""

DOING = re.compile(
    r"(?:^|\b(?:di|d'|d’|a|per|che|deve|devo|dovrà)\s*)(?=\w+r(?:e|[cgl]li|l[aeio]|ne|si|mi)\b)",
    re.IGNORECASE,
)
"""Where what is to be done begins: "di chiamare …"."""

BY_THEN = re.compile(
    r"[\s,]+(?:(?:entro|per|prima di|il|la|fra|tra|di)\s+)*"
    rf"(?:{'|'.join(WEEKDAYS)}|lunedi|martedi|mercoledi|giovedi|venerdi|domani|dopodomani|oggi|subito|fine mese"
    rf"|(?:\d{{1,3}}|un[ao]?|due|tre|quattro)\s+(?:giorn|settiman|mes)\w+|\d{{1,2}}[°º]?\s+(?:{'|'.join(MONTHS)})"
    r"(?:\s+\d{4})?|\d{1,2}/\d{1,2}(?:/\d{4})?)(?:\s+prossim[oa])?[\s.!]*$",
    re.IGNORECASE,
)
"""By when it is to be done, at the end of what is: it is a field of its own."""

TASK = re.compile(r"^(?:(?:un|il|una|la) )?(?:compito|promemoria)\b[\s:,]*", re.IGNORECASE)
TO_WHOM = re.compile(r"^(?:a|ad|al|alla|all['’]|per)\s*\S+(?:\s[A-ZÀ-Ý]\S+){0,2}$")
"""Who is to do it, where what is not said: "dai un compito a Irene"."""

TASK_ALONE = re.compile(
    r"\b(?:compito|promemoria|incarico)\W*(?:(?:per|su|con|di)\W*(?:lei|lui)?)?\W*$", re.IGNORECASE
)
"""A task of which only whom it concerns is said: "a Irene un compito per lei"."""

STEM = 7
"""Letters by which two words are held for one."""

MYSELF = re.compile(r" (?:ho|sono|abbiamo|siamo|mi ha|mi hanno|ci ha) ")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an order, and what the record offers for the fields of its form."""

    asked: Asked
    matter: str  # as it was typed
    lists: Lists
    read: Mapping[str, Any]  # field → how it is read, as ``writes.yaml`` says
    cues: tuple[str, ...] = ()


def read_field(one: Field, said: Said) -> str:
    """
    Read a field.

    Parameters
    ----------
    one
        Of the form.
    said
        The order.

    Returns
    -------
    str
        What the form would be sent: a value of its list, a day as ``2026-03-12``, a number; empty where the words do
        not say it.
    """
    how = said.read.get(one.name)
    if isinstance(how, dict):
        return best_of(how, plain(said.matter))
    if one.choices:
        return best_of(
            {value: [plain(label).strip()] for value, label in one.choices.items()}, plain(said.matter)
        )
    if one.offered:
        return _of_list(one, said, str(how or ""))
    if one.type == "giorno":
        day = read_ahead(said.matter, said.asked.day)
        return day.isoformat() if day else ""
    if one.type == "numero":
        return _number(UNITS.get(one.name, ""), said.matter)
    return _text(str(how), said) if one.type in {"parola", "testo"} else ""


def take_field(one: Field, said: Said, words: str) -> str:
    """
    Read the words by which a field that was asked for is answered.

    Parameters
    ----------
    one
        The field.
    said
        The order.
    words
        As they were typed, or as a choice says them.

    Returns
    -------
    str
        Empty where they do not say it.
    """
    offered = dict(one.choices or (said.lists.offered[one.offered] if one.offered else {}))
    typed = plain(words)
    exact = next((value for value, label in offered.items() if plain(label) == typed), "")
    if exact or (one.type in {"parola", "testo"} and not one.offered):
        of_task = said.read.get(one.name) == "task"
        return exact or (BY_THEN.sub("", words.strip()) if of_task else words.strip())
    again = Said(said.asked, words, said.lists, {**said.read, one.name: said.read.get(one.name)}, ())
    if one.type == "numero" and (found := re.fullmatch(r"\D*(\d[\d.]*(?:,\d+)?)\D*", words.strip())):
        return plain_number(found[1])
    return read_field(one, again) or (words.strip() if one.free else "")


def mend_field(one: Field, said: Said, it: Correction, before: str) -> str:
    """
    Read a field again from a correction.

    Parameters
    ----------
    one
        The field.
    said
        The order.
    it
        The correction.
    before
        What the field holds; empty for nothing.

    Returns
    -------
    str
        Its new value; empty where the correction is not of this field.
    """
    if one.type in {"parola", "testo"} and not one.offered:
        value = mended(before, it, dated=False) if before else ""
    elif one.offered and said.read.get(one.name) == "doer":
        value = next(iter(_parties(said.lists.offered[one.offered], replace(said, matter=it.new))), "")
    else:
        value = take_field(replace(one, free=False), replace(said, read=_found_in(said.read)), it.new)
    return value if value != before else ""


def _found_in(read: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of how fields are read what finds them in words; nobody is taken for whom none is named."""
    return {name: how for name, how in read.items() if how != "herself"}


def _of_list(one: Field, said: Said, how: str) -> str:
    """Read which of a list is meant; empty where none or several may be."""
    assert one.offered is not None  # noqa: S101  asked of lists only
    offered = said.lists.offered[one.offered]
    me = said.asked.viewer.party_id
    if how == "doer":
        told = _parties(offered, replace(said, matter=_task(said)[0]))
        return told[0] if len(told) == 1 else str(me) if not told and me in offered else ""
    if one.offered in OF_NEEDS:
        found = [need for need in named_needs(said.matter) if need in offered]
    elif one.offered in OF_WORDS:
        found = _by_words(offered, said.matter)
    else:
        found = _parties(offered, said)
    if len(found) == 1:
        return found[0]
    if not found and me in offered and MYSELF.search(plain(said.matter)):
        return str(me)
    return said.asked.person_id if how == "herself" and not found and said.asked.person_id in offered else ""


def _parties(offered: Mapping[str, str], said: Said) -> list[str]:
    """Find whom of a list the words mean: by what they are to her, or by a word of one name alone."""
    matter = _without_her(said)
    typed = set(plain(matter).replace("'", " ").split())
    names = {
        key: {word for word in plain(name).split() if len(word) > len("del")} for key, name in offered.items()
    }
    whole = [key for key, words in names.items() if words and words <= typed]
    if len(whole) == 1:
        return whole
    holding = [span for span in said.asked.record.told if span.holds_on(said.asked.day)]
    near = [span.other_id for span in meant(said.asked.again(matter), holding)]
    if found := list(dict.fromkeys(one for one in near if one in offered)):
        agent = AGENT.search(said.matter)
        return (
            _parties(offered, replace(said, matter=agent[1])) or found if len(found) > 1 and agent else found
        )
    return whole or [
        key
        for key, words in names.items()
        if any(word in typed and sum(word in other for other in names.values()) == 1 for word in words)
        and key != said.asked.person_id
    ]


def _without_her(said: Said) -> str:
    """Take the name of the person whom an order is about out of it: her relatives have her family name too."""
    return re.sub(rf"\b{re.escape(said.asked.record.party.name)}\b", " ", said.matter, flags=re.IGNORECASE)


def _by_words(offered: Mapping[str, str], matter: str) -> list[str]:
    """Find which of some things written in words share most of them with an order."""
    typed = stems(matter)
    shared = {key: len(typed & stems(label)) for key, label in offered.items()}
    if len(offered) == 1:
        return [*offered]
    most = max(shared.values(), default=0)
    return [key for key, number in shared.items() if number == most] if most else []


def stems(text: str) -> set[str]:
    """
    Cut a text into the beginnings of its telling words.

    Parameters
    ----------
    text
        In Italian.

    Returns
    -------
    set of str
        Of seven letters at most, without endings.
    """
    words = (word for word in plain(text).split() if word not in listed("telling_nothing"))
    return {word[:-1][:STEM] for word in words if len(word) > len("del")}


def _number(unit: str, matter: str) -> str:
    """Read a number that stands beside its unit."""
    found = re.search(unit, matter, re.IGNORECASE) if unit else None
    if found is None:
        return ""
    number = plain_number(SPELLED.get(found[1].casefold().rstrip("'’"), found[1]))
    return f"{float(number) + HALF:g}".replace(".", ",") if found.groupdict().get("half") else number


def _text(how: str, said: Said) -> str:
    """Read a field of words: all of them, the reason, a document's number, or what follows the cue."""
    if how in {"whole", "task"}:
        return said.matter if how == "whole" else _task(said)[1]
    if how in {"because", "paper"}:
        found = (BECAUSE if how == "because" else PAPER).search(said.matter)
        return found[1].strip() if found else ""
    return _rest(said) if how == "rest" else ""


def _task(said: Said) -> tuple[str, str]:
    """Part an order into who is told, and what is to be done."""
    before, colon, after = said.matter.partition(":")
    if colon and after.strip():
        return before, BY_THEN.sub("", after.strip())
    if TASK_ALONE.search(_without_her(said)):
        return said.matter, ""
    found = DOING.search(said.matter)
    if found is None:
        rest = TASK.sub("", _rest(said) or said.matter)
        return (rest, "") if TO_WHOM.match(rest) else ("", BY_THEN.sub("", rest))
    return said.matter[: found.start()], BY_THEN.sub("", said.matter[found.end() :].strip())


def _rest(said: Said) -> str:
    """Return what follows a colon, or else the word by which the form was known."""
    before, colon, after = said.matter.partition(":")
    if colon and after.strip():
        return after.strip()
    words = before.split()
    starts = {part.strip().split()[0] for cue in said.cues for part in cue.split("+") if part.strip()}
    at = next((at for at, word in enumerate(words) if normal(word).strip().startswith(tuple(starts))), None)
    return "" if at is None else BEFORE_REST.sub("", " ".join(words[at + 1 :]), count=1).strip()
