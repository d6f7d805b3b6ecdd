"""Say who is to be told when something changes for a person: those at home, who follows her, the services."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.urgent import in_turn
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

TELL = r"(?:avvis(?:o|are|iamo|at[oaie]|arl\w+)|avvert(?:o|ire|iamo|it[oaie])|inform(?:o|are|iamo|at[oaie]))"
CALL = (
    r"(?:contatt(?:o|are|iamo|at[oaie])|chiam(?:o|are|iamo|at[oaie])|telefon(?:o|are|iamo)|sent(?:o|ire|iamo)|cerc(?:o|are)"
    r"|rivolg\w+|(?:lo |la )?(?:dico|dirlo|segnal(?:o|are|arlo))|mett(?:o|ere) al corrente)"
)
WHOM = r" (?:a )?chi (?:\w+ ){0,4}?"
TOLD = re.compile(rf"{WHOM}{TELL} ")
CALLED = re.compile(rf"{WHOM}(?:{TELL}|{CALL}) ")
"""How a question asks whom to tell, and whom to tell or call."""

CHANGES = re.compile(
    r" (?:se|quando|in caso|qualora|appena|prima) (?:.* )?(?:peggior\w+|aggrav\w+|ricover\w+|dimess\w+"
    r"|dimission\w+|cambi\w+|cal(?:a|ano|o)|succed\w+|capit\w+|muor\w+|more|decess\w+|bisogno|problem\w*|febbre|scompens\w+|crisi|trasfer\w+"
    r"|torn\w+|rientr\w+|non (?:mangia|beve|dorme|esce)|rifiut\w+|si allontana|confus\w+|mal(?:e|a|anno)|novita) "
)
"""What may change."""

ELSE = re.compile(r" (?:norm[ae]|legge|per legge|articolo|protocoll\w+|password|ponte|programma) ")


def say_warned(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who is to be told when something changes for a person.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "chi deve essere avvisato se peggiora?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        Those to call, in their order, with the telephones that the asker may see; None for what asks something else.
    """
    words = bare(named.rest if named.people else question)
    if not (named.people or scene.person_id) or ELSE.search(words):
        return None
    if not (TOLD.search(words) or (CALLED.search(words) and CHANGES.search(words))):
        return None
    if not scene.viewer.may("read", "person"):
        return None
    asked = settled(scene, question, named, "around")
    if isinstance(asked, Reply):
        return asked
    lines = in_turn(asked)
    head = f"Chi va avvisato non è deciso qui. Per {asked.name}, nell’ordine, si può chiamare:"
    if not lines:
        head = f"Per {asked.name} non è scritto nessuno da avvisare."
    links = ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
    return asked.reply("around", head, lines, "i legami, l’équipe e le schede", links)
