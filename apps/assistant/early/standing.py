"""List the open paths that stand still longest, and say plainly that those that have ended are not listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.plan import path_page
from apps.assistant.reading.words import bare
from apps.assistant.reply import Choice, Line, Reply
from apps.components.words import count, curly, long_day
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

PATHS = r"(?:percorsi|casi|pratiche|prese in carico|fascicoli|situazioni|posizioni|dossier)"
STILL = re.compile(
    rf" (?:{PATHS}|chi|quali|quante|quanti|person[ae]|pazienti|assistiti|utenti) (?:[a-z']+ ){{0,4}}?"
    r"(?:ferm[oaie]|bloccat[oaie]|arenat[oaie]|incagliat[oaie]|impantanat[oaie]|stagnan\w*|immobil[ei]"
    r"|non (?:si )?(?:muov\w+|avanz\w+|proced\w+|va avanti|vanno avanti)"
    r"|da (?:piu|troppo|tanto) tempo (?:\w+ ){0,2}(?:stessa fase|stesso punto))(?= )"
)
"""How a question asks which paths do not go on."""

ENDED = re.compile(
    rf" {PATHS} (?:[a-z']+ ){{0,4}}?(?:chius[ie]|conclus[ie]|archiviat[ie]|finit[ie]|terminat[ie])(?= )"
)
"""How a question asks which paths have ended."""

ELSE = re.compile(
    r" (?:lei|lui|suo|sua|suoi|sue|perche|come mai|come si|aspett\w+|attes[ae]|servizi[o]?|invii?|richiest\w+"
    r"|norm[ae]|legge|tempo medio|in media|si chiud\w+|da chiudere) "
)
OPEN = "Quali percorsi sono aperti?"
SHOWN = 20


def say_standing(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say which paths stand still longest; of those that have ended, that they are not listed.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "quali casi sono fermi da più tempo?", "percorsi chiusi quest'anno".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what is asked of one person, and for what asks something else.
    """
    words = bare(question)
    if named.people or ELSE.search(words) or not scene.viewer.may("read", "case"):
        return None
    if ENDED.search(words):
        head = "I percorsi chiusi da qui non li elenco né li conto: leggo quelli aperti."
        line = Line(
            "Come è finito un percorso si vede nella pagina «Percorso» della persona", page="percorso"
        )
        return Reply("cases", head, (line,), choices=(Choice(OPEN, OPEN),), links=(("Percorsi", "percorso"),))
    return _longest(scene) if STILL.search(words) else None


def _longest(scene: Scene) -> Reply:
    """List the open paths, first the one that is in its phase since longest."""
    day = scene.day
    views = sorted(read_open_cases(scene.store, scene.viewer), key=lambda pair: pair[0].state.stays[-1].since)
    lines = []
    for view, name in views[:SHOWN]:
        since = view.state.stays[-1].since
        phase = view.process.phases[view.state.position.phase].name
        days = count((day - since).days, "giorno", "giorni")
        lines.append(Line(curly(f"{name}: {phase}, dal {long_day(since)}, da {days}"), page=path_page(view)))
    head = "I percorsi aperti che vedi, per primo quello che da più tempo è nella sua fase:"
    if not lines:
        head = "Non vedi percorsi aperti."
    query = f"Letto: i percorsi aperti che vedi e da quando sono nella loro fase, al {long_day(day)}."
    links = (("Percorsi aperti", "percorso"), ("La giornata", "giornata"))
    return Reply("cases", head, tuple(lines), query=query, links=links)
