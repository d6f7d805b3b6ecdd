"""Read what persons chose, signed and consented to as a table: what, yes or no, who said it, when, by which norm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.tables.cells import day_cell, kind, text
from apps.assistant.tables.plans_read import read_plans
from apps.assistant.tables.table import Row
from apps.components.path_words import norm_words
from apps.components.words import author_words
from coordinator.model import vocabulary
from coordinator.protection.bases import bases
from coordinator.protection.consent import words_of

if TYPE_CHECKING:
    from apps.assistant.tables.plans_read import Plan
    from apps.assistant.tables.table import Cell
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView

KINDS = {
    "signature": "firma",
    "consent": "consenso",
    "choice": "scelta",
    "sharing": "condivisione dei dati",
    "basis": "base dei dati",
}
"""Kinds of what is said, in Italian."""

SIGNED = ("piano firmato", "piano non firmato", "firmato il piano", "piano non e ancora firmato")
"""How the signature of a plan is called too."""

MISSING = "non ancora firmato"
CONSENTS = {"cure": "consenso alle cure", "dati": "consenso ai dati"}


def read_choices(scene: Scene, person_id: str) -> list[Row]:
    """
    Read choices, signatures and consents as rows.

    Parameters
    ----------
    scene
        The conversation: the record, who asks.
    person_id
        Of whom; empty for all whose open paths the asker sees, then without what each said of her own data.

    Returns
    -------
    list of Row
        Path by path, in the order in which they were said.

    Raises
    ------
    NotAllowedError
        If the viewer may not read consents.
    """
    plans = read_plans(scene, person_id, "consent", _parties)
    rows = [row for plan in plans for row in _rows(plan)]
    return rows + (_sharings(scene, person_id) if person_id else [])


def _parties(view: CaseView) -> set[str | None]:
    """List who said something in a path, and what was chosen."""
    events: list[Any] = [one.event for one in view.history]
    said = {one.by for one in events if one.kind in {"signed", "consent_given"}}
    chosen = [one for one in events if one.kind == "choice_made"]
    return said | {one.chosen for one in chosen} | {party for one in chosen for party in one.among}


def _rows(plan: Plan) -> list[Row]:
    """Write what was said in one path."""
    rows = []
    for one in plan.kept("signed", "consent_given", "choice_made", "basis_recorded"):
        cells = _cells(plan, one.event) | {
            "person": text(plan.person),
            "day": day_cell(one.day),
            "author": text(plan.author(one.author)),
            "norm": text(norm_words(one.norm) if one.norm else ""),
        }
        called = SIGNED if one.event.kind == "signed" else ()
        page = f"percorso?id={plan.view.id}"
        rows.append(Row(cells, "", page, one.norm or "", plan.view.person_id, called))
    if plan.view.state.file.goals and not any(plan.kept("signed")):
        cells = {"what": text("firma del piano"), "kind": kind("signature", KINDS["signature"])}
        cells |= {"said": kind("unsigned", MISSING), "person": text(plan.person)}
        rows.append(Row(cells, page=plan.page, person_id=plan.view.person_id, called=SIGNED))
    return rows


def _cells(plan: Plan, event: Any) -> dict[str, Cell]:  # noqa: ANN401 - each kind of event has fields of its own
    """Write what was said once."""
    match event.kind:
        case "signed":
            said = "yes" if event.by else "no unsigned"
            words = "firmato" if event.by else "non firmato"
            return {
                "what": text("firma del piano"),
                "kind": kind("signature", KINDS["signature"]),
                "said": kind(said, words),
                "by": text(plan.name(event.by)),
                "why": text(event.why_not),
            }
        case "consent_given":
            return {
                "what": text(CONSENTS[event.about]),
                "kind": kind("consent", KINDS["consent"]),
                "said": kind(
                    "yes" if event.given else "no", "dato" if event.given else "rifiutato o ritirato"
                ),
                "by": text(plan.name(event.by)),
            }
        case "choice_made":
            need = vocabulary().label("needs", event.need)
            return {
                "what": text(f"scelta del servizio per {need}"),
                "kind": kind("choice", KINDS["choice"]),
                "said": kind("yes", f"scelto {plan.name(event.chosen)}"),
                "chosen": text(plan.name(event.chosen)),
                "among": text(", ".join(plan.name(one) for one in event.among)),
                "by": text(plan.person),
                "why": text(event.reason),
            }
    return {
        "what": text("base giuridica dei dati"),
        "kind": kind("basis", KINDS["basis"]),
        "said": kind("basis", event.basis),
    }


def _sharings(scene: Scene, person_id: str) -> list[Row]:
    """Write what a person said of who may see her data."""
    known = bases()
    rows = []
    for one in words_of(scene.store, person_id, scene.viewer):
        basis = known.get(one.sharing)
        whom = f" ({one.recipient})" if one.recipient else ""
        cells = {
            "what": text(f"{basis.label if basis else one.sharing}{whom}"),
            "kind": kind("sharing", KINDS["sharing"]),
            "said": kind("yes" if one.given else "no", "sì" if one.given else "no"),
            "by": text(one.by),
            "day": day_cell(one.day),
            "author": text(author_words(one.author)),
        }
        rows.append(Row(cells, page=f"consensi?id={person_id}", person_id=person_id))
    return rows
