"""Know a question on whether somebody has been taken on, by whom, and how she stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.taken_on import say_taken_on
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

TAKEN_ON = re.compile(
    r" (?:pres[oaie] (?:gia )?(?:in carico|in mano)|presa in carico|in carico (?:a|da) (?:noi|qualcuno|nessuno|chi)"
    r"|(?:e|sono|risulta) (?:gia )?in carico|(?:ha|hanno|ce l'ha|ce l'abbiamo|l'abbiamo|abbiamo) (?:gia )?in carico"
    r"|segue gia qualcuno|(?:e|viene) (?:gia )?seguit[oa] da (?:noi|qualcuno|nessuno)"
    r"|(?:qualcuno|nessuno) (?:la |lo |l'|se ne |si )?(?:sta )?"
    r"(?:segue|occupa|seguendo|occupando|ha in carico|gestisce))(?= )"
)
"""How a question asks whether somebody has been taken on."""

HOW = re.compile(
    r"^ (?:e |ma |allora |ok |scusa )*(?:(?:com'e|come e) (?:mess[oa]|combinat[oa]|la (?:sua )?situazione)"
    r"|come siamo messi|come sta messa)(?: con| di)? ?$"
)
"""How one asks how somebody stands, her name taken out."""

GOES_ON = re.compile(
    r"^ (?:e |ma )*(?:da chi|chi|da quando|con (?:che|quale) priorita|(?:che|quale) priorita|prossimo passo|e adesso"
    r"|chi (?:ce l'ha|se ne occupa|la tiene|lo tiene|l'ha (?:pres[oa]|in mano|in carico)|la gestisce)) $"
)
"""How a question goes on from whether somebody has been taken on."""

SAID = re.compile(r" in carico dal |nessun percorso\.|aspetta il PUA\.|è chiuso dal ")
"""What an answer on it says."""

ELSE = re.compile(
    r" (?:entro|quant[eioa]|tempo medio|in media|legge|norm[ae]|articol\w+|person[ae] (?:in|che|pres)|elenco|lista"
    r"|casi|tutt[ie]|chi (?:e|sono) in carico|quali|che serviz\w+|serviz\w+|(?:ad?i|rsa|sad|centro|pasti|csm|serd)"
    r"|distrett\w+|comun[ei]|se (?!ne)|perche|come mai|cosa vuol dire|significa|che cos'e|cos'e"
    r"|infermier[aei]|medic[oi]|assistenti? social[ei]|oss|fisioterapist[aei]|badante"
    r"|convocat\w+|una? cert[ao]|quand'e|quando (?:e|fu|sara)) "
)
"""Words of another question: of a term, of many persons, of a service, of the day of a step."""


def say_whether_taken_on(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whether somebody has been taken on.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "Paola è stata presa in carico?", "com'è messa?", then "da chi?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or is of nobody.
    """
    words = bare(named.rest if named.people else question)
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "case") or ELSE.search(words):
        return None
    before = scene.said is not None and SAID.search(scene.said.head)
    goes_on = before and not named.people and GOES_ON.match(words)
    if not (TAKEN_ON.search(words) or HOW.match(words) or goes_on):
        return None
    asked = settled(scene, question, named, "phase")
    return asked if isinstance(asked, Reply) else say_taken_on(asked, plainly=HOW.match(words) is not None)
