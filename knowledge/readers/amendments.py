"""Tell a provision from what the publisher of its text adds: marks of amendment, notes, notices of repeal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge.norms.days import MONTHS
from knowledge.norms.model import Region, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "segno di modifica"
NOTE = "nota di aggiornamento"
NOTICE = "avviso di abrogazione"

_NOTE_REFERENCE = re.compile(r"\(\(\s*\(?\d{1,3}[a-z]{0,2}\)?\s*\)\)|\(\(\s*\(\d{1,3}[a-z]{0,2}\)\s*\)\)")
_OMISSION = re.compile(r"\(\(\s*[.… ]{1,12}\s*\)\)")
_NOTE_HEAD = re.compile(r"(?:-{5,}\s*)?\bAGGIORNAMENTO\s*\((?P<number>\d{1,3}[a-z]{0,2})\)")
_LABEL_BEFORE = re.compile(r"(?:^|[\s(«\"])(?:\d{1,3}|[a-z]{1,2}(?:-[a-z]+)?)$")

_NOTICE = re.compile(
    r"(?P<what>ARTICOLO|COMMA|LETTERA|NUMERO|PERIODO|ALLEGATO|CAPO|TABELLA|PUNTO)"
    r"\s+(?:(?:NON\s+)?(?P<how>ABROGAT[OA]|SOPPRESS[OA]|ANNULLAT[OA]|DECADUT[OA]))\b"
    r"(?:\s+DA(?:L|LLA|LLO|I|GLI|LL['’]|)\s*(?P<by>[^\n]*?\d{4}(?:\s*,?\s*N\s*\.\s*\d+)?))?",
    re.IGNORECASE,
)
_PLAIN_NOTICE = re.compile(r"[(\[]?\s*(?:abrogat|soppress)[oaie]\s*[)\]]?\s*\.?", re.IGNORECASE)
DAY_WORDS = r"(?P<day>\d{1,2})\s*[°º]?\s+(?P<month>" + "|".join(MONTHS) + r")\s+(?P<year>\d{4})"
_FROM_DAY = re.compile(
    r"\b(?:a decorrere dal|con effetto dal|a far data dal|a partire dal|dal)\s+" + DAY_WORDS, re.IGNORECASE
)
_ACT = re.compile(
    r"(?P<kind>D\s*\.?\s*LGS\.?|D\s*\.\s*L\s*\.|D\s*\.\s*P\s*\.\s*R\s*\.|L\s*\.\s*COST\w*\.?|L\s*\.|"
    r"DECRETO LEGISLATIVO|DECRETO-LEGGE|LEGGE COSTITUZIONALE|LEGGE|D\.P\.C\.M\.|D\.M\.)\s*"
    r"(?P<day>\d{1,2})\s*[°ºO]?\s*(?P<month>"
    + "|".join(MONTHS)
    + r")\s*(?P<year>\d{4})\s*,?\s*N\s*\.?\s*(?P<number>\d+)",
    re.IGNORECASE,
)
_KINDS = (
    ("DLGS", "decreto.legislativo"),
    ("DECRETOLEGISLATIVO", "decreto.legislativo"),
    ("DL", "decreto.legge"),
    ("DECRETOLEGGE", "decreto.legge"),
    ("DPR", "decreto.del.presidente.della.repubblica"),
    ("DPCM", "decreto.del.presidente.del.consiglio.dei.ministri"),
    ("DM", "decreto.ministeriale"),
    ("LCOST", "legge.costituzionale"),
    ("LEGGECOST", "legge.costituzionale"),
    ("L", "legge"),
)


@dataclass(frozen=True, slots=True)
class Repeal:
    """What a notice such as "COMMA ABROGATO DAL …" says."""

    what: str  # articolo, comma, lettera, numero
    status: Status
    cause: str | None  # URN of the act, where the notice names one


def find_marks(stream: str, start: int, end: int) -> Iterator[Region]:
    """
    Find the marks ``((`` and ``))`` around amended words, and the references to notes inside such marks.

    The words between two marks belong to the provision; ``((...))`` stands for words taken away.
    """
    position = start
    opened = False
    depth = 0
    pattern = re.compile(r"[()]")
    while match := pattern.search(stream, position, end):
        at = match.start()
        if not opened and stream.startswith("((", at):
            whole = _NOTE_REFERENCE.match(stream, at, end) or _OMISSION.match(stream, at, end)
            if whole:
                yield Region(at, whole.end(), MARK)
                position = whole.end()
                continue
            yield Region(at, at + 2, MARK)
            opened, depth, position = True, 0, at + 2
        elif opened and stream[at] == "(":
            depth, position = depth + 1, at + 1
        elif opened and depth == 0 and stream.startswith("))", at):
            # "a)))" closes a letter's label, then the mark
            if stream.startswith(")))", at) and _LABEL_BEFORE.search(stream[max(start, at - 20) : at]):
                at += 1
            yield Region(at, at + 2, MARK)
            opened, position = False, at + 2
        else:
            if opened and stream[at] == ")" and depth and not _closes_label(stream, at, start, end):
                depth -= 1
            position = at + 1


def _closes_label(stream: str, at: int, start: int, end: int) -> bool:
    """Whether a bracket belongs to a label such as "lettera a)" inside an open bracket."""
    return (
        stream.startswith("))", at)
        and bool(_LABEL_BEFORE.search(stream[max(start, at - 20) : at]))
        and at + 1 < end
    )


def find_notes(stream: str, start: int, end: int) -> Iterator[Region]:
    """Find the notes of update that the publisher sets after the text of an article."""
    head = _NOTE_HEAD.search(stream, start, end)
    while head:
        following = _NOTE_HEAD.search(stream, head.end(), end)
        stop = following.start() if following else end
        yield Region(head.start(), stop, NOTE)
        head = following


def find_note_references(stream: str, start: int, end: int, numbers: frozenset[str]) -> Iterator[Region]:
    """Find references such as "(21)" to the notes of this article, where they close a sentence."""
    for match in re.finditer(
        r"(?<=[.;:,)\s])\((\d{1,3}[a-z]{0,2})\)(?=\s*(?:[.;(\n]|$|-----))", stream[start:end]
    ):
        if match[1] in numbers:
            yield Region(start + match.start(), start + match.end(), MARK)


def number_of_note(text: str) -> str | None:
    """Read the number of a note of update."""
    match = re.search(r"AGGIORNAMENTO\s*\((\d{1,3}[a-z]{0,2})\)", text[:60])
    return match[1] if match else None


def read_notice(text: str) -> Repeal | None:
    """
    Read a text that is nothing but a notice of repeal; None when it is, or holds, a provision.

    A notice about a sentence ("PERIODO SOPPRESSO") inside a provision is no notice about the unit.
    """
    if plain := _PLAIN_NOTICE.fullmatch(text.strip()):
        return Repeal("", Status.REPEALED, name_amending_act(plain[0]))
    match = _NOTICE.match(text.lstrip(' \n.,;(«"'))
    if match is None or match["what"].upper() == "PERIODO":
        return None
    if not match[0][:14].isupper() and not (
        match["by"] and match[0].islower()
    ):  # a file all in small letters
        return None
    rest = text[text.find(match[0]) + len(match[0]) :]
    if re.search(r"[a-zàèéìòù]{4,}\s+[a-zàèéìòù]{2,}\s+[a-zàèéìòù]{2,}", rest):
        return None
    return Repeal(match["what"].lower(), Status.REPEALED, name_amending_act(match[0] + rest))


def day_of_repeal(notes: str) -> date | None:
    """Read from an article's notes the day from which it is repealed; None where they tell no single one."""
    days = {
        read_day(match)
        for match in _FROM_DAY.finditer(notes)
        if re.search(r"\babrogat|\bsoppress", notes[match.start() : match.start() + 400])
    }
    return days.pop() if len(days) == 1 else None


def day_told(words: str) -> date | None:
    """Read the one day from which some words say that they have effect; None where they tell none, or several."""
    days = {read_day(match) for match in _FROM_DAY.finditer(words)}
    return days.pop() if len(days) == 1 else None


def read_day(match: re.Match[str]) -> date | None:
    """Read a day that `DAY_WORDS` matched; None when the calendar has no such day."""
    try:
        return date(int(match["year"]), MONTHS.index(match["month"].lower()) + 1, int(match["day"]))
    except ValueError:
        return None


def name_amending_act(text: str) -> str | None:
    """Read the first act named in a notice or note, as a URN; None when it names none."""
    match = _ACT.search(text)
    if match is None:
        return None
    letters = re.sub(r"[^A-Z]", "", match["kind"].upper())
    kind = next(kind for prefix, kind in _KINDS if letters.startswith(prefix))
    month = MONTHS.index(match["month"].lower()) + 1
    try:
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
    return f"urn:nir:stato:{kind}:{day.isoformat()};{match['number']}"
