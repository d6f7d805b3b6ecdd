"""Say plainly that something is not written in the conversation, and open the page and the form where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.reply import Line, Reply
from apps.components.words import on_day
from coordinator.pathway.machine import passages_from
from coordinator.protection import policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.writes import Write
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView
    from coordinator.protection import Viewer

NOT_HERE = "Questo da qui non lo faccio"


def say_page_of(viewer: Viewer, row: Mapping[str, Any], asked: Asked | None) -> Reply:
    """
    Open the page where something is written.

    Parameters
    ----------
    viewer
        Who asks.
    row
        Of ``writes.yaml``, among the pages.
    asked
        The order, on the person whose page it is; None for a page of nobody.

    Returns
    -------
    Reply
        With the page, or who may write it where the asker may not.
    """
    action, _, resource = f"write {row['asks']}".rpartition(" ")
    action = action.split()[-1]
    page, about = _address(row, asked), asked.person_id if asked else ""
    line = Line(row["says"], page=page)
    if not viewer.may(action, resource):
        table = policy()
        roles = [
            table.labels[role]
            for role in table.grants
            if any(table.allows(role, action, resource, one) for one in table.purposes_of[role])
        ]
        head = f"{NOT_HERE}, e il tuo ruolo non lo scrive nemmeno dalla pagina «{row['name']}»."
        lines = (line, Line(f"Può farlo: {'; '.join(roles)}", page="politica"))
        query = "Letto: la tabella di chi vede che cosa."
        return Reply("order", head, lines, query=query, person_id=about)
    of_her = f" di {asked.record.party.name}" if asked else ""
    head = row.get("head") or f"{NOT_HERE}: si scrive nella pagina «{row['name']}»{of_her}, aperta qui sotto"
    head = f"{head}."
    return Reply("order", head, (line,), links=((row["name"], page),), person_id=about)


def say_passage(asked: Asked, write: Write) -> Reply:
    """
    Open the path where one of its passages is done.

    Parameters
    ----------
    asked
        The order, on a person.
    write
        The row of ``writes.yaml`` that names the passage.

    Returns
    -------
    Reply
        With the passage as its button says it, or that it does not leave from where the path stands.
    """
    view = asked.case
    if view is None or not asked.open_cases:
        head = f"{NOT_HERE}, e {asked.name} non ha un percorso aperto su cui farlo."
        links = (("Percorsi, e una nuova chiamata", f"percorso?persona={asked.person_id}"),)
        return Reply("order", head, links=links, person_id=asked.person_id)
    now = view.process.phases[view.state.position.phase].name
    passage = view.process.passages.get(write.id)
    from_here = {one.id: one for one in passages_from(view.process, view.state.position)}
    page = f"percorso?id={view.id}"
    if write.id in from_here:
        whose = asked.record.party.name
        head = f"{NOT_HERE}: i passaggi del percorso di {whose} si fanno dalla sua pagina, aperta qui sotto."
        lines = [Line(f"Si fa con «{from_here[write.id].name}»", page=f"{page}&passo={write.id}")]
    else:
        name = f" «{passage.name}»" if passage else ""
        done = next((one for one in reversed(view.history) if _went(one, write.id, view)), None)
        went = f": è già stato fatto {on_day(done.day)}" if done else ""
        head = f"{NOT_HERE}, e dalla fase «{now}» il passaggio{name} non si fa{went}. Si può:"
        lines = [Line(one.name, page=f"{page}&passo={one.id}") for one in from_here.values()]
    query = f"Letto: il percorso di {asked.record.party.name}."
    return Reply(
        "order", head, tuple(lines), query=query, links=(("Percorso", page),), person_id=asked.person_id
    )


def _went(one: Recorded, passage: str, view: CaseView) -> bool:
    """Say whether an event of a path is a passage that stands."""
    return one.number not in view.state.void and getattr(one.event, "passage", "") == passage


def say_change(asked: Asked, write: Write) -> Reply:
    """
    Say how what is written in the path is mended: it is not written over.

    Parameters
    ----------
    asked
        The order, on a person.
    write
        The form whose writing it would change.

    Returns
    -------
    Reply
        With the path.
    """
    view = asked.case
    page = f"percorso?id={view.id}&passo={write.id}" if view else f"percorso?persona={asked.person_id}"
    head = (
        f"{NOT_HERE}. Nel percorso di {asked.record.party.name} niente si cancella: l’ultimo passo si annulla "
        "dalla sua pagina, e ciò che cambia si scrive di nuovo con la sua data."
    )
    return Reply("order", head, links=(("Percorso", page),), person_id=asked.person_id)


def _address(row: Mapping[str, Any], asked: Asked | None) -> str:
    """Write the address of the page, on the person or on her path."""
    if asked is None or row["of"] == "nobody":
        return str(row["page"])
    if row.get("new"):
        return f"{row['page']}?persona={asked.person_id}"
    if row["of"] == "case":
        case = asked.case if asked.open_cases else None
        return f"{row['page']}?id={case.id}" if case else f"percorso?persona={asked.person_id}"
    return f"{row['page']}?id={asked.person_id}"
