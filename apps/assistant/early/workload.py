"""Say who carries how much: open paths, terms and tasks of each, among the paths that the asker sees."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, long_day
from coordinator.network.named import names_of, professions_of
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import my_day

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

LOAD = re.compile(
    r" (?:piu caric\w+|meno caric\w+|sovraccaric\w+|carico (?:di lavoro|piu alto|piu basso|dell\w*|degli|delle|di ogni)"
    r"|(?:piu|meno) (?:casi|percorsi|persone in carico)|quanti casi (?:ha|hanno|segue|seguono)|casi per operator\w+"
    r"|numero di casi per|oberat\w+|strapien\w+|caric\w+ di lavoro|troppi casi|troppe persone|scaric[oai]"
    r"|(?:come sono )?(?:distribuit\w+|ripartit\w+|divis\w+) (?:i casi|i percorsi|le persone|il lavoro|i carichi)"
    r"|quante persone (?:segue|seguono|ha|hanno)(?: in carico)? (?:ogni|ciascun\w*|ognuno)"
    r"|quanti ne (?:segue|seguono) (?:ogni|ciascun\w*)"
    r"|carico dei colleghi|quanto lavoro (?:ha|hanno)) "
)
"""How a question asks for the load."""

WORKERS = re.compile(
    r" (?:chi|equipe|squadra|operator\w+|collegh\w+|colleg\w+|assistent\w+ social\w+|infermier\w+|case manager"
    r"|professionist\w+|noi) "
)
"""Words for those who carry it."""

AT_HOME = re.compile(r" (?:caregiver|familiar[ei]|figli\w*|badant[ei]|mogli\w*|marit[oi]|parent[ei]) ")
"""Words for those whose load is another question."""

WORKS = {
    "assistent": "assistente_sociale",
    "infermier": "infermiere",
    "educator": "educatore",
    "medic": "medico",
}
SHOWN = 12


def say_workload(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who carries how many open paths.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi nella mia équipe è più carico?".
    named
        Whom it names; of a person the question is another one.

    Returns
    -------
    Reply or None
        Those who sit in the teams, the most loaded first; None for what asks something else.
    """
    words = normal(question)
    if (
        named.people
        or not (LOAD.search(words) and WORKERS.search(words))
        or " servizi " in words
        or AT_HOME.search(words)
    ):
        return None
    store, viewer, day = scene.store, scene.viewer, scene.day
    links = (("Percorsi aperti", "percorso"), ("Governo del territorio", "governo"))
    if not viewer.may("read", "case"):
        head = "Con il tuo ruolo non si vedono i percorsi; il carico dei servizi è in Governo del territorio."
        return Reply("workload", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    views = [view for view, _name in read_open_cases(store, viewer)]
    teams = [{one.party_id: one for one in view.state.file.team if one.is_professional} for view in views]
    sits = Counter(party for team in teams for party in team)
    holds = Counter(one.party_id for team in teams for one in team.values() if one.role == "case_manager")
    due = my_day(store, viewer, day)
    owes = Counter(one.owner for one in (*due.terms, *due.tasks) if one.owner)
    wanted = next((work for cue, work in WORKS.items() if f" {cue}" in words), "")
    ids = [*dict.fromkeys((*sits, *owes))]
    works = professions_of(store, [one for one in ids if one.startswith("pra:")], viewer)
    ids = [one for one in ids if one.startswith("pra:") and works.get(one, "").startswith(wanted)]
    names = names_of(store, ids, viewer)
    ids.sort(key=lambda one: (-sits[one], -owes[one], names.get(one, one)))
    lines = tuple(
        Line(_words(names.get(one, one), sits[one], holds[one], owes[one]), one) for one in ids[:SHOWN]
    )
    head = f"Nei {len(views)} percorsi aperti che vedi, chi ha di più per primo:"
    if not lines:
        head = "Nei percorsi aperti che vedi non è scritto chi sta nell’équipe."
    query = f"Letto: le équipe, i termini e i compiti dei percorsi aperti che vedi, al {long_day(day)}."
    return Reply("workload", head, lines, query=query, links=links)


def _words(name: str, sits: int, holds: int, owes: int) -> str:
    """Say what one carries."""
    held = f", case manager di {holds}" if holds else ""
    due = count(owes, "termine o compito aperto", "termini o compiti aperti")
    return f"{name}: in équipe per {count(sits, 'percorso', 'percorsi')}{held}; {due}"
