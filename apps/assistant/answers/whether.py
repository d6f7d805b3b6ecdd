"""Say yes or no first, where a question asks whether a plan is signed or a consent is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.assistant.reading.helpers import meant, sought
from apps.assistant.reading.words import bare
from coordinator.protection.consent import words_of

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from coordinator.pathway.cases import CaseView

OPEN = re.compile(
    r" (?:chi|quando|come|dove|perche|qual[ei]|che (?:consensi|firme|punto)|decid\w+|rappresent\w+|puo|possono"
    r"|deve|devono|potere|elenc\w+|quant[ie]) "
)
"""Words of a question that is answered by no yes and no no."""

WHETHER = re.compile(
    r" (?:ha|hanno|e|c'e|c'era|ci sono|l'ha|l'hanno|abbiamo|l'abbiamo|ce l'abbiamo|manca\w*|risult\w+|esiste|serve"
    r"|avete|sono|stat[oa]|dato|firmat[oa]|sottoscritt[oa]) "
)
ALL = re.compile(r" (?:tutti|tutte|qualche|altr[eia]|alcun[ae]|manca\w*) ")
"""Words that ask for more than one signature."""

MISSING = re.compile(r" (?:manca\w*|senza) ")
"""Words that ask whether it is not there."""

SHARING = re.compile(
    r" (?:condivi\w+|(?:far|fargli|farle) vedere|mostrar\w*|trasmetter\w*|trasmission\w+|comunicar\w*|passar\w*"
    r"|divulg\w+|scambi\w+|inoltr\w+) "
)
"""Words that ask whether data may be shown to others."""

OF_DATA = re.compile(r" (?:dati|privacy|gdpr) ")


def whether_signed(asked: Asked, view: CaseView | None, signed: Any | None) -> str:  # noqa: ANN401 - a recorded event
    """
    Say whether the plan is signed, by whom a question names.

    Parameters
    ----------
    asked
        The question: "ha firmato il piano?", "la figlia ha firmato?", "manca qualche firma?".
    view
        The path whose plan is meant.
    signed
        What is recorded of its signature; None without.

    Returns
    -------
    str
        The first sentence; empty where the question asks for no yes or no.
    """
    words = bare(asked.question.replace("?", " "))
    if OPEN.search(words) or not WHETHER.search(words):
        return ""
    by = signed.event.by if signed is not None else None
    others = {
        one.other_id: one.other_name
        for one in meant(asked, [span for span in asked.record.told if span.holds_on(asked.day)])
        if one.other_kind in {"persona", "professionista"}
    }
    if not others and (nobody := sought(asked.question)):
        return f"Non risulta: per {asked.name} non è scritto nessuno come «{nobody}»."
    if others and by not in others:
        return f"No, non risulta: che abbia firmato {' o '.join(others.values())} non è scritto."
    if by is None:
        if view is None or not view.state.file.goals:
            return _plainly(words, f"No: per {asked.name} non è ancora scritto un piano da firmare.")
        return _plainly(words, f"No: il piano di {asked.name} non è firmato.")
    if ALL.search(words):
        return f"Il piano di {asked.name} ha una firma; se ne servono altre, qui non è scritto."
    return f"Sì: il piano di {asked.name} è firmato."


def whether_consented(asked: Asked, states: dict[str, bool | None], *, named: bool) -> str:
    """
    Say whether a consent is there, of the kind that a question names.

    Parameters
    ----------
    asked
        The question: "l'abbiamo il consenso?", "c'è il consenso a condividere i dati?".
    states
        Consent ("cure", "dati") → given, taken back; None where nothing is written; absent where none is needed.
    named
        Whether the question names whom data are shown to, and that is told already.

    Returns
    -------
    str
        The first sentence; empty where the question asks for no yes or no.
    """
    words = bare(asked.question.replace("?", " "))
    if named or OPEN.search(words) or not WHETHER.search(words):
        return ""
    if SHARING.search(words):
        said = words_of(asked.store, asked.person_id, asked.viewer)
        if said:
            return ""
        return f"Di condividere i dati con altri, per {asked.name} non è scritto né un sì né un no."
    if OF_DATA.search(words):
        if "dati" not in states:
            return "Un consenso ai dati non è scritto: come base giuridica ne è scritta un’altra."
        return _plainly(words, _yes_or_no(states["dati"], "ai dati"))
    return _plainly(words, _yes_or_no(states["cure"], "alle cure"))


def _plainly(words: str, told: str) -> str:
    """Leave out the yes or no where it is asked what is missing: there they would say the contrary."""
    if not MISSING.search(words):
        return told
    fact = told.partition(": ")[2]
    return f"{fact[0].upper()}{fact[1:]}"


def _yes_or_no(given: bool | None, of_what: str) -> str:  # noqa: FBT001 - what is written
    """Say yes or no to one consent."""
    if given is None:
        return f"No: un consenso {of_what} non è scritto."
    return (
        f"Sì: il consenso {of_what} è scritto." if given else f"No: il consenso {of_what} è stato ritirato."
    )
