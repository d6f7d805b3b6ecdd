"""Answer what is written on a person's path: consents, risks, the diary, documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.happened import happened
from apps.assistant.answers.plan import last_event, links_of, path_page
from apps.assistant.answers.sharing import shared_words
from apps.assistant.answers.whether import whether_consented
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day
from coordinator.model import vocabulary
from coordinator.network.contacts import contacts_of

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from coordinator.network.contacts import Met
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView


def say_consents(asked: Asked) -> Reply:
    """Say which consents are written, on which basis data are handled, whether the plan is signed."""
    asked.viewer.require("read", "consent", of=asked.person_id)
    view = asked.case_where(lambda one: one.state.file.informed_consent or one.state.file.legal_basis)
    shared = shared_words(asked)
    if view is None:
        head = f"Per {asked.name} non c’è un percorso: nessun consenso è scritto."
        return asked.reply("consents", head, shared, "i percorsi")
    names = asked.names(
        [one.event.by for one in view.history if one.event.kind in {"consent_given", "signed"}]
    )
    lines = [
        _consent(view, names, about, words) for about, words in (("cure", "alle cure"), ("dati", "ai dati"))
    ]
    states = {about: _given(view, about) for about in ("cure", "dati")}
    if view.state.file.legal_basis == "compito di interesse pubblico e cura":
        lines.pop()  # where consent is not the basis, none is asked for
        states.pop("dati")
    basis = last_event(view, "basis_recorded")
    text = (
        f"Base giuridica dei dati: {basis.event.basis}, scritta il {long_day(basis.day)}"
        if basis
        else "Base giuridica dei dati: non è scritta"
    )
    lines.append(Line(text, page=path_page(view), urn=(basis.norm or "") if basis else ""))
    return asked.reply(
        "consents",
        whether_consented(asked, states, named=bool(shared)) or f"Consensi di {asked.name}:",
        [*shared, *lines],
        "i consensi e la base giuridica",
        links_of(view),
    )


def _given(view: CaseView, about: str) -> bool | None:
    """Say whether a consent is given or taken back; None where nothing is written."""
    last = last_event(view, "consent_given", lambda event: event.about == about)
    return bool(last.event.given) if last is not None else None


def _consent(view: CaseView, names: dict[str, str], about: str, words: str) -> Line:
    """Say one consent."""
    last = last_event(view, "consent_given", lambda event: event.about == about)
    if last is None:
        return Line(f"Consenso {words}: non è scritto", page=path_page(view))
    given = "dato" if last.event.given else "ritirato"
    by = names.get(last.event.by, last.event.by)
    return Line(
        f"Consenso {words}: {given} da {by} il {long_day(last.day)}",
        page=path_page(view),
        urn=last.norm or "",
    )


def say_opinions(asked: Asked) -> Reply:
    """Say what each in the team thinks, and who does not agree."""
    view = asked.case_where(lambda one: one.state.file.opinions)
    file = view.state.file if view else None
    names = asked.names([*file.opinions]) if file else {}
    lines = (
        [
            Line(f"{names[party]}{' (non è d’accordo)' if party in file.disagreeing else ''}: {text}", party)
            for party, text in sorted(file.opinions.items(), key=lambda one: one[0] not in file.disagreeing)
        ]
        if file
        else []
    )
    head = f"I pareri nella valutazione di {asked.name}:"
    if not lines:
        head = f"Per {asked.name} non è scritto nessun parere."
    return asked.reply("opinions", head, lines, "i pareri della valutazione", links_of(view))


def say_risks(asked: Asked) -> Reply:
    """Say what whoever comes to her home must know."""
    view = asked.case_where(lambda one: one.state.risks)
    found = view.state.risks if view else ()
    lines = [
        Line(
            f"{one.risk}: da rivedere il {long_day(one.review_on)} ({curly(one.told)})", page=path_page(view)
        )
        for one in found
        if view
    ]
    head = (
        f"Chi va da {asked.name} deve sapere:" if lines else f"Per {asked.name} non è scritto nessun rischio."
    )
    return asked.reply("risks", head, lines, "i rischi scritti nel percorso", links_of(view))


def say_diary(asked: Asked) -> Reply:
    """Say when she was last seen or heard, and what was written: in the diary, and as contacts with services."""
    view = asked.case_where(lambda one: _told(one))
    period = named_stretch(asked.question, asked.day)
    told = [one for one in (_told(view) if view else []) if period is None or period.holds(one.day)]
    names = asked.names([one.event.by for one in told if one.event.kind == "contacted"])
    rows = [(one.day, _diary_line(one, view, names)) for one in told]
    rows += [(one.day, _contact_line(one)) for one in _met(asked) if period is None or period.holds(one.day)]
    if period is not None:
        kinds = None if HAPPENED.search(normal(asked.question)) else GIVEN
        rows += [row for one in asked.cases for row in happened(asked, one, kinds) if period.holds(row[0])]
    rows.sort(key=lambda row: row[0], reverse=True)
    lines = [line for _, line in rows[:LAST]]
    if len(rows) > LAST:
        lines.append(Line(f"e altri {len(rows) - LAST}, prima"))
    when = f" {period.words}" if period else ""
    head = f"Diario e contatti di {asked.name}{when}, l’ultimo per primo:"
    if not lines:
        head = f"Per {asked.name}{when} non è scritto niente: né nel diario, né fra i contatti con i servizi."
    return asked.reply("diary", head, lines, "il diario e i contatti", links_of(view))


HAPPENED = re.compile(r" (?:succes\w+|succedut\w+|accad\w+|capitat\w+|fatt[oaie]|svolt\w+|attivita|eventi) ")
"""Words that ask for all that happened, and not only for who saw her."""

GIVEN = frozenset({"delivered"})
"""Kinds of event by which somebody saw her."""

LAST = 10
"""Lines of the diary that are told."""


def _diary_line(one: Recorded, view: CaseView | None, names: dict[str, str]) -> Line:
    """Say one line of the diary."""
    event: Any = one.event
    what = f"{event.how}, {names[event.by]}" if event.kind == "contacted" else event.nature
    return Line(f"{long_day(one.day)}, {what}: {event.text}", page=path_page(view) if view else "")


def _contact_line(one: Met) -> Line:
    """Say one contact with who cares for her."""
    what = vocabulary().label("contact_kinds", one.kind)
    return Line(f"{long_day(one.day)}, {what}: {one.with_name}", one.with_id)


def _met(asked: Asked) -> list[Met]:
    """List her contacts with services and professionals, for who may read her network."""
    if not asked.viewer.may("read", "network"):
        return []
    return contacts_of(asked.person_id, asked.day, asked.viewer, limit=MOST)


MOST = 200
"""Contacts that are read."""


def say_documents(asked: Asked) -> Reply:
    """Say which documents the acts of the path left."""
    view = asked.case_where(lambda one: _papers(one))
    found = _papers(view) if view else {}
    lines = [
        Line(f"{document}, {long_day(one.day)}", page=path_page(view) if view else "", urn=one.norm or "")
        for document, one in found.items()
    ]
    head = (
        f"I documenti del percorso di {asked.name}:" if lines else f"Per {asked.name} non ci sono documenti."
    )
    links = (("Documenti", f"documenti?id={view.id}"), *links_of(view)) if view else ()
    return asked.reply("documents", head, lines, "i documenti nominati nel percorso", links)


def _kept(view: CaseView) -> list[Recorded]:
    """List what happened and was not taken back, in order."""
    return [one for one in view.history if one.number not in view.state.void]


def _told(view: CaseView) -> list[Recorded]:
    """List the contacts and the lines of the diary, the newest first."""
    return [one for one in reversed(_kept(view)) if one.event.kind in {"contacted", "noted"}]


def _papers(view: CaseView) -> dict[str, Recorded]:
    """List the documents named on a path, each with what named it first."""
    found: dict[str, Recorded] = {}
    for one in _kept(view):
        if document := getattr(one.event, "document", None):
            found.setdefault(document, one)
    return found
