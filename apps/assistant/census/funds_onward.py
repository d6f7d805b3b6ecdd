"""Go on from what bodies have committed and paid to another body, year or sum: "e l'ASL?", "e quanto resta?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.money import named_funders
from apps.assistant.census.funds import IN_ALL, LINKS, say_funds
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.words import bare
from apps.components.path_words import FUNDERS

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

LONGEST = 9
"""Words at most of a question that goes on."""

SUMS = (
    (re.compile(r" (?:rest\w+|riman\w+|residu\w+|manca\w*|avanz\w+|ancora da \w+) "), "resta da liquidare"),
    (
        re.compile(r" (?:liquidat\w+|pagat\w+|spes[oaie]|spesa|versat\w+|uscit[oaie]|pagament[oi]) "),
        "hanno liquidato",
    ),
    (re.compile(r" (?:impegn\w+|mess[oaie]|stanziat\w+) "), "hanno impegnato"),
)
"""How a sum is asked for → how it is asked in full."""

TOLD = {"restano": "resta da liquidare", "liquidati": "hanno liquidato", "impegnati": "hanno impegnato"}
"""What the head of an answer says → how it was asked."""

YEAR = re.compile(
    r" (?:(?:nel|del|per il|anno) )*(20\d\d|quest'? ?anno|anno scorso|scorso anno|l'anno scorso) "
)
OF_BODIES = re.compile(
    r" (?:asl|ausl|azienda sanitaria|comun[ei]|ambito(?: territoriale)?|regione|stato|terzo settore|famigli[ae]"
    r"|volontari(?:ato)?|ent[ei]|tutt[ie]|ogni|ciascun[oa]?|divis[oaie]|fra|tra|per|gia|e stat[oaie]|stat[oaie]"
    r"|finora|ancora|da|quant[oie]|soldi|euro|somm[ae]|total[ei]|invece|complessivamente|in tutto|in totale) "
)
"""Words that name a body or a sum, and nothing else."""


def say_funds_onward(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say another sum over all the paths, where the answer before was of one.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed: "e l'ASL?", "e quanto è già stato liquidato?", "e nel 2025?".
    named
        Whom it names: of a person it is her own budget.

    Returns
    -------
    Reply or None
        None where the answer before was of no such sum, or it asks something else.
    """
    asked = "" if named.people else in_full(scene, question)
    reply = say_funds(scene, asked, named) if asked else None
    return replace(reply, query=f"{reply.query} Domanda intesa: «{asked}?».") if reply else None


def in_full(scene: Scene, question: str) -> str:
    """
    Ask in full for another sum over all the paths.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed.

    Returns
    -------
    str
        Empty where the answer before was of no such sum, or it asks something else.
    """
    said, words = scene.said, bare(question).replace("'", "' ")
    if said is None or said.intent != "budget" or said.person_id or said.links != LINKS:
        return ""
    bodies, year = named_funders(question), YEAR.search(words)
    sums = [asked for cue, asked in SUMS if cue.search(words)]
    if len(words.split()) > LONGEST or not (bodies or year or sums or IN_ALL.search(words)):
        return ""
    rest = YEAR.sub(" ", words)
    for cue in (*(one for one, _ in SUMS), OF_BODIES, OF_BODIES):
        rest = cue.sub(" ", rest)
    if not is_bare(re.sub(r" [a-z]'?(?= )", " ", rest)):
        return ""
    sums = sums or [asked for word, asked in TOLD.items() if f" {word} " in said.head]
    before = next((key for key, label in FUNDERS.items() if said.head.startswith(f"{label}:")), "")
    bodies = bodies or ([before] if before and not IN_ALL.search(words) else [])
    who = " e ".join(FUNDERS[one] for one in bodies) or "gli enti in tutto"
    when = year[1] if year else next(iter(re.findall(r"nel (20\d\d)", said.head)), "")
    what = next(iter(re.findall(r"«([^»]+)»", said.head)), "")
    return " ".join(
        part
        for part in (
            "quanto",
            " e ".join(dict.fromkeys(sums)),
            who,
            f"nel {when}" if when else "",
            f"per {what}" if what else "",
        )
        if part
    )
