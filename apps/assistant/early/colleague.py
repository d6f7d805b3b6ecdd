"""Say what a colleague who is named has to do, how many paths she carries, and where she works."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.early.followed import tell_followed
from apps.assistant.general.work import due_page, due_words
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.periods import named_period
from apps.assistant.reading.recognised import left_over
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.colleagues import colleagues_named
from apps.components.words import count, curly, joined, long_day
from coordinator.network.directory import surroundings
from coordinator.network.staff import WORKS
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import dues_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached

DUE = re.compile(
    r" (?:scad\w+|compit[oi]|termin[ei]|impegn[oi]|(?:da|deve|dovrebbe|dovra) (?:\w+ )?(?:fare|finire|chiudere)"
    r"|in sospeso|agenda|arretrat\w+|adempiment\w+|in (?:ballo|ritardo)|roba|le (?:tocca|spetta)) "
)
"""How a question asks what somebody has to do."""

CARRIES = re.compile(r" (?:percors[oi]|equipe|caric[oa]|caricat[oa]) ")
"""How a question asks how much somebody carries."""

TEAMS = re.compile(r" (?:percors[oi]|equipe) ")
"""How a question asks for the teams alone."""

WHO_IS = re.compile(
    r"^ (?:e |ma )?(?:chi (?:e|sarebbe)|dove lavora|per chi lavora|che (?:lavoro|mestiere|ruolo)|di che si occupa) "
)
"""How a question asks who a colleague is."""

ELSE = re.compile(
    r" (?:pian[oi]|pai|budget|diario|visit[aei]|scritto|annotato|legge|norm[ae]|articolo|vede|vedere|puo) "
)
"""Words of another question."""


def say_colleague(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what a colleague has to do, what she carries, or who she is.

    Parameters
    ----------
    scene
        The conversation: who asks.
    question
        As it was typed: "che scadenze ha la collega Fontana?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        Her own rows alone; None for what asks something else, or of whoever helps the person in mind.
    """
    words = bare(question)
    if named.people or ELSE.search(words) or not (found := colleagues_named(scene, question)):
        return None
    if scene.helpers_meant(question):
        return None
    due, carries = DUE.search(words), CARRIES.search(words)
    if not (due or carries):
        alone = is_bare(" ".join(left_over(WHO_IS.sub(" ", words), found)))
        return _who_they_are(scene, found) if WHO_IS.match(words) and alone else None
    links = (("La giornata", "giornata"), ("Percorsi aperti", "percorso"))
    if not scene.viewer.may("read", "case"):
        head = "Con il tuo ruolo non si vedono i percorsi, né chi se ne occupa."
        return Reply("my_day", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    if due:
        return _what_waits(scene, found, question)
    in_teams = TEAMS.search(words) or not scene.viewer.may("read", "person")
    return _in_which_teams(scene, found) if in_teams else tell_followed(scene, found)


def _what_waits(scene: Scene, found: Sequence[Reached], question: str) -> Reply:
    """Say what waits for some colleagues, up to the last day of the week, month or year that a question names."""
    ids, names = {one.id for one in found}, {one.id: one.name for one in found}
    whom = " e ".join(names.values())
    last = _last_day(question, scene.day)
    dues = [
        due
        for view, name in read_open_cases(scene.store, scene.viewer)
        for due in dues_of(view, name, scene.day)
        if due.owner in ids and (due.due is None or last is None or due.due <= last)
    ]
    dues.sort(key=lambda one: one.due or scene.day.max)
    lines = tuple(
        Line(due_words(one, scene.day, names), page=due_page(one), urn=one.norm or "") for one in dues
    )
    until = f" entro il {long_day(last)}" if last else ""
    head = (
        f"{joined('Aspetta', whom)}{until}:"
        if lines
        else f"{whom}: nei percorsi che vedi non ha niente che scade{until}."
    )
    query = f"Letto: i termini, i compiti e gli invii dei percorsi aperti che vedi, al {long_day(scene.day)}."
    return Reply("my_day", head, lines, query=query, links=(("La giornata", "giornata"),))


def _last_day(question: str, day: date) -> date | None:
    """Return the last day of the month or year that a question names; of the week, seven days from now."""
    period = named_period(question, day)
    if period is None:
        return None
    return day + timedelta(days=7) if period.unit == "week" else period.until


def _in_which_teams(scene: Scene, found: Sequence[Reached]) -> Reply:
    """Say in how many teams some colleagues sit, and of whom."""
    lines = []
    for one in found:
        held = [
            (name, view, {member.role for member in view.state.file.team if member.party_id == one.id})
            for view, name in read_open_cases(scene.store, scene.viewer)
        ]
        held = [row for row in held if row[2]]
        lines.append(
            Line(
                f"{one.name}: in équipe per {count(len(held), 'percorso', 'percorsi')} fra quelli che vedi",
                one.id,
            )
        )
        lines += [
            Line(
                f"{name}{', come case manager' if 'case_manager' in roles else ''}",
                page=f"percorso?id={view.id}",
            )
            for name, view, roles in held
        ]
    query = f"Letto: le équipe dei percorsi aperti che vedi, al {long_day(scene.day)}."
    return Reply(
        "workload",
        "Nei percorsi aperti:",
        tuple(lines),
        query=query,
        links=(("Percorsi aperti", "percorso"),),
    )


def _who_they_are(scene: Scene, found: Sequence[Reached]) -> Reply:
    """Say the profession of some colleagues, where they work, and how they are reached."""
    lines = []
    for one in found:
        around = surroundings(scene.store, one.id, scene.day, scene.viewer).neighbours
        works = " e ".join(it.name for it in around if it.kind == WORKS)
        reached = [f"telefono {one.phone}" if one.phone else "il telefono non è scritto", one.email]
        at = f"lavora a {works}" if works else "dove lavora non è scritto"
        lines.append(
            Line(
                curly(f"{one.name}: {one.sort_label.lower()}; {'; '.join([at, *filter(None, reached)])}"),
                one.id,
            )
        )
    query = f"Letto: le schede dei professionisti e dove lavorano, al {long_day(scene.day)}."
    return Reply("places", "Secondo la scheda:", tuple(lines), query=query)
