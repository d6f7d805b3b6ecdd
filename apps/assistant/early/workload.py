"""Say who carries how much: persons followed, open paths, terms and tasks of each, of those that the asker sees."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, long_day
from coordinator.network.followers import DOCTORS, FOLLOWS, followed_by_each
from coordinator.network.named import names_of, professions_of
from coordinator.network.reach import reach
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import my_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

LOAD = re.compile(
    r" (?:piu caric\w+|meno caric\w+|(?:piu|meno) (?:assistit[ie]|utenti|pazienti|persone|gente)"
    r"|sovraccaric\w+|caric(?:o|hi) (?:di lavoro|piu alto|piu basso|dell\w*|degli|delle|di ogni)"
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
FEWEST = re.compile(r" (?:meno|scaric[oai]|libero|libera|liberi) ")
"""How a question asks for who carries least."""

OTHERS = re.compile(
    r"^ (?:e |ma |invece )*(?:(?:fra|tra|per|degli|delle|dei|gli|le|i|l'|gl') ?)*"
    r"(?P<who>infermier[ie]|assistent[ie] social[ie]|educator[ie]|medic[ie]|operator[ie]|oss"
    r"|psicolog\w+|fisioterapist[ie])"
    r"(?: (?:di famiglia|di comunita|e comunita|di base|invece|territoriali))* $"
)
"""How a short question asks the same of other colleagues."""

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
    held = _persons_of_each(scene, wanted)
    for view, team in zip(views, teams, strict=True):
        for one in team:
            held[one] = held.get(one, frozenset()) | {view.person_id}
    ids = _colleagues(scene, [*held, *owes], wanted)
    names = names_of(store, ids, viewer)
    least = FEWEST.search(words) is not None
    ids.sort(key=lambda one: names.get(one, one))
    ids.sort(key=lambda one: (len(held.get(one, ())), owes[one]), reverse=not least)
    lines = tuple(
        Line(_words(names.get(one, one), len(held.get(one, ())), sits[one], holds[one], owes[one]), one)
        for one in ids[:SHOWN]
    )
    paths = "nel percorso aperto" if len(views) == 1 else f"nei {len(views)} percorsi aperti"
    head = f"Fra le persone che vedi e {paths}, chi ha di {'meno' if least else 'più'} per primo:"
    if not lines:
        head = "Non è scritto chi segue le persone che vedi, né chi sta nell’équipe dei percorsi aperti."
    query = f"Letto: chi segue le persone che vedi, le équipe, i termini e i compiti, al {long_day(day)}."
    scene.many = None
    return Reply("workload", head, lines, query=query, links=links)


def of_other_colleagues(scene: Scene, words: str) -> str:
    """
    Ask in full for the load of others, after that of some colleagues.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    words
        As `normal` writes them: " e gli infermieri di famiglia ".

    Returns
    -------
    str
        Empty where it asks something else, or no load was told before.
    """
    told = scene.said is not None and scene.said.intent == "workload"
    found = OTHERS.match(words) if told else None
    if found is None:
        return ""
    least = "meno" if scene.said is not None and "chi ha di meno" in scene.said.head else "più"
    return f"Chi fra {found['who']} ha {least} casi?"


def _persons_of_each(scene: Scene, work: str) -> dict[str, frozenset[str]]:
    """List whom each colleague follows by a tie; those on a doctor's list too, where doctors are asked for."""
    if not (scene.viewer.may("read", "person") and scene.viewer.may("read", "network")):
        return {}
    return dict(followed_by_each(scene.day, scene.viewer, (*FOLLOWS, *(DOCTORS if work == "medico" else ()))))


def _colleagues(scene: Scene, ids: Sequence[str], work: str) -> list[str]:
    """Keep the professionals of one profession, also those who follow nobody; of any, those who carry something."""
    if work and scene.viewer.may("read", "directory"):
        ids = [one.id for one in reach(scene.store, scene.viewer) if one.kind == "professionista"]
    ids = [one for one in dict.fromkeys(ids) if one.startswith("pra:")]
    works = professions_of(scene.store, ids, scene.viewer)
    return [one for one in ids if works.get(one, "").startswith(work)]


def _words(name: str, follows: int, sits: int, holds: int, owes: int) -> str:
    """Say what one carries."""
    persons = f"segue {count(follows, 'persona', 'persone')}" if follows else "non segue nessuno"
    held = f", case manager di {holds}" if holds else ""
    team = f"; in équipe per {count(sits, 'percorso', 'percorsi')}{held}" if sits else ""
    due = f"; {count(owes, 'termine o compito aperto', 'termini o compiti aperti')}" if owes else ""
    return f"{name}: {persons}{team}{due}"
