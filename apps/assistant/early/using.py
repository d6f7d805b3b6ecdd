"""Say how something is done in Ponte, to who asks it as one asks for the use of a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.permits import say_own_role
from apps.assistant.general.guide import say_how
from apps.assistant.general.ways import best_ways
from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

WHERE = re.compile(
    r"^ (?:e |ma |ok |scusa )*(?:come |(?:da )?dove |in (?:che modo|quale pagina|che pagina) |non riesco a |non trovo )"
    r"| (?:(?:che|cosa) (?:devo )?(?:faccio|fare)|come (?:faccio|si fa|rimedio)) $"
    r"| (?:dove|come) (?:lo|la|li|le|si) [a-z]+ $"
    r"|^ (?:c'e un posto dove |vorrei (?:vedere|provare|eliminare|cancellare|togliere) )"
)
"""How a question begins, or ends, that asks where or how something is done."""

MAY = re.compile(r"^ (?:e |ma )*(?:posso|possiamo|si puo|si riesce|c'e (?:un )?modo) ")
"""How one begins that may ask it, or may ask whether something is allowed or ready."""

BY_FORM = ((WHERE, 0.41), (MAY, 0.44))
"""How a question is put, and how like the guide's wordings it must then be."""

SURELY = 0.6
"""The same for any other, and for one that may be of somebody."""

TROUBLE = re.compile(
    r" (?:sbagliat\w+|errore|due volte|doppi\w*|due schede|identic\w+|password|bloccat\w+|dimenticat\w+"
    r"|non (?:ricordo|vedo)|urgent\w*|guida|manuale|istruzioni) "
)
"""Words by which one tells what goes wrong, and asks nothing."""

ONWARD = re.compile(r"^ (?:e|ma) ")
BRIEF = 5
"""How a question begins that goes on from what the norms answered, and how many words it has at most."""

OF_SOMEBODY = re.compile(
    r" (?:io|lei|lui|suo|sua|suoi|sue|la signora|il signore) "
    r"| come (?:sta|stanno|va|vanno|procede|procedono|si chiama|contatto|chiamo|si calcola) "
)


def say_use(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say how something is done, and open its page.

    Parameters
    ----------
    scene
        The conversation; a page of one person opens on the one in mind.
    question
        As it was typed: "dove segno che hanno rifiutato?", "non riesco a cambiare l'indirizzo".
    named
        Whom it names: then it is more surely of her.

    Returns
    -------
    Reply or None
        None for what may ask something else.
    """
    words = normal(question.rstrip("?!. "))
    if (said := say_own_role(scene, question, named)) is not None:
        return said
    of_norms = scene.said is not None and scene.said.answer is not None
    if of_norms and ONWARD.match(words) and len(words.split()) <= BRIEF:
        return None
    least = min((needed for form, needed in BY_FORM if form.search(words)), default=1.0)
    if named.people or OF_SOMEBODY.search(words) or (scene.person_id and MAY.match(words)):
        least = max(least, SURELY)
    elif not scene.person_id and TROUBLE.search(words):
        least = min(least, SURELY)
    if least > SURELY:
        return None
    found = best_ways(question)
    return say_how(question, scene.person_id) if found and found[0][0] >= least else None
