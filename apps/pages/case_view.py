"""Turn a case into what its page shows: steps, gates, tracks, terms, plan, money, and the story so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from apps.components.words import long_day, short_day
from apps.pages.case_words import RESUMED, norm_words, story, term_words
from coordinator.matching import match
from coordinator.model import Institution, vocabulary
from coordinator.network import ego
from coordinator.network.record import read_record
from coordinator.pathway.budgets import summarise_budget
from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.drafts import read_draft
from coordinator.pathway.forms import forms_of, forms_table
from coordinator.pathway.machine import passages_from
from coordinator.pathway.process import RESUME, TRACKS
from coordinator.pathway.team import propose_team

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from apps.components.desk import Desk
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.forms import Form
    from coordinator.pathway.process import Passage
    from coordinator.protection import Viewer

TRACK_NAMES = {
    "professional": "Processo professionale",
    "administrative": "Processo amministrativo",
    "accounting": "Processo contabile",
}
NEEDS_REASON = frozenset({"motivo_chiusura", "chiusura", "evento", "trasferimento", "sospensione"})
ROLE_NAMES = {
    "operatore_pua": "operatore PUA", "assistente_sociale": "assistente sociale",
    "case_manager": "case manager",
    "infermiere_famiglia": "infermiere di famiglia", "infermiere": "infermiere", "mmg": "medico di famiglia",
    "pls": "pediatra", "medico": "medico", "specialista": "medico specialista", "educatore": "educatore",
    "coordinatore_uvm": "coordinatore UVM", "operatore": "operatore", "familiare": "familiare",
    "volontario": "volontariato", "rappresentante": "rappresentante della persona",
    "coordinatore_distretto": "coordinatore del distretto",
}  # fmt: skip
FUNDERS = {
    "asl": "ASL",
    "ambito": "Ambito",
    "comune": "Comune",
    "famiglia": "Persona e famiglia",
    "terzo_settore": "Terzo settore",
    "stato": "Fondi statali",
    "regione": "Fondi regionali",
}


@dataclass(frozen=True, slots=True)
class Lists:
    """What the record offers to the forms: list → value → words, and the names of all parties."""

    offered: Mapping[str, Mapping[str, str]]
    nodes: Mapping[str, Mapping[str, Any]]

    def name(self, party: str) -> str:
        """Return the name of a party, or the words that stand for one who is not in the network."""
        return str(self.nodes[party]["name"]) if party in self.nodes else party

    def member(self, party: str) -> dict[str, object]:
        """Return what the network knows of someone who joins the team."""
        node = self.nodes[party]
        return {"sector": node["sector"], "is_professional": node["kind"] == "professionista"}


def lists_of(desk: Desk, viewer: Viewer, person_id: str, view: CaseView | None) -> Lists:
    """
    Gather what the record offers to the forms of a person's case.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who asks; needs to read the network.
    person_id
        Whose case.
    view
        The case, or None before it is open.

    Returns
    -------
    Lists
        Every list that ``forms.yaml`` names.
    """
    graph = ego(desk.store, person_id, desk.today(), viewer).graph
    nodes: dict[str, Mapping[str, Any]] = {key: graph.nodes[key] for key in graph}
    with desk.store.reading() as session:
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
        "servizi": pick("svc:"),
        "bisogni": {key: needs[key] for key in sorted(needs, key=needs.__getitem__)},
    }
    if view is not None:
        offered |= _of_the_case(view, nodes, needs)
    return Lists(offered, nodes)


def _of_the_case(
    view: CaseView, nodes: Mapping[str, Mapping[str, Any]], needs: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Gather what the case itself offers to its forms."""
    state = view.state
    team = {one.party_id for one in state.file.team if one.is_professional}
    return {
        "squadra": {key: str(nodes[key]["name"]) if key in nodes else key for key in sorted(team)},
        "bisogni_caso": {key: needs.get(key, key) for key in state.file.needs},
        "obiettivi": {goal.name: goal.name for goal in state.file.goals},
        "interventi": {plan.action: plan.action for plan in state.planned},
        "risorse": {one.id: f"{one.what} ({FUNDERS.get(one.funder, one.funder)})" for one in state.resources},
    }


def read_choice(form: Form, typed: Mapping[str, object], lists: Lists) -> dict[str, str]:
    """
    Read what a form sends: a name chosen from the network becomes its id again.

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
    return values


def describe_case(desk: Desk, viewer: Viewer, view: CaseView) -> dict[str, Any]:
    """
    Describe a case for its page.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who reads.
    view
        The case.

    Returns
    -------
    dict
        What ``case_body.html`` shows.
    """
    lists = lists_of(desk, viewer, view.person_id, view)
    state, phase = view.state, view.process.phases[view.state.position.phase]
    terms = [term_words(one, desk.today()) for one in view.terms(LocalCalendar())]
    ended = phase.final
    return {
        "view": view,
        "phase": phase,
        "ended": ended,
        "rail": _rail(view),
        "macro": [(name, name not in view.process.missing_macro_phases(state.reached))
                  for name in view.process.macro_phases.values()],
        "lists": lists,
        "forms": [_form(desk, viewer, view, form) for form in forms_of(view)],
        "missing": _missing(view),
        "passages": _passages(viewer, view, main=True),
        "others": _passages(viewer, view, main=False),
        "terms": [one for one in terms if not one["met"] and not ended],
        "terms_met": [one for one in terms if one["met"]],
        "tracks": _tracks(view, phase.id),
        "behind": [(view.process.phases[one].name, _tracks(view, one)) for one in _before(view)],
        "team": _team(view, lists),
        "proposals": propose_team(desk.store, view, desk.today(), viewer) if _seats_team(view) else (),
        "known_needs": _known_needs(desk, viewer, view),
        "role_names": ROLE_NAMES,
        "choices": _choices(desk, viewer, view),
        "plan": _plan(view, lists),
        "budget": _budget(view),
        "story": [story(one, view, lists.name) for one in reversed(view.history)],
        "opened": long_day(view.history[0].day),
        "norm": norm_words,
    }  # fmt: skip


def _rail(view: CaseView) -> list[dict[str, Any]]:
    """List the stations of the path, saying which were passed, where it is, and what is ahead."""
    now = view.state.position.suspended_from or view.state.position.phase
    return [
        {
            "name": phase.name,
            "state": "now" if phase.id == now else "done" if phase.id in view.state.reached else "ahead",
            "times": view.state.reached.count(phase.id),
        }
        for phase in view.process.phases.values()
        if not phase.resting
    ]


def _before(view: CaseView) -> list[str]:
    """List the phases that the case has left, the last one first."""
    here = view.state.position.phase
    return [one for one in reversed(dict.fromkeys(view.state.reached)) if one != here]


def _form(desk: Desk, viewer: Viewer, view: CaseView, form: Form) -> dict[str, Any]:
    """Describe a form with what was typed and how often it was sent."""
    counting = [one for one in view.history if one.number not in view.state.void]
    since = view.state.stays[-1].since
    sent = sum(
        one.event.kind == form.event
        and all(getattr(one.event, key) == value for key, value in form.fixed.items())
        and (form.repeats or one.day >= since)
        for one in counting
    )
    return {
        "form": form,
        "typed": read_draft(desk.store, form.id, view.id, viewer),
        "sent": sent,
        "norm": norm_words(form.norm) if form.norm else None,
    }


def _missing(view: CaseView) -> list[dict[str, Any]]:
    """Name what the next gate still misses, each with the norm that asks for it."""
    gates = {one.gate for one in passages_from(view.process, view.state.position)}
    items = [item for gate in ("uvm", "piano") if gate in gates for item in view.missing(gate)]
    return [{"name": item.name, "norm": norm_words(item.norm), "urn": item.norm} for item in items]


def _passages(viewer: Viewer, view: CaseView, *, main: bool) -> list[dict[str, Any]]:
    """Describe the passages from here: the path's own, or those that may happen at any time."""
    anytime = {"rivaluta_per_evento", "sospendi", "trasferisci", "decesso", "rinuncia"}
    found = []
    for one in passages_from(view.process, view.state.position):
        if (one.id in anytime) is main:
            continue
        target = (view.state.position.suspended_from or "") if one.target == RESUME else one.target
        found.append(
            {
                "passage": one,
                "role": _role(viewer, view, one),
                "to": view.process.phases[target].name if target in view.process.phases else RESUMED,
                "reason": one.gate in NEEDS_REASON,
                "until": one.gate == "sospensione",
                "closed": bool(view.missing(one.gate)) if one.gate else False,
                "norm": norm_words(one.norm),
            }
        )
    return found


def _role(viewer: Viewer, view: CaseView, passage: Passage) -> str:
    """Choose in which role the viewer would go a passage: her own, one that she holds, or the first."""
    held = {one.role for one in view.state.file.team if one.party_id == viewer.party_id}
    return next((role for role in sorted(passage.who) if role == viewer.role or role in held),
                sorted(passage.who)[0])  # fmt: skip


def _tracks(view: CaseView, phase_id: str) -> list[dict[str, Any]]:
    """Describe the three tracks of a phase, act by act."""
    documents = {
        one.event.act: one.event.document
        for one in view.history
        if one.event.kind == "act_done" and one.number not in view.state.void
    }
    phase = view.process.phases[phase_id]
    return [
        {
            "name": TRACK_NAMES[track],
            "id": track,
            "acts": [
                {
                    "act": act,
                    "done": f"{phase_id}.{act.id}" in view.state.acts_done,
                    "document": documents.get(act.id, act.document),
                    "norm": norm_words(act.norm),
                }
                for act in phase.track(track)
            ],
        }
        for track in TRACKS
    ]


def _seats_team(view: CaseView) -> bool:
    return view.state.position.phase in forms_table()["squadra"].phases


def _team(view: CaseView, lists: Lists) -> list[dict[str, Any]]:
    """List the team, one line a person with all her roles."""
    found: dict[str, list[str]] = {}
    for one in view.state.file.team:
        found.setdefault(one.party_id, []).append(ROLE_NAMES.get(one.role, one.role))
    return [
        {"name": lists.name(party), "roles": ", ".join(roles),
         "sector": next(one.sector for one in view.state.file.team if one.party_id == party)}
        for party, roles in found.items()
    ]  # fmt: skip


def _known_needs(desk: Desk, viewer: Viewer, view: CaseView) -> list[tuple[str, str]]:
    """List the needs that the record holds already and the case has not taken up."""
    labels = {term.label: key for key, term in vocabulary().terms["needs"].items()}
    needs = read_record(desk.store, view.person_id, desk.today(), viewer).needs
    return [(labels[one], one) for one in needs if one in labels and labels[one] not in view.state.file.needs]


def _choices(desk: Desk, viewer: Viewer, view: CaseView) -> list[dict[str, Any]]:
    """Set side by side, for each need of a plan being written, the services that may meet it and the others."""
    if view.state.position.phase != "piano":
        return []
    made = {
        one.event.need: one.event.chosen
        for one in view.history
        if one.event.kind == "choice_made" and one.number not in view.state.void
    }
    found = []
    for need in view.state.file.needs:
        if need not in vocabulary().terms["needs"]:
            continue
        matches = match(desk.store, view.person_id, need, desk.today(), viewer)
        asked = [one for one in matches if need in one.offer.needs]
        found.append(
            {
                "need": need,
                "label": vocabulary().label("needs", need),
                "fit": [one for one in asked if one.fits],
                "unfit": [one for one in asked if not one.fits],
                "among": " ".join(one.offer.id for one in asked if one.fits),
                "chosen": made.get(need),
            }
        )
    return found


def _plan(view: CaseView, lists: Lists) -> dict[str, Any]:
    """Describe goals, actions, what was given, and how the goals went."""
    needs = vocabulary().terms["needs"]
    needs_of = {one.event.goal: one.event.need for one in view.history if one.event.kind == "goal_set"}
    last = {one.goal: one for one in view.state.reviews}
    return {
        "needs": [needs[key].label if key in needs else key for key in view.state.file.needs],
        "goals": [
            {
                "name": goal.name,
                "need": needs[needs_of[goal.name]].label if needs_of.get(goal.name) in needs else "",
                "actions": [plan for plan in view.state.planned if plan.goal == goal.name],
                "review": last.get(goal.name),
            }
            for goal in view.state.file.goals
        ],
        "who": lists.name,
        "versions": [(one.number, short_day(one.since)) for one in view.state.versions],
        "opinions": [(lists.name(party), text) for party, text in view.state.file.opinions.items()],
    }


def _budget(view: CaseView) -> dict[str, Any] | None:
    """Add up the budget: funders with euro and share, what is in kind, what does not fit."""
    if not view.state.resources:
        return None
    found = summarise_budget(view.state.resources, view.state.entries, view.state.file.needs)
    needs = vocabulary().terms["needs"]
    rows = sorted(found.by_funder.items(), key=lambda item: -item[1])
    return {
        "rows": [
            {"funder": FUNDERS.get(key, key), "key": key, "euro": amount, "share": found.shares[key]}
            for key, amount in rows
            if key in found.shares
        ],
        "summary": found,
        "uncovered": [needs[key].label if key in needs else key for key in found.uncovered_needs],
        "resources": view.state.resources,
        "funders": FUNDERS,
    }
