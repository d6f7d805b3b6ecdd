"""List the calls of the open paths that the asker sees: those of a time, those not read, those of a priority."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.answers.calls import opened, parties, read_words, reading_due
from apps.assistant.answers.plan import last_event, path_page
from apps.assistant.reading.stretches import Stretch, named_stretch
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, curly, long_day
from coordinator.network.named import names_of
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.assistant.reading.periods import Period
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView

CALLS = re.compile(
    r"^ (?:e |ma |ci sono |abbiamo |quali |quante |che |mostrami |elenc\w+ |le |delle |ho |di |fammi vedere |vedere "
    r"|sono |tutte |dammi |dimmi |ultim[ae] |l'ultim[ae] |nuov[ae] |recenti |prim[ae] )*"
    r"(?:segnalazion[ei]|richieste al pua|chiamate(?: al pua)?|nuovi arrivi) (?P<more>.*)$"
)
"""How a question asks for the calls of many."""

LATE = re.compile(r" (?:scadut\w+|in ritardo|oltre il termine|fuori termine|fuori tempo) ")
UNREAD = re.compile(
    r" (?:non (?:e |sono |e stat[ao] |ancora |stat[ao] )*(?:lett\w+|vist\w+|apert\w+|pres\w+|gestit\w+|lavorat\w+)"
    r"|(?:ancora )?da (?:legger\w*|vedere|aprire|prendere|gestire|lavorare|smistare|valutare)|in attesa|in sospeso"
    r"|che aspett\w+|inevas\w+|senza (?:lettura|risposta|triage)"
    r"|che nessuno ha (?:ancora )?(?:lett|vist|apert|pres|gestit)\w+|pendenti) "
)
ENDED = re.compile(
    r" (?:chius[ae]|archiviat[ae]|conclus[ae]|evas[ae]|risolt[ae]|finit[ae]|scartat[ae]|respint[ae]) "
)
"""Calls of paths that have ended, which are not read here."""

LAST_ONE = re.compile(r" (?:l'ultima|ultima) ")
PRIORITY = re.compile(
    r" (?:priorita|urgenza|codice) (?:e |piu |molto )?(?P<which>alt|medi|bass|urgent|massim|ross)\w* "
)
URGENT = re.compile(
    r"^ (?:e |ma |dimmi |mi dici |elenc\w+ |mostrami |fammi vedere |ci sono |abbiamo |quali |quanti |quante |che "
    r"|i |le |chi |sono |gli |dei |tra |fra |di |questi |e il |e la |c'e |qualche )*"
    r"(?:(?:cas[oi]|person[ae]|percors[oi]|situazion[ei]|segnalazion[ei]|pazient[ei]|utent[ei]|assistit[ie]) )?"
    r"(?:(?:che |sono |e |in |piu |con |aperti ?)*)(?:urgent\w*|urgenza|prioritari\w*)"
    r"(?: (?:di tutti|tra tutti|adesso|ora|oggi|aperti|aperte|in corso))? $"
)
"""How a question asks for those who are urgent, or the most urgent."""

OF_MANY = re.compile(
    r" (?:chi|quali|quanti|quante|casi|percorsi|persone|situazioni|segnalazioni|pazienti|utenti|assistiti|elenco) "
)
ORDER = ("alta", "media", "bassa")
CALLED = {"alt": "alta", "urgent": "alta", "massim": "alta", "ross": "alta", "medi": "media", "bass": "bassa"}
"""How a question calls a priority → which it is."""

TODAY = re.compile(r" (?:oggi|stamattina|stamane|in giornata) ")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls are asked for."""

    unread: bool = False
    late: bool = False
    priority: str = ""
    time: Stretch | Period | None = None

    def holds(self, view: CaseView, day: date) -> bool:
        """Say whether the call of a path is one of them."""
        return (
            (not self.unread or view.state.position.phase == "segnalazione")
            and (not self.late or (reading_due(view) or day) < day)
            and (not self.priority or priority_of(view) == self.priority)
            and (self.time is None or self.time.holds(view.history[0].day))
        )

    def words(self, many: int) -> str:
        """Say how many they are, and which."""
        said = count(many, "segnalazione", "segnalazioni") if many else "nessuna segnalazione"
        if self.unread:
            said += " non ancora lette" if many > 1 else " non ancora letta"
        said += f" con priorità {self.priority}" if self.priority else ""
        return f"{said}, oltre il termine" if self.late else said


def priority_of(view: CaseView) -> str:
    """
    Return the priority that the first reading gave to a path.

    Parameters
    ----------
    view
        A path that the asker may read.

    Returns
    -------
    str
        Empty where nobody has read the call yet.
    """
    triage = last_event(view, "triaged")
    return str(triage.event.priority) if triage is not None else ""


def list_calls(scene: Scene, question: str) -> Reply:
    """
    List the calls of the open paths that the asker sees.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "segnalazioni non lette", "quante segnalazioni a ottobre".

    Returns
    -------
    Reply
        The newest first; those not read, the oldest first.
    """
    words, day = normal(question.replace("?", " ")), scene.day
    found = PRIORITY.search(words)
    late = LATE.search(words) is not None
    wanted = Wanted(
        late or UNREAD.search(words) is not None,
        late,
        CALLED[found["which"]] if found else "",
        Stretch(day, day) if TODAY.search(words) else named_stretch(question, day),
    )
    views = [pair for pair in read_open_cases(scene.store, scene.viewer) if wanted.holds(pair[0], day)]
    views.sort(key=lambda pair: pair[0].history[0].day, reverse=not wanted.unread)
    views = views[:1] if LAST_ONE.search(words) else views
    when = f", {_when(wanted.time, day)}" if wanted.time else ""
    head = f"{wanted.words(len(views))} nei percorsi aperti che vedi{when}:"
    if not views:
        head = f"Nei percorsi aperti che vedi non c’è {wanted.words(0)}{when}."
    notes = []
    if ENDED.search(words):
        head = f"Le segnalazioni dei percorsi chiusi da qui non le leggo. Dei percorsi aperti che vedi{when}:"
        notes = [
            Line("Come è finito un percorso si vede nella pagina «Percorso» della persona", page="percorso")
        ]
    return _listed(scene, head, views, notes)


def asks_by_priority(words: str) -> bool:
    """
    Say whether a question asks for those who are urgent, and of nobody in particular.

    Parameters
    ----------
    words
        Without capitals and accents, with a blank at both ends.

    Returns
    -------
    bool
        True for "chi ha priorità alta", "casi urgenti", "chi è più urgente".
    """
    return bool(URGENT.match(words)) or bool(PRIORITY.search(words) and OF_MANY.search(words))


def list_by_priority(scene: Scene, question: str) -> Reply:
    """
    List the open paths that the asker sees by their priority.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi ha priorità alta?", "chi è più urgente?".

    Returns
    -------
    Reply
        Those of the priority asked for, or all, the most urgent first; those that nobody has read stand at the end.
    """
    words = normal(question.replace("?", " "))
    found = PRIORITY.search(words)
    which = CALLED[found["which"]] if found else "" if re.search(r" piu ", words) else "alta"
    views = [
        pair
        for pair in read_open_cases(scene.store, scene.viewer)
        if (priority_of(pair[0]) == which if which else priority_of(pair[0]))
    ]
    views.sort(key=lambda pair: (ORDER.index(priority_of(pair[0])), pair[0].history[0].day))
    unread = [pair for pair in read_open_cases(scene.store, scene.viewer) if not priority_of(pair[0])]
    head = f"{count(len(views), 'percorso aperto', 'percorsi aperti')} con priorità {which}, fra quelli che vedi:"
    if not which:
        head = "I percorsi aperti che vedi, con la priorità più alta per prima:"
    if not views:
        head = f"Nessun percorso aperto{f' con priorità {which}' if which else ''}, fra quelli che vedi."
    notes = [
        Line(
            f"{name}: la priorità non è ancora scritta, nessuno ha letto la segnalazione",
            page=path_page(view),
        )
        for view, name in unread
    ]
    return _listed(scene, head, views, notes)


def _listed(scene: Scene, head: str, views: list[tuple[CaseView, str]], notes: list[Line]) -> Reply:
    """Tell some calls, one a line."""
    day = scene.day
    names = names_of(scene.store, [one for view, _ in views for one in parties(view)], scene.viewer)
    lines = [Line(_call_words(view, name, names, day), page=path_page(view)) for view, name in views[:SHOWN]]
    more = [Line(f"e altre {len(views) - SHOWN}", page="percorso")] if len(views) > SHOWN else []
    query = f"Letto: le segnalazioni dei percorsi aperti che vedi, al {long_day(day)}."
    links = (("Percorsi aperti", "percorso"),)
    return Reply("calls", head, (*lines, *more, *notes), query=query, links=links)


def _when(time: Stretch | Period, day: date) -> str:
    """Say of which time the calls are."""
    last = min(time.until, day)
    return f"il {long_day(last)}" if time.since == last else f"dal {long_day(time.since)} al {long_day(last)}"


def _call_words(view: CaseView, name: str, names: Mapping[str, str], day: date) -> str:
    """Say one call: whose, when, who called, why, whether it was read."""
    event = opened(view)
    caller = names.get(event.caller, event.caller) if event else "chi ha chiamato non è scritto"
    why = f" per «{event.reason}»" if event else ""
    read = read_words(view, names, day)
    return curly(f"{name}: {long_day(view.history[0].day)}, {caller}{why}; {read[0].lower()}{read[1:]}")
