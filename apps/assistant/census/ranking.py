"""Put the comuni in order by the indicators that a question asks for; say where the professionals of one kind work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.district import asked_indicators
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.components.figures import said
from apps.components.words import count, long_day, place_name
from coordinator.model import vocabulary
from coordinator.network.staff import workplaces
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView

PLACES = re.compile(
    r" (?:comun[ei]|paes[ei]|territori|territorio|zon[ae]|frazion[ei]|dove|in che (?:comune|zona|paese)"
    r"|distrett[oi]|localita) "
)
WORST = re.compile(
    r" (?:peggio|peggior\w*|indietro|in difficolta|critic\w*|lent[ioae]|(?:in )?ritard\w*|mal[ei]|arretrat\w*"
    r"|problem\w*"
    r"|carent\w*|deboli|fragil\w*) "
)
BEST = re.compile(r" (?:meglio|miglior\w*|veloc\w*|rapid\w*|avanti|brav[ioe]|virtuos\w*|bene|efficient\w*) ")
MORE = re.compile(r" (?:piu|maggior\w*|di piu|tant[ioae]|troppo|troppi) ")
LESS = re.compile(r" (?:meno|minor\w*|poch[ie]|poc[oa]) ")
ORDERED = re.compile(r" (?:classifica|graduatoria|ordin\w+) ")

EACH_PLACE = re.compile(
    r" (?:per|ogni|ciascun|in ogni|nei (?:vari|diversi|singoli)) (?:comun[ei]|paes[ei]|zon[ae]|distrett[oi]) "
)
NO_RANK = re.compile(
    r" (?:abit\w+|viv\w+|risied\w+|person[ae]|anzian\w+|donn[ae]|uomini|minor[ie]|bambin[ie]|utent[ie]"
    r"|norm[ae]|legge|regolament\w+"
    r"|acced\w+|ent[ei]|accord\w+|si trova|si fa|posso|devo|mando|rivolg\w+|vado|port\w+|scriv\w+|segn\w+) "
)
"""Words of a question that is of persons, of the norms, or of where one goes."""

PLAINLY = ("coperti", "servite", "presa_in_carico", "scaduti")
"""What comuni are put in order by where a question does not say."""

UPSIDE_DOWN = re.compile(r" (?:scopert\w+|non copert\w+|senza risposta|non seguit\w+) ")
"""Words by which "più" asks for the least of what the indicator counts."""

SHOWN, EACH = 12, 5
LINKS = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))


def say_ranking(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Put the comuni in order.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "quali comuni vanno peggio?", "dove si aspetta di più?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        Small counts stay hidden; None for what asks no order of places.
    """
    words = bare(question)
    if named.people or not PLACES.search(words):
        return None
    order = _order(words)
    if (
        (order or EACH_PLACE.search(words))
        and (work := _profession(words))
        and scene.viewer.may("read", "directory")
    ):
        return _of_work(scene, work)
    if not order or NO_RANK.search(words) or not scene.viewer.may("read", "territory"):
        return None
    view = territory_view(scene.store, scene.day, scene.viewer)
    wanted = asked_indicators(words)
    if view is None or not (wanted or order in {"worst", "best"}):
        return None
    reply = _answer(view, wanted or PLAINLY, order, turned=UPSIDE_DOWN.search(words) is not None)
    scene.intent = "" if reply else scene.intent
    return reply


def _order(words: str) -> str:
    """Say in which order they are asked for: "meno veloci" asks for the worst."""
    fewer = LESS.search(words) is not None
    if WORST.search(words) or ORDERED.search(words):
        return "best" if fewer else "worst"
    if BEST.search(words):
        return "worst" if fewer else "best"
    return "less" if fewer else "more" if MORE.search(words) else ""


HEADS = {
    "worst": "Comune per comune, prima dove va peggio",
    "best": "Comune per comune, prima dove va meglio",
    "less": "Comune per comune, dal numero più basso",
    "more": "Comune per comune, dal numero più alto",
}


def _answer(view: TerritoryView, wanted: Sequence[str], order: str, *, turned: bool) -> Reply | None:
    """Say each indicator, its comuni in order; None where comuni have none of them."""
    order = {"less": "best", "more": "worst"}.get(order, order) if turned else order
    lines = [line for key in wanted for line in _lines(view, key, order)][:SHOWN]
    if not lines:
        return None
    if any(one.value is not None for key in wanted for one in view.of(key, among="comune")):
        lines.append(
            Line("Dove gli intervalli si sovrappongono, la differenza può essere un caso", page="governo")
        )
    query = f"Letto: gli indicatori del territorio, al {long_day(view.day)}."
    return Reply("territory", f"{HEADS[order]}:", tuple(lines), query=query, links=LINKS)


def _lines(view: TerritoryView, key: str, order: str) -> Iterator[Line]:
    """Say one indicator of each comune, those that may not be shown last."""
    rows = view.of(key, among="comune")
    shown = [one for one in rows if one.value is not None]
    shown.sort(key=lambda one: one.value or 0.0, reverse=_falls(shown, order))
    hidden = [one for one in rows if one.value is None]
    if hidden and not shown:
        yield Line(f"{hidden[0].definition.label}: comune per comune, {said(hidden[0])}", page="governo")
        return
    for one in [*shown[:EACH], *hidden[: EACH - len(shown[:EACH])]]:
        yield Line(f"{one.definition.label}, {place_name(one.group)}: {said(one)}", page="governo")


def _falls(rows: Sequence[Indicator], order: str) -> bool:
    """Say whether the greatest comes first: what is worse depends on which way is good."""
    better = rows[0].definition.better if rows else ""
    if order in {"more", "less"}:
        return order == "more"
    return (better != "more") == (order == "worst")


WORKS = {
    "assistent[ei] social[ei]": "assistente_sociale",
    "infermier[ei]": "infermiere",
    "educator[ei]": "educatore",
    "psicolog\\w+": "psicologo",
    "medic[oi]": "medico",
    "oss|operator[ei] socio.?sanitar\\w+": "operatore_socio_sanitario",
    "geriatr\\w+": "geriatra",
    "fisioterapist\\w+": "fisioterapista",
    "mediator[ei]": "mediatore",
}
"""How professionals are called → how the word of the vocabulary begins."""


def _profession(words: str) -> str:
    """Return the profession that words name."""
    return next((work for called, work in WORKS.items() if re.search(rf" (?:{called}) ", words)), "")


def _of_work(scene: Scene, work: str) -> Reply:
    """Say where those of a profession work: by comune they are not counted."""
    found = workplaces(work, scene.day, scene.viewer)
    label = next(
        term.label for key, term in vocabulary().terms["professions"].items() if key.startswith(work)
    )
    lines = tuple(
        Line(
            f"{one.name or 'Non è scritto dove lavora'}: {count(one.many, 'professionista', 'professionisti')}",
            one.id,
        )
        for one in found
    )
    scene.intent = ""
    head = (
        f"{label}: quanti lavorano in ogni comune non è un indicatore. Dove risultano, prima dove sono meno:"
    )
    if not lines:
        head = f"{label}: nel registro dei professionisti non ce n’è nessuno."
    query = f"Letto: i professionisti e dove lavorano, al {long_day(scene.day)}."
    return Reply("territory", head, lines, query=query, links=(("Servizi", "servizi"), *LINKS[:1]))
