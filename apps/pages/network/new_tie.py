"""Write a tie with all that is known of it: between a person and a helper, two helpers, a service and a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.words import KINDS, curly, long_day
from apps.pages.network.tie_data import choices_of_data, read_data
from apps.pages.network.tie_words import sentence
from apps.pages.task import MissingError, Task, pick_person, show_task
from coordinator.errors import BadTieError
from coordinator.model import PREFIXES, vocabulary
from coordinator.network import Statement, state_tie
from coordinator.network.one_tie import take_back
from coordinator.network.record import names_nearby, read_record

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act

KIND_OF = {prefix: kind for kind, prefix in PREFIXES.items()}


def show_new_tie(desk: Desk) -> None:
    """Fill the document with the form of a tie, beginning from a person, a service or a body."""
    lead = "Due capi, che cosa li lega, da quando, chi lo dice. Il resto se si sa."
    if not argument("id"):
        pick_person(desk, "nuovo-legame", "Un legame nuovo", lead)
        return
    record = read_record(desk.store, argument("id"), desk.today(), desk.viewer())
    person = record.party.kind == "persona"
    show_task(
        desk,
        "nuovo-legame",
        f"Un legame di {record.party.name}, o fra chi le sta intorno"
        if person
        else f"Un legame di {record.party.name}",
        lead,
        record=record if person else None,
        task=NewTie(desk, record.party.id),
        here="persone" if person else "servizi",
    )


class NewTie(Task):
    """A tie that is being written."""

    template = "network/new_tie.html"

    def __init__(self, desk: Desk, party_id: str) -> None:
        super().__init__(desk, party_id)
        self.party_id = party_id

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"add": self._add}

    def values(self) -> dict[str, Any]:
        """Collect who may be tied, and by what."""
        return {
            "party_id": self.party_id,
            "ends": self._ends(),
            "kinds": _kinds(),
            "data": choices_of_data(),
            "today": write_day(self.day),
            "may_write": self.viewer.may("write", "network"),
        }

    def _names(self) -> dict[str, str]:
        """Name the party, those around it, and the directory."""
        here = read_record(self.desk.store, self.party_id, self.day, self.viewer).party
        return {here.id: here.name} | names_nearby(self.desk.store, self.party_id, self.viewer)

    def _ends(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """List who may be at an end, by kind."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for party, name in self._names().items():
            groups.setdefault(KINDS[KIND_OF[party.partition(":")[0]]].capitalize(), []).append((party, name))
        return list(groups.items())

    def _add(self, act: Act) -> None:
        """Write the tie."""
        start, end, kind = (str(act.get(name) or "") for name in ("from", "to", "kind"))
        sayer = str(act.get("stated_by") or "").strip()
        if not (start and end and kind and sayer):
            message = "Servono quattro cose: i due capi, che cosa li lega, e chi lo dice."
            raise MissingError(message)
        since, until = (
            read_day(str(act.get("since") or write_day(self.day))),
            str(act.get("until") or "").strip(),
        )
        last = read_day(until) if until else None
        if last is not None and last < since:
            message = (
                f"Finirebbe il {long_day(last)}, prima di cominciare il {long_day(since)}: scambia i giorni."
            )
            raise MissingError(message)
        names = self._names()
        try:
            statement = Statement(kind, start, end, since, last, stated_by=sayer, **read_data(act))
            tie = state_tie(self.desk.store, statement, self.viewer, about=self.party_id)
        except BadTieError as error:
            raise MissingError(misfit(kind, start, end)) from error
        said = sentence(kind, names.get(start, start), names.get(end, end))
        self.said(f"Scritto: {said}.", lambda: take_back(self.desk.store, tie, self.viewer))


def misfit(kind_id: str, start: str, end: str) -> str:
    """Say between whom a kind of tie may be, and between whom it was said to be."""
    if start == end:
        return "I due capi sono la stessa scheda: un legame va da una all’altra."
    kind = vocabulary().tie_kind(kind_id)
    may = [" o ".join(sorted(KINDS[one] for one in ends)) for ends in kind.ends]
    came = [KINDS[KIND_OF[party.partition(":")[0]]] for party in (start, end)]
    return (
        f"«{curly(kind.label)}» va da {may[0]} a {may[1]}; qui va da {came[0]} a {came[1]}. "
        "Scambia i due capi, o scegli un’altra voce."
    )


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """List the kinds of tie, read from the first to the second, by what they join."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in vocabulary().kinds.values():
        title = (
            "Fra persone"
            if kind.code < 30
            else "Persona e chi la aiuta"
            if kind.code < 60
            else "Fra chi aiuta"
        )
        groups.setdefault(title, []).append((kind.id, curly(kind.label)))
    return list(groups.items())
