"""Turn a case into what its page shows: steps, gates, tracks, terms, team, and the story so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.path_words import ROLE_NAMES, norm_words
from apps.components.words import long_day
from apps.pages.cases.piece import CasePiece
from apps.pages.cases.plan import describe_goals
from apps.pages.cases.words import RESUMED, story, term_words
from coordinator.model import vocabulary
from coordinator.network.named import authors_of
from coordinator.network.record import read_record
from coordinator.pathway.forms import forms_of, forms_table
from coordinator.pathway.machine import passages_from
from coordinator.pathway.process import RESUME, TRACKS
from coordinator.pathway.team import missing_roles, propose_team
from coordinator.pathway.together import hold_together
from coordinator.pathway.unsaid import OF_PLAN, PLAN
from coordinator.pathway.withheld import may_record

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.path_lists import Lists
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.forms import Form
    from coordinator.pathway.process import Passage
    from coordinator.protection import Viewer

TRACK_NAMES = {
    "professional": "Processo professionale",
    "administrative": "Processo amministrativo",
    "accounting": "Processo contabile",
}
NEEDS_REASON = frozenset(
    {"motivo_chiusura", "chiusura", "evento", "trasferimento", "sospensione", "dimissione", "motivo_rinvio"}
)
ANYTIME = frozenset(
    {"annuncia_dimissione", "rivaluta_per_evento", "sospendi", "trasferisci", "decesso", "rinuncia"}
)
AT_A_VISIT = ("contatto_avuto", "consegna", "rischio", "compito")
"""Forms of every day while help is given; they come first then."""

WRITTEN_IN = {
    "has_health_professional": "squadra",
    "has_social_professional": "squadra",
    "has_general_practitioner": "squadra",
    "has_one_case_manager": "squadra",
    "person_took_part": "partecipazione",
    "person_asked": "istanza",
    "has_needs": "bisogno",
    "has_opinions": "parere",
    "has_minutes": "verbale",
    "has_goals": "obiettivo",
    "every_goal_has_an_action": "intervento",
    "every_action_has_a_responsible": "intervento",
    "every_action_has_a_date": "intervento",
    "has_review_date": "verifica",
    "has_budget": "risorsa",
    "has_legal_basis": "base_giuridica",
    "has_privacy_consent_if_needed": "consenso_dati",
    "has_informed_consent": "consenso_cure",
    "is_signed_or_says_why": "firma",
}
"""What a gate asks for → the form in which that is written."""


class PathPiece(CasePiece):
    """The path: what is asked now, what is missing, what runs, what happened."""

    template: ClassVar[str] = "cases/view.html"

    def describe(self) -> dict[str, Any]:
        """Describe the path for ``case_body.html``."""
        view, desk = self.view, self.desk
        state, phase = view.state, view.process.phases[view.state.position.phase]
        running = sorted(view.terms(), key=lambda one: one.deadline.due or date.max)
        terms = [term_words(one, desk.today()) for one in running]
        others = _passages(self.viewer, view, main=False)
        users = {one.author for one in view.history}
        authors = authors_of(desk.store, users, self.viewer) if self.viewer.may("read", "directory") else {}
        seats = _seats(view) and self.viewer.may("read", "network")
        proposals = propose_team(desk.store, view, desk.today(), self.viewer) if seats else ()
        return {
            "phase": phase,
            "ended": phase.final,
            "rail": _rail(view),
            "macro": view.process.macro_stages(state.reached),
            "forms": [self.asked(form) for form in _at_hand(view) if may_record(self.viewer, form.event)],
            "missing": self._missing(),
            "passages": _passages(self.viewer, view, main=True),
            "others": others,
            "other_ids": {one["passage"].id for one in others},
            "terms": [one for one in terms if not one["met"] and not phase.final],
            "terms_met": [one for one in terms if one["met"]],
            "tracks": _tracks(view, phase.id),
            "behind": [(view.process.phases[one].name, _tracks(view, one)) for one in _before(view)],
            "team": _team(view, self.lists),
            "proposals": proposals,
            "roles_missing": [
                (one.name, norm_words(one.norm), one.norm, [self.lists.name(party) for party in one.proposed])
                for one in (missing_roles(view, proposals) if _seats(view) else ())
            ],
            "points": [
                (one.words, norm_words(one.norm), one.norm, next(key for key in one.cases if key != view.id))
                for one in hold_together(desk.store, view.person_id, desk.today(), self.viewer)
                if view.id in one.cases
            ],
            "known_needs": _known_needs(desk, self.viewer, view),
            "role_names": ROLE_NAMES,
            "plan": describe_goals(view, self.lists),
            "story": [
                story(one, view, self.lists.name, authors)
                for one in reversed(view.history)
                if one.event.kind != "withheld" and not (PLAN in view.withheld and one.event.kind in OF_PLAN)
            ],
            "opened": ("l’" if view.history[0].day.day in (8, 11) else "il ") + long_day(view.history[0].day),
        }

    def _missing(self) -> list[dict[str, Any]]:
        """Name what the next gate still misses, each with the form that it is written in, if one is shown."""
        shown = {form.id for form in forms_of(self.view) if may_record(self.viewer, form.event)}
        return [
            {**one, "form": WRITTEN_IN[one["check"]] if WRITTEN_IN.get(one["check"]) in shown else ""}
            for one in missing_of(self.view)
        ]


def missing_of(view: CaseView) -> list[dict[str, Any]]:
    """
    Name what the next gate still misses, each with the norm that asks for it.

    Parameters
    ----------
    view
        The case.

    Returns
    -------
    list of dict
        ``name``, ``check``, ``norm`` in words, ``urn``; empty where no gate with a list is next.
    """
    gates = {one.gate for one in passages_from(view.process, view.state.position)}
    items = [item for gate in ("uvm", "piano") if gate in gates for item in view.missing(gate)]
    return [
        {"name": item.name, "check": item.check, "norm": norm_words(item.norm), "urn": item.norm}
        for item in items
    ]


def _rail(view: CaseView) -> list[dict[str, Any]]:
    """List the stations of the path, saying which were passed, where it is, and what is ahead."""
    now = view.state.position.suspended_from or view.state.position.phase
    return [
        {
            "name": phase.name,
            "state": "now" if phase.id == now else "done" if phase.id in view.state.reached else "ahead",
        }
        for phase in view.process.phases.values()
        if not phase.resting
    ]


def _before(view: CaseView) -> list[str]:
    """List the phases that the case has left, the last one first."""
    here = view.state.position.phase
    return [one for one in reversed(dict.fromkeys(view.state.reached)) if one != here]


def _passages(viewer: Viewer, view: CaseView, *, main: bool) -> list[dict[str, Any]]:
    """Describe the passages from here: the path's own, or those that may happen at any time."""
    found = []
    for one in passages_from(view.process, view.state.position):
        if (one.id in ANYTIME) is main:
            continue
        target = (view.state.position.suspended_from or "") if one.target == RESUME else one.target
        found.append(
            {
                "passage": one,
                "role": _role(viewer, view, one),
                "to": view.process.phases[target].name if target in view.process.phases else RESUMED,
                "reason": one.gate in NEEDS_REASON,
                "until": one.gate in ("sospensione", "dimissione"),
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


def _at_hand(view: CaseView) -> list[Form]:
    """Order the forms by use: as the path asks for them, and by the days of a visit once help is given."""
    forms = list(forms_of(view))
    if view.state.position.phase not in {"erogazione", "monitoraggio"}:
        return forms
    return sorted(forms, key=lambda form: (*AT_A_VISIT, form.id).index(form.id))


def _seats(view: CaseView) -> bool:
    """Say whether the team is being made where the case stands."""
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
