"""Say what each body has committed and paid over all the paths that the asker sees, in a year or in all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.answers.money import DONE as DONE_WORDS
from apps.assistant.answers.money import euro, named_funders
from apps.assistant.answers.person import named_needs
from apps.assistant.census.names import names_here
from apps.assistant.census.taking import SHORT
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.components.path_words import FUNDERS
from apps.components.words import count, long_day
from coordinator.model import vocabulary
from coordinator.pathway.budgets import summarise_budget
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.budgets import BudgetSummary, Entry, Resource
    from coordinator.pathway.cases import CaseView

DONE = re.compile(
    r" (?:impegn\w+|liquid\w+|spes[oaie]|spendono|spende|stanzia\w+|pagat[oaie]|versat[oaie]|da (?:pagare"
    r"|versare)"
    r"|(?:ha|hanno|abbiamo|hai) (?:gia )?mess[oaie]|budget|spende(?:re|ndo)|fondi|residu[oi]|avanz\w+"
    r"|rest(?:a|ano) (?:da|all'|al|alla|ai|agli)|pag(?:a|ano)|spendiamo|mett(?:e|ono|iamo)"
    r"|finanzi\w+|contribu\w+|sborsa\w*|investe) "
)
"""How a question speaks of what was done with money."""

MUCH = re.compile(
    r" (?:quant[oia]|somm[ae]|total[ei]|residu[oi]|spesa|spese|soldi|euro|dimmi|quale|chi|qual e|che) "
)
OVER_ALL = re.compile(
    r" (?:(?:su|per|di|in|fra|tra|con|a)? ?tutt[ie](?: (?:i|gli|le))? (?:casi|percorsi|piani|budget|persone"
    r"|utenti|assistiti|enti|loro)"
    r"|(?:i|dei|nei|sui|fra i|tra i) (?:casi|percorsi|piani|budget)"
    r"|ogni ente|ciascun ente|(?:gli|degli"
    r"|dagli) enti|ente per ente"
    r"|quale ente|che ente|per ente) "
)
"""How a question says that it is of all the paths, also while somebody is in mind."""

IN_ALL = re.compile(r" (?:in tutto|in totale|complessivamente|nel complesso) ")
"""How a sum is asked for: over all the paths, where nobody is in mind."""

ELSEWHERE = re.compile(
    r" (?:vede|vedono|vedere|leggere|regolament\w*|legge|norm[ae]|deve|devono|spett\w+|articolo|quota|retta"
    r"|suo|sua|suoi|lei|lui|per legge|(?:quale|quali|che) comun[ei]) "
)
GIVES = re.compile(
    r" chi (?:ci )?(?:mett\w+ (?:i|dei|il) (?:soldi|fondi|denaro)|finanzi\w+|stanzia\w*"
    r"|sostiene la spesa) "
)
"""How a question asks who gives the money for a service."""

OF_FAMILY = ("famiglia",)
LEFT = re.compile(
    r" (?:resta|restano|rimane|rimangono|manca|mancano|ancora) (?:\w+ )?da (?:liquidare|pagare|versare) "
)
YEAR = re.compile(r" (?:(?:nel|del|anno|per il|dal) )?(20\d\d) ")
THIS_YEAR = re.compile(r" (?:quest.? ?anno|anno (?:in corso|corrente)) ")
LAST_YEAR = re.compile(r" (?:anno (?:scorso|passato)|scorso anno) ")
LINKS = (("Percorsi aperti", "percorso"), ("Programmazione", "programmazione"))


def say_funds(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what bodies have committed and paid over all the paths.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "quanto ha impegnato il Comune quest'anno?".
    named
        Whom it names: of a person it is her own budget.

    Returns
    -------
    Reply or None
        None for what asks of one person, of the norms, or of something else.
    """
    words = bare(question).replace("'", "' ")
    over_all = OVER_ALL.search(words)
    bodies = named_funders(question)
    if named.people or ELSEWHERE.search(words) or not (DONE.search(words) and MUCH.search(words)):
        return None
    if not over_all and (scene.person_id or not (bodies or GIVES.search(words) or IN_ALL.search(words))):
        return None
    viewer = scene.viewer
    needs = named_needs(question)
    called = _services_called(scene, words)
    if called and bodies == list(OF_FAMILY):  # what one pays is on the service's card
        return None
    if not (viewer.may("read", "case") and viewer.may("read", "budget")):
        head = "I budget dei piani non sono fra ciò che il tuo ruolo vede."
        return Reply(
            "budget",
            head,
            query="Letto: che cosa vede il tuo ruolo.",
            links=(("Chi vede che cosa", "politica"),),
        )
    scene.intent = ""
    views = [view for view, _name in read_open_cases(scene.store, viewer) if view.state.resources]
    year = _year(words, scene.day.year)
    labels = " e ".join(vocabulary().label("needs", need) for need in needs)
    what = f" per {labels}" if labels else ""
    money = [(view, one) for view in views for one in view.state.resources if not needs or one.need in needs]
    if called:
        name = max(called, key=len)
        what = f" per «{name.upper() if len(name) <= SHORT else name}»"
        ids = {one for words_of in called for one in called[words_of]}
        own = [
            (view, one)
            for view in views
            for one in view.state.resources
            if ids & _services_of(scene, one.what)
        ]
        money = own or (money if needs else [])
    return _answer(scene, _Asked(words, money, bodies, what, year))


def _services_called(scene: Scene, words: str) -> Mapping[str, Collection[str]]:
    """Find the services that some words name: how they are called, with their ids."""
    named = {name: ids for name, ids in names_here(scene).services.items() if f" {name} " in words}
    return {name: ids for name, ids in named.items() if not any(name in one for one in named if one != name)}


def _services_of(scene: Scene, what: str) -> set[str]:
    """Return the services that a part of a budget names: "ore ADI"."""
    return {one for ids in _services_called(scene, bare(what)).values() for one in ids}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of which money."""

    words: str
    money: Sequence[tuple[CaseView, Resource]]
    bodies: Sequence[str]  # empty: all
    what: str  # for which need, in words
    year: int | None

    def paths(self) -> int:
        """Count the paths whose money it is."""
        return len({view.id for view, _ in self.money})


def _answer(scene: Scene, asked: _Asked) -> Reply:
    """Add up, body by body; say first the one sum that was asked for."""
    held = dict.fromkeys(one.funder for _, one in asked.money)
    wanted = [key for key in held if key in asked.bodies] or ([] if asked.bodies else list(held))
    lines = [Line(_body_words(key, asked.money, asked.year), page="percorso") for key in wanted]
    lines += [
        Line(f"{FUNDERS[key]}: nei budget che vedi non mette niente")
        for key in asked.bodies
        if key not in held
    ]
    among = count(asked.paths(), "percorso aperto che vedi ha", "percorsi aperti che vedi hanno")
    head = (
        f"{_sums(asked, wanted)}{asked.what}{f' nel {asked.year}' if asked.year else ''}; {among} un budget:"
    )
    if not asked.money:
        head = f"Nei budget dei percorsi aperti che vedi non c’è niente{asked.what}."
        lines = [
            Line("Quanto un ente spende in tutto qui non è scritto: si leggono solo i budget dei percorsi")
        ]
    query = (
        "Letto: i budget, gli impegni e le liquidazioni dei percorsi aperti che vedi, "
        f"al {long_day(scene.day)}; i percorsi chiusi non sono contati."
    )
    return Reply("budget", head, tuple(lines), query=query, links=LINKS)


def _sums(asked: _Asked, bodies: Sequence[str]) -> str:
    """Say the sums that were asked for, over these bodies together."""
    own = [(view, one) for view, one in asked.money if one.funder in bodies]
    part = summarise_budget([one for _, one in own], list(_entries(own, asked.year)))
    who = FUNDERS[bodies[0]] if len(bodies) == 1 else "In tutto"
    if LEFT.search(asked.words):
        whole = summarise_budget([one for _, one in own], list(_entries(own)))
        return f"{who}: restano {euro(whole.committed - whole.paid)} da liquidare"
    sums = {"impegnati": part.committed, "liquidati": part.paid}
    told = [word for cue, word in DONE_WORDS if cue.search(asked.words)] or list(sums)
    return f"{who}: {', '.join(f'{word} {euro(sums[word])}' for word in told)}"


def _body_words(key: str, money: Sequence[tuple[CaseView, Resource]], year: int | None) -> str:
    """Say what one body committed and paid, and what is left of its part."""
    own = [(view, one) for view, one in money if one.funder == key]
    paths = count(len({view.id for view, _ in own}), "percorso", "percorsi")
    if all(one.kind == "natura" for _, one in own):
        return f"{FUNDERS[key]}: solo in natura, che non si impegna né si liquida; {paths}"
    whole = summarise_budget([one for _, one in own], list(_entries(own)))
    said = _done_words(whole)
    if year:
        part = summarise_budget([one for _, one in own], list(_entries(own, year)))
        said = f"nel {year} {_done_words(part)}; in tutto, di ogni anno, {said}"
    left = (
        f"restano {euro(whole.total - whole.committed)} da impegnare "
        f"e {euro(whole.committed - whole.paid)} da liquidare"
    )
    return f"{FUNDERS[key]}: {said}, su {euro(whole.total)} nei budget; {left}; {paths}"


def _done_words(part: BudgetSummary) -> str:
    """Say what was committed and paid."""
    return f"impegnati {euro(part.committed)}, liquidati {euro(part.paid)}"


def _entries(own: Sequence[tuple[CaseView, Resource]], year: int | None = None) -> Iterator[Entry]:
    """List what was committed and paid on some resources, in a year or ever."""
    for view in {view.id: view for view, _ in own}.values():
        ids = {one.id for of, one in own if of.id == view.id}
        for entry in view.state.entries:
            if entry.resource_id in ids and year in {None, entry.on.year}:
                yield entry


def _year(words: str, now: int) -> int | None:
    """Read the year that a question names."""
    if THIS_YEAR.search(words):
        return now
    if LAST_YEAR.search(words):
        return now - 1
    found = YEAR.search(words)
    return int(found[1]) if found else None
