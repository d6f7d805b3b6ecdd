"""Say for each phase of the path who does what, with which document and which money: process and agreement together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.agreements.checks_annexes import common_path
from coordinator.pathway.process import TRACKS

if TYPE_CHECKING:
    from coordinator.agreements.text import Agreement, PhaseDuty
    from coordinator.pathway.process import CareAct, Phase, Process, Track

PERSON = "la persona e chi la cura"
TRACK_NAMES: dict[Track, str] = {
    "professional": "professionale",
    "administrative": "amministrativo",
    "accounting": "contabile",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One act of a phase: who does it, who answers for it, who is heard, who is told."""

    phase: str  # name
    phase_id: str
    track: Track
    act: str
    doer: str  # R: the role that does it, as the process says, with the bodies that lend it
    accountable: str  # A: one party; empty where the agreement names none
    consulted: tuple[str, ...]  # C
    informed: tuple[str, ...]  # I
    document: str
    money: str  # empty where the agreement does not say
    within: int | None  # days of the macro-phase
    norm: str  # as the process has it


def duties(agreement: Agreement, process: Process | None = None) -> tuple[Duty, ...]:
    """
    Make the responsibility table (RACI).

    Parameters
    ----------
    agreement
        Its annex A says who answers for each macro-phase.
    process
        The path; the common one when None.

    Returns
    -------
    tuple of Duty
        One an act, in the order of the path; what the agreement does not say is empty.
    """
    path = process or common_path()
    rows = {one.macro_phase: one for one in agreement.phases}
    return tuple(
        _duty(agreement, phase, act, rows.get(phase.macro_phase))
        for phase in path.phases.values()
        if phase.macro_phase is not None
        for track in TRACKS
        for act in phase.track(track)
    )


def _duty(agreement: Agreement, phase: Phase, act: CareAct, row: PhaseDuty | None) -> Duty:
    """Put an act of the process and a row of annex A together."""
    names = agreement.names
    lenders = [names.get(one, one) for one in row.doing] if row else []
    accountable = names.get(row.accountable, "") if row else ""
    consulted = tuple(names.get(one, one) for one in row.consulted) if row else ()
    taken = {accountable, *lenders, *consulted}
    informed = tuple(one.name for one in agreement.parties if one.name not in taken and row)
    doer = f"{act.owner} ({', '.join(lenders)})" if lenders else act.owner
    return Duty(
        phase.name, phase.id, act.track, act.name, doer, accountable, consulted, (PERSON, *informed), act.document,
        row.money if row else "", row.within if row else None, act.norm,
    )  # fmt: skip
