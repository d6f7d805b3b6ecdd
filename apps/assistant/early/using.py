"""Say how something is done in Ponte, to who asks it as one asks for the use of a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.permits import say_own_role
from apps.assistant.general.guide import say_how
from apps.assistant.general.ways import best_ways
from apps.assistant.reading.route import HELP
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
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

TWO = re.compile(r",? e (?=(?:come|da dove|dove|in che modo) )", re.IGNORECASE)
TWO_PARTS = ("what", "and how")
"""How two things are asked at once."""

LEADS = frozenset(
    {"come", "da", "dove", "si", "fa", "faccio", "trovo", "vedo", "sta", "a", "do", "e", "metto", "mettere"}
    | {"caricate", "caricati", "posso", "devo"}
)
"""Words that stand before the matter."""

FOR = re.compile(r"^ (?:e )?(?:poi )?(?:per|a) (?=[a-z]+(?:lo|la|li|le|lielo|are|ere|ire|rlo)\w* $)")
"""How a question goes on from how something is done, in a word or two."""

SURELY_TWO, AGAIN = 0.3, 0.28
"""How like the guide's wordings each must be."""

ONWARD = re.compile(r"^ (?:e|ma) ")
BRIEF = 5
"""How a question begins that goes on from what the norms answered, and how many words it has at most."""

REMEDY = re.compile(r" (?:contest(?:a|o|are|arlo|arla|iamo)|impugn\w+|ricors[oi]|ricorr\w+|invalidita|inps) ")
"""Words of what one does before others than Ponte: a right, and no page."""

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
    if (said := _two_ways(scene, question) or _more_of_it(scene, words)) is not None:
        return said
    of_norms = scene.said is not None and scene.said.answer is not None
    if of_norms and ONWARD.match(words) and len(words.split()) <= BRIEF:
        return None
    least = min((needed for form, needed in BY_FORM if form.search(words)), default=1.0)
    if (
        named.people
        or OF_SOMEBODY.search(words)
        or REMEDY.search(words)
        or (scene.person_id and MAY.match(words))
    ):
        least = max(least, SURELY)
    elif not scene.person_id and TROUBLE.search(words):
        least = min(least, SURELY)
    if least > SURELY:
        return None
    found = best_ways(question)
    return say_how(question, scene.person_id) if found and found[0][0] >= least else None


def _two_ways(scene: Scene, question: str) -> Reply | None:
    """Say how two things are done that a question asks for: "dove trovo le norme e come ne aggiungo una?"."""
    parts = TWO.split(question)
    if len(parts) != len(TWO_PARTS) or not WHERE.search(normal(parts[0])):
        return None
    first = best_ways(parts[0])
    if not first or first[0][0] < SURELY_TWO:
        return None
    second = best_ways(f"{_bare(parts[1])} {_matter(parts[0])}", frozenset({first[0][1].says}))
    if not second or second[0][0] < AGAIN:
        return None
    lines = tuple(found[0][1].line(scene.person_id) for found in (first, second))
    return Reply(HELP, "Ecco come si fa:", lines)


def _more_of_it(scene: Scene, words: str) -> Reply | None:
    """Say how something more is done with what the answer before was on: "e per toglierlo?"."""
    said = scene.said
    if said is None or said.intent != HELP or not said.lines or not FOR.match(words):
        return None
    told = frozenset({said.lines[0].text})
    found = best_ways(f"{FOR.sub(' come si fa a ', words)} {_matter(scene.question)}", told)
    if not found or found[0][0] < AGAIN:
        return None
    return Reply(HELP, "Ecco come si fa:", (found[0][1].line(scene.person_id),))


def _matter(question: str) -> str:
    """Return the words of a question that say what it is on."""
    return " ".join(word for word in _bare(question).split() if word not in LEADS)


def _bare(question: str) -> str:
    """Write a question without its signs."""
    return normal(re.sub(r"[?!.,]", " ", question)).strip()
