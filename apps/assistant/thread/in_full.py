"""Ask in full what a short question asks of what was spoken of: one rule for each kind of thing, in `focus.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.people import find_named
from apps.assistant.reading.recognised import left_over
from apps.assistant.reading.words import normal
from apps.assistant.restated.restate import restated_of, stands_alone
from apps.assistant.thread.focus import cards_named, focuses
from apps.assistant.whom.colleagues import but_colleagues
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.assistant.thread.focus import Focus
    from apps.assistant.whom.scene import Scene

LONGEST = 10
"""Words at most of a question that may be of what was spoken of."""

FEW = 4
"""Words of a question that is too short to be one of its own: "chi lo gestisce?"."""

SORTS = {
    "service": r"serviz\w+|struttur[ae]|centr[oi]|sportell[oi]|residenz[ae]",
    "body": r"ent[ei]|associazion[ei]|cooperativ[ae]|comun[ei]|aziend[ae]",
    "agreement": r"accord[oi]|protocoll[oi]|convenzion[ei]|intes[ae]|coprogettazion[ei]",
    "colleague": r"colleg\w+|operator\w+|professionist\w+",
}
"""Kind of thing → the words of its sorts."""

BACK = re.compile(
    r" (?:quest[oaei]?|quell[oaei]?|quei|quegli|quel|stess[oaei])(?:'| )(?:\w+ )?"
    rf"(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in SORTS.items())}) "
)
"""Words that point back to a thing by its sort, and name none."""

OF_HER = re.compile(r"(?<! dopo) (?:di|a|per|con|su) (?:lei|lui) ")
"""Words that say that the person is meant, and nothing else that was spoken of."""

OF_ALL = re.compile(
    r"^ (?:in )?(?:quali|che|quanti|quante|tutti i|tutte le|elenco dei) (?:altr[ie] )?(?:serviz\w+|struttur\w+) "
)
"""How a question asks of all services, whichever was spoken of."""

OF_OTHERS = re.compile(
    r" (?:badant[ei]|caregiver|figli[oaie]?|famiglia|famigliari|familiari|parenti|medic[oi]|dottor\w+|infermier\w+"
    r"|amministrator\w+ di sostegno|(?:miei|mie) \w+) "
)
"""People of whom something is asked, which is then not asked of the service or body that was spoken of."""

PLACES = ("service", "body")
"""Kinds of thing of which nothing is meant where people are named."""

BEGINS = re.compile(r"^ (?:(?:e|ed|ma|ok|invece|allora|di quest[ei]|di quell[ei]) )+")


@dataclass(frozen=True, slots=True)
class Table:
    """All that may be asked of a kind of thing, and the words by which something else is meant."""

    but: re.Pattern[str] | None
    hers: re.Pattern[str] | None  # the same, where the answer before was of a person
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What may be asked of a kind of thing: how it is asked in few words, and in full."""

    cue: re.Pattern[str]
    asks: str
    alone: bool  # only where the answer before was of no person


def of_what_was_spoken(scene: Scene, question: str, words: str) -> str:
    """
    Ask in full what a short question asks of a thing that was spoken of.

    Parameters
    ----------
    scene
        The conversation, with the question before and its answer.
    question
        As it was typed: "hanno ancora posto?".
    words
        The same, as `normal` writes it.

    Returns
    -------
    str
        Such as "Posti liberi e attesa: Trasporto Il Filo?"; empty where it names a thing of its own, or asks
        nothing that is asked of such a thing.
    """
    if OF_HER.search(words):
        return ""
    words = BEGINS.sub(" ", words)
    back = BACK.search(words)
    if len(words.split()) > LONGEST or _is_named(scene, question):
        return ""
    if back is None and cards_named(scene, question):
        return ""
    if back is None and len(words.split()) > FEW and stands_alone(scene, question.rstrip("?! .")):
        return ""
    of_others = back is None and OF_OTHERS.search(words) is not None
    spoken = [one for one in focuses(scene) if not (of_others and one.kind in PLACES)]
    for focus in spoken:
        if (back and back.lastgroup != focus.kind) or (focus.kind == "service" and OF_ALL.search(words)):
            continue
        row = _asked(focus, words)
        if row is None or (focus.kind == "act" and not _only(row, words)):
            continue
        asked, before = question.rstrip("?! ."), scene.question.rstrip("?! .")
        return row.asks.format(", ".join(_of_sort(focus.names, back)), asked=asked, before=before)
    for focus in spoken:
        if (back and back.lastgroup != focus.kind) or (focus.kind == "service" and OF_ALL.search(words)):
            continue
        if focus.kind in SORTS and not focus.alone:
            continue  # beside a person, she may be meant
        it, before = ", ".join(_of_sort(focus.names, back)), scene.question.rstrip("?! .")
        if told := restated_of(scene, question.rstrip("?! ."), focus.kind, {"it": it, "before": before}):
            return told
    return ""


def of_another(scene: Scene, question: str, _words: str) -> str:
    """
    Ask the same of another colleague or body: "e la Fontana?".

    Parameters
    ----------
    scene, question
        As `of_what_was_spoken` takes them.

    Returns
    -------
    str
        The question before, of the one who is named now; empty where something else is asked.
    """
    now = cards_named(scene, question)
    if len(now) != 1 or now[0].kind == "servizio" or _is_named(scene, question):
        return ""
    if not is_bare(" ".join(left_over(question, now))):
        return ""
    before = cards_named(scene, scene.question)
    if len(before) != 1 or before == now or before[0].kind != now[0].kind:
        return ""
    old = set(normal(before[0].name).replace("'", " ").split())
    kept = [word for word in scene.question.rstrip("?! .").split() if not set(normal(word).split()) & old]
    return f"{' '.join(kept)} {now[0].name}?"


def _is_named(scene: Scene, question: str) -> bool:
    """Say whether a question names a person, or somebody around the one in mind."""
    named = but_colleagues(scene, question, find_named(scene.store, scene.viewer, question))
    return bool(named.people or scene.helpers_meant(question))


def _of_sort(names: tuple[str, ...], back: re.Match[str] | None) -> tuple[str, ...]:
    """Keep those of some names that hold the word by which a question points back: "quell'associazione"."""
    words = set(back[0].replace("'", " ").split()) if back else set()
    return tuple(one for one in names if words & set(normal(one).split())) or names


def _only(row: Row, words: str) -> bool:
    """Say whether words ask that and nothing else."""
    return is_bare(row.cue.sub(" ", words))


def _asked(focus: Focus, words: str) -> Row | None:
    """Find what words ask of the things in focus."""
    table = _tables()[focus.kind]
    if (table.but and table.but.search(words)) or (
        table.hers and not focus.alone and table.hers.search(words)
    ):
        return None
    rows = (one for one in table.rows if focus.alone or not one.alone)
    return next((one for one in rows if one.cue.search(words)), None)


@cache
def _tables() -> dict[str, Table]:
    """Read what may be asked of each kind of thing, once."""
    told = read_yaml(Path(__file__).with_name("focus.yaml").read_text(encoding="utf-8"))
    return {kind: _table(rows) for kind, rows in told.items()}


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Read what may be asked of a kind of thing."""
    first = rows[0]
    but, hers = (_whole(first[key]) if key in first else None for key in ("but", "hers"))
    asked = (one for one in rows if "cue" in one)
    return Table(
        but, hers, tuple(Row(_whole(one["cue"]), one["asks"], bool(one.get("alone"))) for one in asked)
    )


def _whole(pattern: str) -> re.Pattern[str]:
    """Make a pattern of whole words; an elided word may stand before it."""
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9'])")
