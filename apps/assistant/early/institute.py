"""Let the norms answer what only they speak of: a right, an institute, an act by its name, of nobody in the record."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.whom.own import own_record
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

FILE = Path(__file__).with_name("institutes.yaml")
ASKS = re.compile(
    r"^ (?:\w+ ){0,2}(?:chi|che|cosa|come|quando|quanto|quanta|quanti|quante|quale|quali|dove|entro|posso|possiamo|puo"
    r"|possono|devo|dobbiamo|deve|devono|spetta|spettano|serve|esiste|esistono|ho diritto) "
    r"| (?:a chi|chi|come si|quanto|quanti|quante|quando|posso|possiamo|puo|possono|spetta|spettano|mi tocca|le tocca"
    r"|gli tocca|tocca|conta|contano|vale|valgono|si paga|diritto|serve|deve|devono|obbligat\w+|obbligo) "
)
"""How one asks of a right or of a rule."""

OF_THE_RECORD = re.compile(
    r" (?:quante persone|quanti (?:hanno|utenti|assistiti|casi|percorsi)|chi (?:ha|hanno|ci)|elenc\w*|lista"
    r"|nel (?:distretto|territorio|comune)|il mio|la mia (?:scheda|mappa|uvm|domanda)"
    r"|i miei (?:casi|assistiti|percorsi)|scade\w*|in corso|aperti|apert[oa]|segna|scrivi|registra"
    r"|annota|aggiungi|mostra\w*|stamp\w+|scaric\w+|pagina|chi (?:vede|puo vedere|legge)) "
)
"""What is asked of the record, of many persons or of the screen."""


def say_institute(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer by the norms a question on what only they speak of.

    Parameters
    ----------
    scene
        The conversation; where a person other than who asks is in mind nothing is taken.
    question
        "dove si depositano le DAT?", "chi può fare l'amministratore di sostegno?".
    named
        Whom the question names.

    Returns
    -------
    Reply | None
        None where somebody is named or in mind, where the record is asked, or where the norms do not know either.
    """
    if named.people or scene.person_id not in {"", own_record(scene.viewer)}:
        return None
    words = normal(re.sub(r"[^\w\s]", " ", question)).replace("'", " ")
    if not (_matters().search(words) and ASKS.search(words)) or OF_THE_RECORD.search(words):
        return None
    reply = scene.ask_norms(question)
    refusal = getattr(reply.answer, "refusal", None)
    return None if refusal is not None and refusal.reason == "outside_corpus" else reply


@cache
def _matters() -> re.Pattern[str]:
    """Look for any of the institutes."""
    phrases = sorted(
        (phrase for row in read_yaml(FILE.read_text(encoding="utf-8")) for phrase in row),
        key=len,
        reverse=True,
    )
    return re.compile(rf" (?:{'|'.join(phrase.replace('*', '[a-z]*') for phrase in phrases)}) ")
