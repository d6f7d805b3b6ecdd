"""List what is late, near its end or to be reviewed across the paths that the asker sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.general.work import due_page, due_words
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.windows import named_window
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day, on_day
from coordinator.network.named import names_of
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import dues_of

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be late."""

    asked: re.Pattern[str]  # how it is asked for
    told: re.Pattern[str]  # what its name holds
    name: str  # in the answer
    kind: str = ""  # of what is due; empty for any

    @property
    def waits(self) -> bool:
        """Whether it waits for somebody's answer, rather than for a day."""
        return self.name in {"invii", "compiti"}


THINGS = tuple(
    Thing(re.compile(rf" (?:{asked}) "), re.compile(told, re.IGNORECASE), name, *kind)
    for asked, told, name, *kind in (
        (
            r"uvm|valutazion[ei] multidimensional[ei]|riunion[ei] (?:della |di )?uvm",
            r"\buvm\b|multidimens",
            "UVM",
        ),
        (
            r"prim[ae] lettur[ae]|segnalazion[ei]|triage",
            r"prima lettura|segnalazione al pua",
            "prime letture",
        ),
        (r"prim[ae] valutazion[ei]", r"prima valutazione", "prime valutazioni"),
        (r"valutazion[ei]", r"valutazione|\buvm\b|multidimens", "valutazioni"),
        (
            r"pai|pian[oi](?: assistenzial[ei])?|progett[oi]|verific[ah]e?|riesam[ei]|revision[ei]",
            r"\bpai\b|\bpiano\b|progetto|riesame|verifica",
            "piani e verifiche",
        ),
        (r"inv[ii]+o?|richiest[ae]", r"^rispondere|^avviare il servizio|^confermare|^chiudere", "invii"),
        (r"compit[oi]|promemoria|incaric(?:o|hi)", r"", "compiti", "compito"),
        (r"prestazion[ei]|intervent[oi]", r"prestazione|^avviare:", "prestazioni e interventi"),
        (
            r"termin[ei]|scadenz[ae]|passi|passaggi|adempiment[oi]|cose|pratiche|tutto"
            r"|cosa(?= (?:c'e|e|sta|abbiamo|ho) (?:di |gia )?(?:scadut|in ritardo|per scadere|passat|in scadenza))",
            r"",
            "termini, compiti e invii",
        ),
    )
)
"""What is asked for: the first that fits."""

LATE = re.compile(
    r" (?:scadut[oaie]|(?:gia )?passat[oaie]|superat[oaie]|in ritardo|oltre (?:il |i )?(?:termin[ei]|tempo)"
    r"|fuori termine|(?:non )?(?:ancora )?rispettat[oaie]|arretrat[oaie]|in arretrato) "
)
NEAR = re.compile(
    r" (?:in scadenza|(?:che )?scad(?:ono|e)|(?:che )?sta(?:nno)? per scadere|imminenti|prossim[ei]|vicin[ei]) "
)
TO_DO = re.compile(
    r" (?:(?:da|devo|dobbiamo|bisogna) (?:verificare|rivedere|riesaminare|revisionare|aggiornare|fare|convocare"
    r"|chiudere|firmare|attivare|avviare|concludere|completare|organizzare|riunire|tenere|fissare|indire)"
    r"|(?:va|vanno|devono essere|deve essere) (?:convocat|chius|firmat|attivat|avviat|conclus|completat|verificat"
    r"|rivist|aggiornat|fatt)[oaie](?! entro (?:quan|che))) "
)
PENDING = re.compile(
    r" (?:in attesa|senza (?:una |alcuna )?risposta|pendenti|apert[ie]|in corso|in sospeso|da (?:rispondere|evadere)"
    r"|che aspettano|(?:che |a cui )?nessuno ha (?:ancora )?(?:evas|rispost|lavorat)\w+"
    r"|non (?:ancora )?(?:evas[ie]|risposti)) "
)
"""How requests and tasks are asked for that wait, whenever they are due."""

UNOWNED = re.compile(
    r" (?:senza (?:un |nessun |alcun )?(?:responsabil\w+|titolare|nessuno)|di nessuno"
    r"|che nessuno (?!ha (?:ancora )?(?:evas|rispost|lavorat))\w+"
    r"|non (?:l'|le |li )?ha (?:preso |in mano |in carico )*nessuno"
    r"|non (?:ha|hanno|c'e|ci sono) (?:ancora )?(?:un |nessun |alcun )?(?:responsabil\w+|titolar\w+)) "
)
MINE = re.compile(r" (?:mi[aeio]i?|nostr[aeio]|tocc\w+ a me|di cui mi occupo|ho io) ")
LIST = re.compile(
    r"^ (?:e |ma |ci sono |abbiamo |ho |quali |quante |quanti |che |mostra\w* |fammi vedere |elenc\w+ |dammi |dimmi "
    r"|le |i |gli |delle |dei |degli |di |tra |fra |sono |tutte |tutti |mi[ae]i? |nostr[ei] |casi |percorsi |con |l'"
    r"|utenti |assistiti |persone |pazienti |situazioni |fascicoli |in ritardo (?=con |per |sul|nel)|per |su|nel|la "
    r"|l'elenco )*(?P<rest>[a-z].*)$"
)
PLACES = (
    (
        re.compile(r" (?:pua|punto unico|sportello|accesso|accettazione) "),
        "al PUA",
        ("segnalazione", "accesso"),
    ),
    (re.compile(r" (?:cot|dimission[ei]|ospedale) "), "in dimissione", ("dimissione",)),
    (
        re.compile(r" (?:dei|nei|sui) (?:pian[oi]|pai) (?:attivi|avviati|in corso) "),
        "nei piani attivi",
        ("erogazione", "monitoraggio"),
    ),
)
"""How a question asks of one part of the paths alone → how it is said, and the phases where it is."""

OF_ONE = re.compile(r" (?:su[aoe]|suoi|lei|lui|quest[ao] (?:persona|caso|percorso|piano|uvm)) ")
DAYS = {
    "prossimi mesi": 183,
    "oggi": 0,
    "domani": 1,
    "settimana": 7,
    "mese": 31,
    "quindici giorni": 15,
    "trenta giorni": 30,
}
SOON = 30
"""Days ahead within which something is near, where a question does not say."""

PLURAL = re.compile(
    r" (?:uvm|pai|piani|progetti|verifiche|riesami|revisioni|prime letture|segnalazioni|prime valutazioni|invii"
    r"|richieste|prestazioni|interventi|miei|nostri|tutti i|tutte le) "
)
ONE = re.compile(r" (?:scadut[oa]|passat[oa]|superat[oa]|il|la|lo|un|una) ")
"""How many are asked for, and how one, while a person is in mind."""

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Span:
    """The days within which something is due."""

    first: date | None  # None: whatever is past too
    last: date | None  # None: whenever

    def holds(self, due: date) -> bool:
        """Say whether a day is within."""
        return (self.first is None or due >= self.first) and (self.last is None or due <= self.last)

    def words(self, day: date) -> str:
        """Say it as seen from a day."""
        if self.last is None:
            return f", dal {long_day(self.first)} in poi" if self.first and self.first > day else ""
        if self.first and (self.last < day or self.first > day):
            return f", {'scaduti' if self.last < day else 'in scadenza'} {_days(self.first, self.last)}"
        if self.last < day:
            return " oltre il termine"
        by = "oggi" if self.last == day else f"entro il {long_day(self.last)}"
        return f" in scadenza {by}" if self.first else f" da fare {by} o già in ritardo"


def _days(first: date, last: date) -> str:
    """Say from which day to which."""
    return on_day(first) if first == last else f"dal {long_day(first)} al {long_day(last)}"


def say_overdue(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    List what is late or near across the paths that the asker sees.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "uvm scadute", "pai da verificare", "termini in scadenza questa settimana".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, of one person, or where the asker sees no paths.
    """
    words = normal(question.replace("?", " "))
    found = LIST.match(words)
    if named.people or found is None or OF_ONE.search(words) or not scene.viewer.may("read", "case"):
        return None
    thing = next((one for one in THINGS if one.asked.match(f" {found['rest']} ")), None)
    late, to_do, near = (bool(one.search(words)) for one in (LATE, TO_DO, NEAR))
    pending = thing is not None and thing.waits and not scene.person_id and PENDING.search(words)
    if thing is None or not (late or near or to_do or UNOWNED.search(words) or pending):
        return None
    if scene.person_id and not (PLURAL.search(words) and not ONE.search(words)):
        return None
    ahead = next((days for said, days in DAYS.items() if f" {said} " in words), SOON)
    if late:
        return _answer(scene, words, thing, _gone(question, scene.day))
    if pending and not (near or to_do):
        return _answer(scene, words, thing, Span(None, None))
    time = named_window(question, scene.day)
    first = (time and time.first) or (scene.day if near else None)
    last = time.last if time else scene.day + timedelta(days=ahead)
    return _answer(scene, words, thing, Span(first, None if UNOWNED.search(words) and not near else last))


def _gone(question: str, day: date) -> Span:
    """Return the days that are past of which a question asks what fell due: all, or those of a time that it names."""
    yesterday = day - timedelta(days=1)
    time = named_stretch(question, day)
    if time is None or time.since > yesterday:
        return Span(None, yesterday)
    return Span(time.since, min(time.until, yesterday))


def _answer(scene: Scene, words: str, thing: Thing, span: Span) -> Reply:
    """Gather, filter, and tell."""
    day, viewer, unowned = scene.day, scene.viewer, bool(UNOWNED.search(words))
    _, where, phases = next((one for one in PLACES if one[0].search(words)), (None, "", ()))
    views = [
        pair
        for pair in read_open_cases(scene.store, viewer)
        if not phases or pair[0].state.position.phase in phases
    ]
    mine = viewer.party_id if MINE.search(words) else None
    dues = [
        due
        for view, name in views
        for due in dues_of(view, name, day)
        if thing.told.search(due.what)
        and thing.kind in {"", due.kind}
        and due.due is not None
        and not (unowned and due.owner)
        and (mine is None or due.owner == mine or mine in {one.party_id for one in view.state.file.team})
    ]
    wanted = [one for one in dues if one.due and span.holds(one.due)]
    wanted.sort(key=lambda one: (one.due or day.max, one.person_name))
    later = sorted((one for one in dues if one.due and one.due >= day), key=lambda one: one.due or day.max)[
        :1
    ]
    late = sorted((one for one in dues if one.due and one.due < day), key=lambda one: one.due or day.max)
    told = [one for one in (*wanted, *later, *late) if one.owner]
    names = names_of(
        scene.store, [one.owner or "" for one in told], viewer, near={one.person_id for one in told}
    )
    lines = [
        Line(due_words(one, day, names), page=due_page(one), urn=one.norm or "") for one in wanted[:SHOWN]
    ]
    lines += [Line(f"e altri {len(wanted) - SHOWN}", page="giornata")] if len(wanted) > SHOWN else []
    if not wanted and span.first and span.last and span.last < day:
        lines = [Line(f"Scaduti in altri giorni: {len(late)}", page="giornata")] if late else []
    elif not wanted:
        lines = [
            Line(f"Già in ritardo: {due_words(one, day, names)}", page=due_page(one), urn=one.norm or "")
            for one in late[:SHOWN]
        ]
        lines += [Line(f"Il più vicino: {due_words(one, day, names)}", page=due_page(one)) for one in later]
    among = (
        f"nei {len(views)} percorsi aperti che vedi" if len(views) != 1 else "nel percorso aperto che vedi"
    )
    among = f"{among}, {where}" if where else among
    which = f"{span.words(day)}{', senza un responsabile' if unowned else ''}{', fra i tuoi' if mine else ''}"
    head = f"{thing.name[0].upper()}{thing.name[1:]}{which}, {among}: {len(wanted) or 'nessuno'}."
    if not views:
        head = "Non vedi percorsi aperti: qui non ho niente da elencare."
    query = f"Letto: i termini, i compiti e gli invii dei percorsi aperti che vedi, al {long_day(day)}."
    links = (("La giornata", "giornata"), ("Percorsi aperti", "percorso"))
    return Reply("overdue", head, tuple(lines), query=query, links=links)
