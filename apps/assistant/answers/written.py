"""Answer what is written on a person's path: consents, risks, the diary, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import last_event, links_of, path_page
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView


def say_consents(asked: Asked) -> Reply:
    """Say which consents are written, on which basis data are handled, whether the plan is signed."""
    view = asked.case_where(lambda one: one.state.file.informed_consent or one.state.file.legal_basis)
    if view is None:
        return asked.reply(
            "consents", f"Per {asked.name} non c’è un percorso: nessun consenso è scritto.", [], "i percorsi"
        )
    names = asked.names(
        [one.event.by for one in view.history if one.event.kind in {"consent_given", "signed"}]
    )
    lines = [
        _consent(view, names, about, words) for about, words in (("cure", "alle cure"), ("dati", "ai dati"))
    ]
    if view.state.file.legal_basis == "compito di interesse pubblico e cura":
        lines.pop()  # where consent is not the basis, none is asked for
    basis = last_event(view, "basis_recorded")
    text = (
        f"Base giuridica dei dati: {basis.event.basis}, scritta il {long_day(basis.day)}"
        if basis
        else "Base giuridica dei dati: non è scritta"
    )
    lines.append(Line(text, page=path_page(view), urn=(basis.norm or "") if basis else ""))
    return asked.reply(
        "consents", f"Consensi di {asked.name}:", lines, "i consensi e la base giuridica", links_of(view)
    )


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
    """Say when she was last seen or heard, and what was written."""
    view = asked.case_where(lambda one: _told(one))
    told = _told(view)[:10] if view else []
    names = asked.names([one.event.by for one in told if one.event.kind == "contacted"])
    lines = []
    for one in told:
        event: Any = one.event
        what = f"{event.how}, {names[event.by]}" if event.kind == "contacted" else event.nature
        lines.append(Line(f"{long_day(one.day)}, {what}: {event.text}", page=path_page(view) if view else ""))
    head = (
        f"Nel diario di {asked.name}, l’ultima riga per prima:"
        if lines
        else f"Il diario di {asked.name} è vuoto."
    )
    return asked.reply("diary", head, lines, "il diario", links_of(view))


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
