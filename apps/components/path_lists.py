"""Gather what the record offers to the forms of a path, and read back what was chosen or typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from apps.components.days import DayError, read_day
from apps.components.path_words import FUNDERS
from apps.components.words import short_day
from coordinator.model import Institution, vocabulary
from coordinator.network import ego
from coordinator.network.named import names_of
from coordinator.network.record import read_record
from coordinator.protection.veil import STAND_IN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.forms import Form
    from coordinator.protection import Viewer
    from coordinator.store import Store

PARTY = re.compile(r"(?:per|pra|svc|ist|com|hou):\S+")
UNSEEN = "una persona che non puoi vedere"
"""What stands for a person of the case whom the viewer may not see."""
UNSEEN_BODY = "chi non puoi vedere"
"""What stands for a service or body of the case that is reserved from her."""
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?")
"""A number as Italians write it when it is long: ``1.200`` or ``1.200,50``."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the record offers to the forms: list → value → words, and the names of all parties."""

    offered: Mapping[str, Mapping[str, str]]
    nodes: Mapping[str, Mapping[str, Any]]
    named: Mapping[str, str] = field(default_factory=dict)  # whom the case names outside her network

    def name(self, party: str) -> str:
        """Return the name of a party, or the words that stand for one whom the record does not hold."""
        if party in self.nodes:
            return str(self.nodes[party]["name"])
        hidden = UNSEEN_BODY if party.endswith(f":{STAND_IN}") else party
        unseen = UNSEEN if party.startswith("per:") else hidden
        return self.named.get(party, unseen)

    def names(self) -> dict[str, str]:
        """Return the names of all parties by their ids."""
        return {**self.named, **{key: str(node["name"]) for key, node in self.nodes.items()}}

    def member(self, party: str) -> dict[str, object]:
        """Return what the network knows of someone who joins the team."""
        node = self.nodes[party]
        return {"sector": node["sector"], "is_professional": node["kind"] == "professionista"}


def lists_of(store: Store, day: date, viewer: Viewer, person_id: str, view: CaseView | None) -> Lists:
    """
    Gather what the record offers to the forms of a person's case.

    Parameters
    ----------
    store, day
        The record, and the day of her network.
    viewer
        Who asks. Who may not read networks is offered herself, bodies and whom the case names, and nobody around her.
    person_id
        Whose case.
    view
        The case, or None before it is open.

    Returns
    -------
    Lists
        Every list that ``forms.yaml`` names.
    """
    nodes = _around(store, day, viewer, person_id)
    with viewer.reading() as session:
        for body in session.scalars(select(Institution).order_by(Institution.name).limit(200)):
            nodes.setdefault(body.id, {"name": body.name, "kind": "ente", "sector": "istituzioni"})
    by_name = dict(sorted(nodes.items(), key=lambda item: item[1]["name"]))

    def pick(*prefixes: str) -> dict[str, str]:
        return {key: node["name"] for key, node in by_name.items() if key.startswith(prefixes)}

    family = {person_id: nodes[person_id]["name"]} | {
        key: node["name"]
        for key, node in by_name.items()
        if key.startswith("per:") and node["sector"] in {"famiglia", "istituzioni"}
    }
    needs = {key: term.label for key, term in vocabulary().terms["needs"].items()}
    offered = {
        "rete": {k: name for k, name in pick("per:", "pra:", "com:").items() if k != person_id},
        "professionisti": pick("pra:"),
        "famiglia": family,
        "enti": pick("ist:", "com:") | family,
        "chi_fa": pick("svc:", "com:", "pra:") | family,
        "incaricati": pick("pra:")
        | {key: name for key, name in (pick("com:") | family).items() if key != person_id},
        "servizi": pick("svc:"),
        "bisogni": {key: needs[key] for key in sorted(needs, key=needs.__getitem__)},
    }
    if view is None:
        return Lists(offered, nodes)
    strangers = _parties_of(view) - nodes.keys()
    named = names_of(store, strangers, viewer) if viewer.may("read", "directory") else {}
    known = named | {key: str(node["name"]) for key, node in nodes.items()}
    return Lists(offered | _of_the_case(view, known, needs), nodes, named)


def _around(store: Store, day: date, viewer: Viewer, person_id: str) -> dict[str, Mapping[str, Any]]:
    """Read who is around a person, herself too; herself alone where the viewer may not read networks."""
    if viewer.may("read", "network"):
        graph = ego(store, person_id, day, viewer).graph
        return {key: graph.nodes[key] for key in graph}
    name = read_record(store, person_id, day, viewer).party.name
    return {person_id: {"name": name, "kind": "persona", "sector": "famiglia"}}


def _parties_of(view: CaseView) -> set[str]:
    """Collect whom the case names: its team, and the parties of all that happened."""
    told = (value for one in view.history for value in vars(one.event).values())
    ids = {value for value in told if isinstance(value, str) and PARTY.fullmatch(value)}
    return ids | {one.party_id for one in view.state.file.team}


def _of_the_case(
    view: CaseView, names: Mapping[str, str], needs: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Gather what the case itself offers to its forms."""
    state = view.state
    team = {one.party_id for one in state.file.team if one.is_professional}
    return {
        "squadra": {key: names.get(key, key) for key in sorted(team)},
        "bisogni_caso": {key: needs.get(key, key) for key in state.file.needs},
        "obiettivi": {goal.name: goal.name for goal in state.file.goals},
        "interventi": {plan.action: plan.action for plan in state.planned},
        "compiti": {
            str(one.number): f"{one.what} ({names.get(one.owner, one.owner)}, entro il {short_day(one.due)})"
            for one in state.open_tasks
        },
        "rischi": {one.risk: one.risk for one in state.risks},
        "risorse": {one.id: f"{one.what} ({FUNDERS.get(one.funder, one.funder)})" for one in state.resources},
    }


def read_choice(form: Form, typed: Mapping[str, object], lists: Lists) -> dict[str, str]:
    """
    Read what a form sends: a name chosen from the network becomes its id, a long number a plain one.

    Parameters
    ----------
    form
        Which form.
    typed
        What the browser sent.
    lists
        What was offered.

    Returns
    -------
    dict
        Field → value; only the form's own fields.
    """
    values = {one.name: str(typed.get(one.name) or "") for one in form.fields}
    for one in form.fields:
        if one.free and one.offered:
            ids = {name: key for key, name in lists.offered[one.offered].items()}
            values[one.name] = ids.get(values[one.name], values[one.name])
        elif one.type == "numero":
            values[one.name] = plain_number(values[one.name])
        elif one.type == "giorno":
            values[one.name] = plain_day(values[one.name])
    return values


def plain_day(typed: str) -> str:
    """Write a day as ``2026-03-12``; what is no day stays as it is, for its event to refuse."""
    try:
        return read_day(typed).isoformat()
    except DayError:
        return typed


def plain_number(typed: str) -> str:
    """
    Write a number without the dots and signs that people add.

    Parameters
    ----------
    typed
        Such as ``"1.200,50 €"``.

    Returns
    -------
    str
        With a decimal comma, if any; whatever is no number stays as it is.

    Examples
    --------
    >>> plain_number("1.200,50 €"), plain_number("3.5"), plain_number("molti")
    ('1200,50', '3.5', 'molti')
    """
    bare = typed.strip().removesuffix("€").removesuffix("euro").strip().replace("\u00a0", "")
    return bare.replace(".", "") if THOUSANDS.fullmatch(bare) else bare
