"""Know a question on how a person's plan is going by how it is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.progress import say_progress
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

PLAN = re.compile(
    r" (?:pian[oi](?! di zona)|pai|progetto|obiettiv[oi]|intervent[oi]) "
    r"| risultati (?:\w+ ){0,2}(?:ottenut|raggiunt|dat)\w+ "
)
GOES = re.compile(
    r" (?:funzion\w+|sta(?:nno)? (?:andando|funzionando|procedendo|dando|servendo|seguendo)|proced\w+"
    r"|(?:come|bene) (?:va|vanno|e andat\w+|sono andat\w+)|va(?:nno)? (?:bene|male|avanti|secondo)|raggiun\w+"
    r"|risultat[oi]|efficac\w+|frutt[oi]|serv(?:e|ito|endo)(?: a)?|riuscit\w+|attuat\w+|realizzat\w+|rispettat\w+"
    r"|(?:in|di) (?:ritardo|pari|regola)|indietro|arretrat\w+|avanzament\w+|progress\w+|andament\w+|a buon punto"
    r"|ha dato|hanno dato|ottenut\w+|concluso qualcosa"
    r"|in linea|miglior\w+|peggior\w+|a che punto (?:sono|siamo con) (?:gli|i) (?:obiettivi|interventi)) "
)
"""Words for a plan, and how a question asks how it is going."""

ELSE = re.compile(
    r" (?:norm[ae]|legge|articol\w+|per legge|entro (?:quando|quanto)|quando|chi|quant[ieao]|assistit\w+|person[ae]"
    r"|quali (?:pian\w+|person\w+|casi)|pian[oi] (?:dei|di tutti|delle)|cost\w+|euro|soldi|budget|punteggi\w*|scal[ae]"
    r"|bottone|pagina|si (?:scriv\w+|verific\w+|firm\w+|fa)|ponte|computer|programma) "
    r"|(?<! a) (?:cosa|che|altro|ancora) (?:ci |mi |vi )?serv\w+ |(?: serv\w+ (?:ancora )?)per (?!lei |lui )"
)
"""Words of other questions: of the law, of when, of many persons, of money, of how Ponte is used."""


def say_going(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say how a person's plan is going.

    Parameters
    ----------
    scene
        The conversation; whoever is named comes to mind.
    question
        As it was typed: "il piano sta funzionando?", "gli obiettivi li abbiamo raggiunti?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or of nobody.
    """
    words = bare(named.rest if named.people else question)
    if not (named.people or scene.person_id) or not (PLAN.search(words) and GOES.search(words)):
        return None
    if ELSE.search(words) or not (scene.viewer.may("read", "case") and scene.viewer.may("read", "plan")):
        return None
    asked = settled(scene, question, named, "plan")
    return asked if isinstance(asked, Reply) else say_progress(asked)
