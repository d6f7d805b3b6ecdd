"""Put in order those who help one person: by the hours that they give, or by how tired of it they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.close import STRAINS
from apps.assistant.answers.network import HELPING
from apps.assistant.answers.ties import holding_ties, to_map
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.words import hours, joined, role_words
from coordinator.model import vocabulary
from coordinator.network import ego

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.record import Span

WHO = re.compile(r" (?:chi|qual|quale|quali|che) ")
MORE = (
    r"(?:(?:di|per) (?:piu|meno)(?: (?:tempo|ore))?(?: di tutt\w+)?|(?:piu|meno|maggior|maggiori|minor|tante|poche) "
    r"(?:ore|tempo|numero di ore|di tutt\w+|spesso|impegn\w+|present\w+|vicin\w+)|maggiormente|soprattutto"
    r"|meglio|(?:piu|meno) $)"
)
HELPS = (
    r"(?:assist\w+|aiut\w+|cur(?:a|ano|are)|accud\w+|segu\w+|fa|fanno|da|danno|dedic\w+|lavor\w+|sta|stanno|occup\w+"
    r"|conosc\w+|vien\w+|viene|passa\w*|vede|vedono|e|sono|impegn\w+|dando|copr\w+|regge|tiene)"
)
BUSY = re.compile(rf" {HELPS} (?:(?!non )\w+ ){{0,3}}?{MORE}(?: |$)| {MORE} (?:\w+ ){{0,3}}?{HELPS} ")
"""How a question asks who helps most, or least."""

TIRED = re.compile(
    r" (?:piu|meno|maggior\w*|molto) (?:\w+ )?(?:stanc\w+|affatic\w+|esaust\w+|stremat\w+|sovraccaric\w+|stressat\w+"
    r"|provat\w+|fatica|in difficolta|in affanno|a rischio)| (?:fatica|peso) (?:di piu|maggiore) "
    r"| regg\w+ (?:di )?(?:piu|meno|peggio|meglio)| ce la fa (?:di )?(?:piu|meno) "
)
"""How a question asks who bears it worst."""

ELSE = re.compile(
    r" (?:tutt[ie] i|mie[i]|nostr[ie]|seguiamo|seguo|intervent\w+|piano|pai|budget|eur\w+|soldi|cost\w+|paga\w*"
    r"|spend\w+|posti|person[ae]|casi|percors\w+|norm[ae]|legge|comun[ei]|territori\w+) "
)
"""Words of another question: of many persons, of the plan, of money."""

CARING = frozenset({"caregiver_principale", "caregiver", "assistente_familiare"})
"""Kinds of tie of those who care."""

LEAST = re.compile(r" (?:meno|minor|minori|poche) (?!di )| (?:di|per) meno ")
BEARS = re.compile(r" (?:regg\w+|ce la fa) ")
"""Words by which the one who does so least is the most tired."""

AMONG: tuple[tuple[re.Pattern[str], Callable[[Span], bool]], ...] = (
    (re.compile(r" serviz\w+ "), lambda span: span.other_kind in {"servizio", "comunita"}),
    (re.compile(r" (?:operator\w+|professionist\w+) "), lambda span: span.other_kind == "professionista"),
    (re.compile(r" caregiver "), lambda span: span.kind in CARING),
    (
        re.compile(r" (?:famil\w+|famigl\w+|parent\w+|figli\w*) "),
        lambda span: vocabulary().tie_kind(span.kind).sector == "famiglia",
    ),
)
"""How a question says among whom, and what their ties are."""


OF_THESE = re.compile(r" (?:di|fra|tra) (?:loro|quest[ei]|quell[ei]|essi|esse) ")
"""Words by which it is among those whom the answer before told."""


def say_foremost(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Put in order those who help a person.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "chi la assiste di più?", "chi dei suoi è più stanco?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or of nobody.
    """
    words = bare(named.rest if named.people else question)
    tired = TIRED.search(words) is not None
    if not (named.people or scene.person_id) or not WHO.search(words) or ELSE.search(words):
        return None
    if not (tired or BUSY.search(words)):
        return None
    asked = settled(scene, question, named, "strain" if tired else "around")
    if isinstance(asked, Reply):
        return asked
    least = LEAST.search(words) is not None
    among = next((test for cue, test in AMONG if cue.search(words)), None)
    if OF_THESE.search(words) and scene.said is not None:
        told = {line.party_id for line in scene.said.lines}
        among = lambda span: span.other_id in told  # noqa: E731  as those above
    reply = (
        _by_strain(asked, least=least != (BEARS.search(words) is not None))
        if tired
        else _by_hours(asked, among, least=least)
    )
    first = next((line for line in reply.lines if line.party_id), None)
    scene.named = first.text.partition(":")[0] if first else ""
    return reply


def _by_hours(asked: Asked, among: Callable[[Span], bool] | None, *, least: bool) -> Reply:
    """Put those who help in the order of their hours; name those whose hours are not written."""
    meant = {span.other_id for span in holding_ties(asked) if among is None or among(span)}
    spans = [one for one in holding_ties(asked) if one.other_id in meant]
    most: dict[str, Span] = {}
    for span in sorted(spans, key=lambda one: -(one.hours_per_week or 0.0)):
        if span.hours_per_week:
            most.setdefault(span.other_id, span)
    order = sorted(most.values(), key=lambda one: one.hours_per_week or 0.0, reverse=not least)
    lines = [Line(_words(one, asked.name), one.other_id) for one in order]
    untold = [one.other_name for one in spans if one.other_id not in most and (among or _helps(one))]
    lines += _not_written("Le ore non sono scritte", untold, asked)
    head = f"Per {asked.name} non è scritto quante ore dà chi la aiuta."
    if order:
        much = "" if len(order) == 1 else "meno " if least else "più "
        head = f"Per le ore scritte, chi {joined(f'dà {much}ore a', asked.name)} è {order[0].other_name}:"
    return asked.reply("around", head, lines, "i legami e le loro ore", to_map(asked))


def _by_strain(asked: Asked, *, least: bool) -> Reply:
    """Put those who care in the order of the fatigue that is written; name those of whom none is."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    cares = [
        (tie.get("strain"), tie.get("hours_per_week") or 0.0, start)
        for start, stop, tie in graph.edges(data=True)
        if stop == asked.person_id and (tie.get("strain") is not None or tie["kind"] in CARING)
    ]
    written = [(int(strain), much, who) for strain, much, who in cares if strain is not None]
    told = sorted(written, key=lambda one: one[:2], reverse=not least)
    names = {party: str(graph.nodes[party]["name"]) for party in graph}
    lines = [
        Line(f"{names[who]}: {STRAINS[strain]} ({strain} su 3){f', {hours(much)}' if much else ''}", who)
        for strain, much, who in told
    ]
    known = {one[2] for one in told}
    lines += _not_written(
        "La fatica non è scritta", [names[one[2]] for one in cares if one[2] not in known], asked
    )
    head = f"La fatica di chi cura {asked.name}, {'la minore' if least else 'la maggiore'} per prima:"
    if not told:
        head = f"Di chi cura {asked.name} non è scritto quanto regge."
    links = (("Rilievi", f"rilievi?id={asked.person_id}"),)
    return asked.reply("strain", head, lines, "i legami di cura", links)


def _words(span: Span, name: str) -> str:
    """Say who one is, and for how many hours."""
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    return f"{span.other_name}: {role}, {hours(span.hours_per_week or 0.0)}"


def _helps(span: Span) -> bool:
    """Say whether somebody helps by a tie, also where no hours are written."""
    return span.kind in HELPING or vocabulary().tie_kind(span.kind).care


def _not_written(what: str, names: Sequence[str], asked: Asked) -> list[Line]:
    """Say of whom something is not written."""
    told = ", ".join(dict.fromkeys(names))
    return [Line(f"{what} per: {told}", page=f"mappa?id={asked.person_id}")] if told else []
